-- One act that changed what is served. by: the moderator; NULL for the command line, or once that person
-- asked for their data to be deleted. undoes: the change that it took back.
CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL,
    by INTEGER,
    at TEXT NOT NULL,
    reason TEXT,
    undoes INTEGER REFERENCES change (id)
) STRICT;
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

-- What it changed, in that order. before and after hold JSON; NULL where there was, or is, nothing.
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    what TEXT NOT NULL CHECK (what IN ('article', 'fact', 'retraction', 'pin', 'name')),
    article TEXT,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX step_change ON step (change);
CREATE INDEX step_article ON step (article) WHERE article IS NOT NULL;

-- A fact that a moderator took out. It is named by its article and its identity, so that it stays out when
-- the article's file is loaded again.
CREATE TABLE retraction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    identity BLOB NOT NULL,
    fact TEXT NOT NULL,
    reason TEXT NOT NULL,
    by INTEGER,
    at TEXT NOT NULL,
    UNIQUE (article, identity)
) STRICT;

-- The fact that leads among those that disagree, until a day.
CREATE TABLE pin (
    fact INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    by INTEGER,
    at TEXT NOT NULL
) STRICT;

-- The names that a review's article spells in more than one way, until they are decided: JSON; NULL for none.
ALTER TABLE review ADD COLUMN names TEXT;

-- From here on ids of facts stand in moderators' buttons and must never come to mean another fact: the same table,
-- with AUTOINCREMENT. Dropping the old one takes its ids off the proposals, which get them back.
CREATE TEMP TABLE approved AS SELECT id, stored FROM proposal WHERE stored IS NOT NULL;
CREATE TABLE new_fact (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES article (id),
    subject INTEGER NOT NULL REFERENCES name (id),
    relation TEXT NOT NULL,
    season INTEGER,
    value TEXT NOT NULL,
    named INTEGER REFERENCES name (id),
    lower TEXT,
    upper TEXT,
    certainty TEXT NOT NULL,
    according_to TEXT,
    evidence TEXT,
    spoiler INTEGER NOT NULL,
    "character" INTEGER REFERENCES name (id),
    speaker INTEGER REFERENCES name (id),
    author INTEGER REFERENCES name (id),
    about TEXT,
    note TEXT,
    "on" TEXT
) STRICT;
INSERT INTO new_fact SELECT * FROM fact;
DROP TABLE fact;
ALTER TABLE new_fact RENAME TO fact;
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_subject ON fact (subject, relation);
CREATE INDEX fact_named ON fact (named, relation) WHERE named IS NOT NULL;
CREATE INDEX fact_character ON fact ("character") WHERE "character" IS NOT NULL;
CREATE INDEX fact_speaker ON fact (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX fact_author ON fact (author) WHERE author IS NOT NULL;
UPDATE proposal SET stored = (SELECT approved.stored FROM approved WHERE approved.id = proposal.id)
WHERE id IN (SELECT id FROM approved);
DROP TABLE approved;
