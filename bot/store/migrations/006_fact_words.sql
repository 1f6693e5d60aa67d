-- What facts say in words of their own, to be searched: not names and dates, which have indexes, nor single words.
-- Kept in step by store.py at the end of each change: triggers would make a load half as slow again.
CREATE VIRTUAL TABLE fact_words USING fts5 (value, note, about, tokenize = 'porter unicode61 remove_diacritics 2');
CREATE INDEX fact_wordy ON fact (id)
WHERE note IS NOT NULL OR (named IS NULL AND lower IS NULL AND length(value) > 15);
INSERT INTO fact_words (rowid, value, note, about)
SELECT id, value, note, about FROM fact
WHERE note IS NOT NULL OR (named IS NULL AND lower IS NULL AND length(value) > 15);
