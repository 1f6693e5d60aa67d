-- A moderator's word, on a day, that a fact is still true.
CREATE TABLE confirmation (
    fact INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    by_user INTEGER,
    at TEXT NOT NULL
) STRICT;

-- Until when nobody is asked whether a fact is still true; no answer rests on it.
CREATE TABLE postponement (
    fact INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    until TEXT NOT NULL
) STRICT;

-- Steps of one more kind: which there are is for the journal to say.
CREATE TABLE new_step (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    what TEXT NOT NULL,
    article TEXT,
    before TEXT,
    after TEXT,
    facts BLOB,
    gone INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 1
) STRICT;
INSERT INTO new_step SELECT id, change, what, article, before, after, facts, gone, count FROM step;
DROP TABLE step;
ALTER TABLE new_step RENAME TO step;
CREATE INDEX step_change ON step (change);
CREATE INDEX step_article ON step (article) WHERE article IS NOT NULL;

-- For who types a year or a month to find a fact.
CREATE INDEX fact_dated ON fact (lower, relation) WHERE lower IS NOT NULL;
