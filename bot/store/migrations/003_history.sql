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
