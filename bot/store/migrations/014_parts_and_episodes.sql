-- A fact may be of a part of a season or work (a cour, a volume, a half), and of one episode.
ALTER TABLE fact ADD COLUMN part INTEGER;
ALTER TABLE fact ADD COLUMN episode INTEGER;

-- season, part, episode: 0 for none.
CREATE TABLE new_snapshot (
    subject INTEGER NOT NULL REFERENCES name (id),
    relation TEXT NOT NULL,
    season INTEGER NOT NULL,
    part INTEGER NOT NULL,
    episode INTEGER NOT NULL,
    known TEXT NOT NULL,
    PRIMARY KEY (subject, relation, season, part, episode)
) STRICT, WITHOUT ROWID;
INSERT INTO new_snapshot SELECT subject, relation, season, 0, 0, known FROM snapshot;
DROP TABLE snapshot;
ALTER TABLE new_snapshot RENAME TO snapshot;
