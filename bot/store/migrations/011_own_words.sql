-- What people type is theirs. shape: what is known of a question in the bot's own words, '' where its code says it all.
-- question, of a wait and of a complaint: how its user has put it; forgotten after 90 days.
-- Questions until now stood in the words of whoever had asked last: they go, but where one person asked and one waits.
ALTER TABLE wait ADD COLUMN question TEXT;
UPDATE wait SET question = (SELECT question FROM unanswered WHERE unanswered.id = wait.unanswered AND times = 1)
WHERE 1 = (SELECT count(*) FROM wait AS each WHERE each.unanswered = wait.unanswered);
-- What a quote should be about stands in a code's last part, as it was typed.
UPDATE unanswered SET code = NULL WHERE code NOT LIKE '%|' AND code NOT LIKE 'rating|%';
DELETE FROM unanswered WHERE code IS NULL AND id NOT IN (SELECT unanswered FROM wait);
ALTER TABLE unanswered RENAME COLUMN question TO shape;
ALTER TABLE unanswered DROP COLUMN name;
UPDATE unanswered SET shape = '';

-- What a fan wrote was offered as the reason for a retraction.
CREATE TEMP TABLE written AS SELECT trim(substr(wrong, 1, 300)) AS words FROM complaint;
UPDATE change SET reason = 'A fan reported it' WHERE reason IN (SELECT words FROM written);
UPDATE retraction SET reason = 'A fan reported it' WHERE reason IN (SELECT words FROM written);
UPDATE step SET before = json_set(before, '$.reason', 'A fan reported it')
WHERE what = 'retraction' AND json_extract(before, '$.reason') IN (SELECT words FROM written);
UPDATE step SET after = json_set(after, '$.reason', 'A fan reported it')
WHERE what = 'retraction' AND json_extract(after, '$.reason') IN (SELECT words FROM written);
DROP TABLE written;

-- Settled complaints no longer say whose they were, so that nobody could have their words deleted.
ALTER TABLE complaint ADD COLUMN question TEXT;
UPDATE complaint SET code = '', answer = '', wrong = '', link = NULL, reply = NULL WHERE state <> 'open';

-- Letters repeated questions in others' words.
DELETE FROM outbox WHERE sent_at IS NOT NULL AND (once LIKE 'wait:%' OR once LIKE 'complaint:%');
