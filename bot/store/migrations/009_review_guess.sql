-- guess: the candidate that the article seems to be about; NULL where the reader cannot tell.
-- Those asked about before were all shown their first candidate as the guess.
ALTER TABLE review ADD COLUMN guess TEXT;
UPDATE review SET guess = json_extract(candidates, '$[0]') WHERE candidates IS NOT NULL;
