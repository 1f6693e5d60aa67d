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
ALTER TABLE step DROP CONSTRAINT step_what_check;

-- For who types a year or a month to find a fact.
CREATE INDEX fact_dated ON fact (lower, relation) WHERE lower IS NOT NULL;
