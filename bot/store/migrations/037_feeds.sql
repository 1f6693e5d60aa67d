-- A feed of news that the operator has named. etag, modified: what its server said last, so that it sends only what
-- has changed. failures: in a row.
CREATE TABLE feed (
    address TEXT PRIMARY KEY,
    etag TEXT,
    modified TEXT,
    failures INTEGER NOT NULL DEFAULT 0,
    next_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An entry of a feed: each is offered to moderators once. passed: it names no title that is known.
-- names: the titles that it names. seen_at: when it last stood in its feed.
-- AUTOINCREMENT, because ids stand in buttons of old messages and must never come to mean another entry.
CREATE TABLE feed_entry (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_key TEXT NOT NULL UNIQUE,
    feed TEXT NOT NULL,
    title TEXT,
    link TEXT,
    summary TEXT,
    published_on TEXT,
    names TEXT,
    state TEXT NOT NULL CHECK (state IN ('passed', 'waiting', 'handed in', 'dismissed')),
    seen_at TEXT NOT NULL
) STRICT;
CREATE INDEX feed_entry_waiting ON feed_entry (id) WHERE state = 'waiting';
CREATE INDEX feed_entry_feed ON feed_entry (feed, seen_at);
