-- Each table by the name that its feature has everywhere else.
ALTER TABLE objection RENAME TO complaint;
DROP INDEX objection_state;
DROP INDEX objection_user;
CREATE INDEX complaint_state ON complaint (state);
CREATE INDEX complaint_user ON complaint (user) WHERE user IS NOT NULL;
ALTER TABLE expected RENAME TO expected_answer;
ALTER TABLE headline RENAME TO snapshot;
