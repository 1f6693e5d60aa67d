-- What an article is about. candidates: the titles that a moderator chooses from, where the reader cannot tell;
-- about: what it was read as being about, '' for several shows or none; season: the one read, or said.
ALTER TABLE review ADD COLUMN candidates TEXT;
ALTER TABLE review ADD COLUMN about TEXT;
ALTER TABLE review ADD COLUMN season INTEGER;
