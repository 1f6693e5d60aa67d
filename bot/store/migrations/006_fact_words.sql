-- What facts say in words of their own, to be searched: not names and dates, which have indexes.
-- https://www.sqlite.org/fts5.html#external_content_tables
CREATE VIRTUAL TABLE fact_words USING fts5 (
    value, note, about,
    content = 'fact', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER fact_words_insert AFTER INSERT ON fact
WHEN new.note IS NOT NULL OR (new.named IS NULL AND new.lower IS NULL) BEGIN
    INSERT INTO fact_words (rowid, value, note, about) VALUES (new.id, new.value, new.note, new.about);
END;
CREATE TRIGGER fact_words_delete AFTER DELETE ON fact
WHEN old.note IS NOT NULL OR (old.named IS NULL AND old.lower IS NULL) BEGIN
    INSERT INTO fact_words (fact_words, rowid, value, note, about)
    VALUES ('delete', old.id, old.value, old.note, old.about);
END;
CREATE TRIGGER fact_words_forget AFTER UPDATE ON fact
WHEN old.note IS NOT NULL OR (old.named IS NULL AND old.lower IS NULL) BEGIN
    INSERT INTO fact_words (fact_words, rowid, value, note, about)
    VALUES ('delete', old.id, old.value, old.note, old.about);
END;
CREATE TRIGGER fact_words_update AFTER UPDATE ON fact
WHEN new.note IS NOT NULL OR (new.named IS NULL AND new.lower IS NULL) BEGIN
    INSERT INTO fact_words (rowid, value, note, about) VALUES (new.id, new.value, new.note, new.about);
END;
INSERT INTO fact_words (rowid, value, note, about)
SELECT id, value, note, about FROM fact WHERE note IS NOT NULL OR (named IS NULL AND lower IS NULL);
