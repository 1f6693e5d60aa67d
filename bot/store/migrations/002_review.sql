-- An article that a moderator handed in to be read, and what was read from it.
-- text: the article itself, kept until everything read from it is decided; NULL from then on.
-- digest: of the text, so that the same article is not reviewed twice.
-- article: what its approved facts are stored under; NULL before the first of them.
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
    opened_at TEXT NOT NULL
) STRICT;
CREATE INDEX review_article ON review (article);

-- One fact read from it. fact and as_read hold JSON with the keys of a facts file: as it stands after
-- edits, and as it was read. version grows with every edit, so that a button decides what was seen.
-- stored: the fact that it has become; NULL again once that is gone.
-- AUTOINCREMENT, because ids stand in buttons of old messages and must never come to mean another fact.
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
