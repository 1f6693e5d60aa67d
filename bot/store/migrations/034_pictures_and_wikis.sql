-- Whether a server has posters beside its answers, and the wiki that it points to where the bot does not know.
ALTER TABLE guild ADD COLUMN pictures INTEGER NOT NULL DEFAULT 1;
ALTER TABLE guild ADD COLUMN wiki TEXT;
