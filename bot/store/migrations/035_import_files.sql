-- Files that moderators handed in to be imported, until they are applied, or for a day.
CREATE TABLE import_file (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    document BLOB NOT NULL,
    mapping BLOB,
    handed_in_on TEXT NOT NULL,
    kept_at TEXT NOT NULL
) STRICT;
