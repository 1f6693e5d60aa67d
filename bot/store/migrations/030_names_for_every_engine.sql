-- Columns whose names PostgreSQL, or the SQL standard, keeps for itself.
ALTER TABLE follow RENAME COLUMN "user" TO user_id;
ALTER TABLE wait RENAME COLUMN "user" TO user_id;
ALTER TABLE complaint RENAME COLUMN "user" TO user_id;
ALTER TABLE outbox RENAME COLUMN "user" TO user_id;
ALTER TABLE change RENAME COLUMN "by" TO by_user;
ALTER TABLE retraction RENAME COLUMN "by" TO by_user;
ALTER TABLE pin RENAME COLUMN "by" TO by_user;
ALTER TABLE expected_answer RENAME COLUMN "by" TO by_user;
ALTER TABLE fact RENAME COLUMN "on" TO said_on;
