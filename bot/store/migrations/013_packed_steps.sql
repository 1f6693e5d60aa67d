-- The facts that an article gained or lost by a change, a thousand in a row: facts is what packed_facts.py makes of
-- them, count how many there are, gone whether they were lost. Other steps have a state before and one after, as ever.
CREATE TABLE new_step (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    what TEXT NOT NULL CHECK (what IN ('article', 'fact', 'retraction', 'pin', 'name')),
    article TEXT,
    before TEXT,
    after TEXT,
    facts BLOB,
    gone INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO new_step (id, change, what, article, before, after) SELECT * FROM step WHERE what <> 'fact';
INSERT INTO new_step (id, change, what, article, facts, gone, count)
SELECT min(id), change, 'fact', article, packed(group_concat(char(9) || fact, char(10))), gone, count(*)
FROM (
    SELECT id, change, article, coalesce(before, after) AS fact, after IS NULL AS gone,
        (row_number() OVER (PARTITION BY change, article, after IS NULL ORDER BY id) - 1) / 1000 AS chunk
    FROM step WHERE what = 'fact' ORDER BY id
)
GROUP BY change, article, gone, chunk;
DROP TABLE step;
ALTER TABLE new_step RENAME TO step;
CREATE INDEX step_change ON step (change);
CREATE INDEX step_article ON step (article) WHERE article IS NOT NULL;
