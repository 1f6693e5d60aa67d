-- Every table as it was by then: SQLite's files up to this number came before PostgreSQL. What columns hold is said there.

CREATE TABLE names_file (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    digest BLOB NOT NULL
) STRICT;

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

CREATE TABLE fact (
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
    "on" TEXT,
    place INTEGER NOT NULL DEFAULT 0,
    part INTEGER,
    episode INTEGER
) STRICT;
CREATE INDEX fact_article ON fact (article);
CREATE INDEX fact_subject ON fact (subject, relation);
CREATE INDEX fact_named ON fact (named, relation) WHERE named IS NOT NULL;
CREATE INDEX fact_character ON fact ("character") WHERE "character" IS NOT NULL;
CREATE INDEX fact_speaker ON fact (speaker) WHERE speaker IS NOT NULL;
CREATE INDEX fact_author ON fact (author) WHERE author IS NOT NULL;
CREATE INDEX fact_spoiler ON fact (subject) WHERE spoiler = 1;
CREATE INDEX fact_wordy ON fact (id)
WHERE note IS NOT NULL OR (named IS NULL AND lower IS NULL AND length(value) > 15);

CREATE TABLE note (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    slug TEXT NOT NULL,
    name TEXT NOT NULL,
    published_on TEXT,
    title TEXT,
    publisher TEXT,
    url TEXT,
    text TEXT,
    digest BLOB NOT NULL UNIQUE,
    article INTEGER REFERENCES article (id) ON DELETE SET NULL,
    opened_by INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    names TEXT,
    candidates TEXT,
    about TEXT,
    season INTEGER,
    guess TEXT
) STRICT;
CREATE INDEX review_article ON review (article);

CREATE TABLE proposal (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    review INTEGER NOT NULL REFERENCES review (id),
    fact TEXT NOT NULL,
    as_read TEXT NOT NULL,
    version INTEGER NOT NULL DEFAULT 0,
    confirms INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'proposed' CHECK (state IN ('proposed', 'approved', 'rejected')),
    stored INTEGER REFERENCES fact (id) ON DELETE SET NULL,
    draft TEXT,
    edited_by INTEGER,
    decided_by INTEGER,
    decided_at TEXT
) STRICT;
CREATE INDEX proposal_review ON proposal (review);
CREATE INDEX proposal_stored ON proposal (stored);

CREATE TABLE change (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    what TEXT NOT NULL,
    "by" INTEGER,
    at TEXT NOT NULL,
    reason TEXT,
    undoes INTEGER REFERENCES change (id)
) STRICT;
CREATE INDEX change_undoes ON change (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE step (
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
CREATE INDEX step_change ON step (change);
CREATE INDEX step_article ON step (article) WHERE article IS NOT NULL;

CREATE TABLE retraction (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    identity BLOB NOT NULL,
    fact TEXT NOT NULL,
    reason TEXT NOT NULL,
    "by" INTEGER,
    at TEXT NOT NULL,
    place INTEGER,
    UNIQUE (article, identity)
) STRICT;

CREATE TABLE pin (
    fact INTEGER PRIMARY KEY REFERENCES fact (id) ON DELETE CASCADE,
    reason TEXT NOT NULL,
    until TEXT NOT NULL,
    "by" INTEGER,
    at TEXT NOT NULL
) STRICT;

CREATE TABLE guild (
    id INTEGER PRIMARY KEY,
    announce_channel INTEGER,
    announce_role INTEGER,
    private INTEGER NOT NULL DEFAULT 0,
    spoilers TEXT NOT NULL DEFAULT 'veiled' CHECK (spoilers IN ('veiled', 'hidden', 'open')),
    left_at TEXT
) STRICT;

CREATE TABLE guild_channel (
    id INTEGER PRIMARY KEY,
    guild INTEGER NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    answers INTEGER NOT NULL DEFAULT 0,
    spoilers TEXT CHECK (spoilers IN ('veiled', 'hidden', 'open'))
) STRICT;
CREATE INDEX guild_channel_guild ON guild_channel (guild);

CREATE TABLE guild_show (
    guild INTEGER NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    channel INTEGER NOT NULL,
    work INTEGER NOT NULL REFERENCES name (id),
    place INTEGER NOT NULL,
    PRIMARY KEY (guild, channel, work)
) STRICT, WITHOUT ROWID;
CREATE INDEX guild_show_work ON guild_show (work);

CREATE TABLE follow (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "user" INTEGER NOT NULL,
    subject INTEGER NOT NULL REFERENCES name (id),
    about TEXT NOT NULL CHECK (about IN ('release', 'cast', 'anything')),
    digest INTEGER NOT NULL,
    guild INTEGER,
    since TEXT NOT NULL,
    UNIQUE ("user", subject)
) STRICT;
CREATE INDEX follow_subject ON follow (subject);
CREATE INDEX follow_guild ON follow (guild);

CREATE TABLE snapshot (
    subject INTEGER NOT NULL REFERENCES name (id),
    relation TEXT NOT NULL,
    season INTEGER NOT NULL,
    part INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (subject, relation, season, part, episode)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    "user" INTEGER,
    channel INTEGER,
    guild INTEGER,
    reply_to INTEGER,
    body TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    due_at TEXT NOT NULL,
    batch INTEGER,
    sent_at TEXT,
    failed TEXT,
    mark INTEGER NOT NULL DEFAULT 0,
    tried_at TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND failed IS NULL;
CREATE INDEX outbox_user ON outbox ("user") WHERE "user" IS NOT NULL;

CREATE TABLE unanswered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meaning TEXT NOT NULL UNIQUE,
    shape TEXT NOT NULL,
    code TEXT,
    times INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'dismissed'))
) STRICT;
CREATE INDEX unanswered_times ON unanswered (state, times);

CREATE TABLE wait (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unanswered INTEGER NOT NULL REFERENCES unanswered (id) ON DELETE CASCADE,
    "user" INTEGER NOT NULL,
    guild INTEGER,
    since TEXT NOT NULL,
    question TEXT,
    UNIQUE (unanswered, "user")
) STRICT;
CREATE INDEX wait_user ON wait ("user");
CREATE INDEX wait_guild ON wait (guild);

CREATE TABLE complaint (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    article TEXT,
    fact TEXT,
    wrong TEXT NOT NULL,
    link TEXT,
    "user" INTEGER,
    guild INTEGER,
    channel INTEGER,
    message INTEGER,
    tell INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
    settled_by INTEGER,
    settled_at TEXT,
    reply TEXT,
    question TEXT
) STRICT;
CREATE INDEX complaint_state ON complaint (state);
CREATE INDEX complaint_user ON complaint ("user") WHERE "user" IS NOT NULL;

CREATE TABLE expected_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL UNIQUE,
    answer TEXT NOT NULL,
    "by" INTEGER,
    at TEXT NOT NULL
) STRICT;

-- What facts say in words of their own, to be searched: the stems of their words, as SQLite's index has them.
-- size: how many words. Kept in step by postgres_engine.py at the end of each change.
CREATE TABLE fact_words (
    fact INTEGER PRIMARY KEY,
    value TEXT NOT NULL,
    note TEXT,
    about TEXT,
    stems text[] NOT NULL,
    size INTEGER NOT NULL,
    lexemes tsvector GENERATED ALWAYS AS (array_to_tsvector(stems)) STORED
);
CREATE INDEX fact_words_lexemes ON fact_words USING gin (lexemes);
CREATE TABLE word_totals (
    facts INTEGER NOT NULL,
    size INTEGER NOT NULL
);
INSERT INTO word_totals (facts, size) VALUES (0, 0);
