-- place: orders the facts of an article as its file does. There is room between two: a fact that comes in between
-- moves no other.
ALTER TABLE fact ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE fact SET place = id * 65536;
-- Where a retracted fact stood; NULL for the end.
ALTER TABLE retraction ADD COLUMN place INTEGER;
