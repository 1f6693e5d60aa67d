-- Names that two works or people share. name: as files write it, "Brian Cox (physicist)"; bare: without what tells it
-- apart; shown: the bare name again, as long as nobody else bears it.
ALTER TABLE name ADD COLUMN bare TEXT;
ALTER TABLE name ADD COLUMN bare_key TEXT;
ALTER TABLE name ADD COLUMN shown TEXT;
CREATE INDEX name_bare ON name (bare_key, kind) WHERE bare_key IS NOT NULL;

-- What others know a name by: "wikidata:Q42", "tvmaze:82". Names of one kind that share such an id are one.
CREATE TABLE outside_id (
    id TEXT NOT NULL,
    name INTEGER NOT NULL REFERENCES name (id) ON DELETE CASCADE,
    names_file INTEGER NOT NULL REFERENCES names_file (id) ON DELETE CASCADE,
    PRIMARY KEY (id, name, names_file)
) STRICT, WITHOUT ROWID;
CREATE INDEX outside_id_name ON outside_id (name);
CREATE INDEX outside_id_names_file ON outside_id (names_file);

-- Pairs of names that a load has warned of already, by their keys.
CREATE TABLE warned_names (
    kind TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;
