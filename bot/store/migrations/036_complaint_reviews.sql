-- review: of the correction that a moderator has entered for a complaint, which is settled once that is decided.
ALTER TABLE complaint ADD COLUMN review INTEGER REFERENCES review (id) ON DELETE SET NULL;
CREATE INDEX complaint_review ON complaint (review) WHERE review IS NOT NULL;
