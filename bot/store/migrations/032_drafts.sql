-- What somebody typed into a form that could not be taken, until it is, for a week at most. form: the custom_id of the
-- button that opens the form again; typed: JSON, the values of each field by its custom_id.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    user_id INTEGER NOT NULL,
    form TEXT NOT NULL,
    typed TEXT NOT NULL,
    at TEXT NOT NULL,
    UNIQUE (user_id, form)
) STRICT;
ALTER TABLE proposal DROP COLUMN draft;
