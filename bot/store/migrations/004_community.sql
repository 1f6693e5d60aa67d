-- What a server has chosen. left_at: when the bot left it; all of its state goes 30 days later.
CREATE TABLE guild (
    id INTEGER PRIMARY KEY,
    announce_channel INTEGER,
    announce_role INTEGER,
    private INTEGER NOT NULL DEFAULT 0,
    spoilers TEXT NOT NULL DEFAULT 'veiled' CHECK (spoilers IN ('veiled', 'hidden', 'open')),
    left_at TEXT
) STRICT;

-- answers: whether the bot answers there; with no such channel in a server, it answers in all.
-- spoilers: NULL for what the server chose.
CREATE TABLE guild_channel (
    id INTEGER PRIMARY KEY,
    guild INTEGER NOT NULL REFERENCES guild (id) ON DELETE CASCADE,
    answers INTEGER NOT NULL DEFAULT 0,
    spoilers TEXT CHECK (spoilers IN ('veiled', 'hidden', 'open'))
) STRICT;
CREATE INDEX guild_channel_guild ON guild_channel (guild);

-- guild: where it was made; NULL in a direct message.
CREATE TABLE follow (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER NOT NULL,
    subject INTEGER NOT NULL REFERENCES name (id),
    about TEXT NOT NULL CHECK (about IN ('release', 'cast', 'anything')),
    digest INTEGER NOT NULL,
    guild INTEGER,
    since TEXT NOT NULL,
    UNIQUE (user, subject)
) STRICT;
CREATE INDEX follow_subject ON follow (subject);
CREATE INDEX follow_guild ON follow (guild);

-- What was last known to be answered about a followed subject: news is what differs from it.
-- season: 0 for the work as a whole. known: JSON.
CREATE TABLE headline (
    subject INTEGER NOT NULL REFERENCES name (id),
    relation TEXT NOT NULL,
    season INTEGER NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (subject, relation, season)
) STRICT, WITHOUT ROWID;

-- Messages that are still to be sent, and those that were. Either to a user or to a channel of a guild.
-- body: JSON. once: what must be told this receiver one time only. batch: the first letter of those that it was
-- put into one message with, before that was sent: after a crash the very same message is sent again.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user INTEGER,
    channel INTEGER,
    guild INTEGER,
    reply_to INTEGER,
    body TEXT NOT NULL,
    once TEXT NOT NULL UNIQUE,
    due_at TEXT NOT NULL,
    batch INTEGER,
    sent_at TEXT,
    failed TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at) WHERE sent_at IS NULL AND failed IS NULL;
CREATE INDEX outbox_user ON outbox (user) WHERE user IS NOT NULL;

-- What was asked in vain, by its meaning; nobody's name. code: the question's, where it was understood.
-- name: the name that nothing is known by.
CREATE TABLE unanswered (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    meaning TEXT NOT NULL UNIQUE,
    question TEXT NOT NULL,
    code TEXT,
    name TEXT,
    times INTEGER NOT NULL,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'answered', 'dismissed'))
) STRICT;
CREATE INDEX unanswered_times ON unanswered (state, times);

-- Who wants to be told once it can be answered.
CREATE TABLE wait (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    unanswered INTEGER NOT NULL REFERENCES unanswered (id) ON DELETE CASCADE,
    user INTEGER NOT NULL,
    guild INTEGER,
    since TEXT NOT NULL,
    UNIQUE (unanswered, user)
) STRICT;
CREATE INDEX wait_user ON wait (user);
CREATE INDEX wait_guild ON wait (guild);

-- "Not right?": what a fan says of an answer. code: the question's. answer: what was answered, in plain words.
-- fact and article: what the answer rested on first. user: who said it, until it is settled; channel and message:
-- where the answer stands, for a reply to it.
CREATE TABLE objection (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    code TEXT NOT NULL,
    answer TEXT NOT NULL,
    article TEXT,
    fact TEXT,
    wrong TEXT NOT NULL,
    link TEXT,
    user INTEGER,
    guild INTEGER,
    channel INTEGER,
    message INTEGER,
    tell INTEGER NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'accepted', 'dismissed')),
    settled_by INTEGER,
    settled_at TEXT,
    reply TEXT
) STRICT;
CREATE INDEX objection_state ON objection (state);
CREATE INDEX objection_user ON objection (user) WHERE user IS NOT NULL;

-- A question whose answer must stay as it is unless a moderator agrees. answer: JSON.
CREATE TABLE expected (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    question TEXT NOT NULL UNIQUE,
    answer TEXT NOT NULL,
    by INTEGER,
    at TEXT NOT NULL
) STRICT;

-- How many facts are spoilers is small: their names must be found fast, to be kept out of suggestions.
CREATE INDEX fact_spoiler ON fact (subject) WHERE spoiler = 1;
