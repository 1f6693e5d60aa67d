-- Every spelling of every name. Spellings of one thing share its entity: the id of its main spelling.
-- AUTOINCREMENT, because ids stand in buttons of old messages and must never come to mean another name.
CREATE TABLE name (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entity INTEGER NOT NULL REFERENCES name (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    key TEXT NOT NULL,
    names_file INTEGER REFERENCES names_file (id)
) STRICT;
CREATE UNIQUE INDEX name_key ON name (key, kind);
CREATE INDEX name_entity ON name (entity);

CREATE TABLE names_file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL
) STRICT;

-- path: the facts file it came from; NULL for one approved in Discord.
CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    slug TEXT NOT NULL UNIQUE,
    published_on TEXT NOT NULL,
    title TEXT,
    publisher TEXT,
    url TEXT,
    path TEXT,
    digest BLOB
) STRICT;

-- value and the names keep the article's spelling; lower and upper are the bounds of a date.
CREATE TABLE fact (
    id INTEGER PRIMARY KEY,
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
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_subject ON fact (subject, relation);
CREATE INDEX fact_named ON fact (named, relation) WHERE named IS NOT NULL;
CREATE INDEX fact_character ON fact ("character") WHERE "character" IS NOT NULL;
CREATE INDEX fact_speaker ON fact (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX fact_author ON fact (author) WHERE author IS NOT NULL;

-- What the bot remembers about itself from one start to the next.
CREATE TABLE note (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
