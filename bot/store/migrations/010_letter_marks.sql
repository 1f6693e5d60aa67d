-- batch is a random number now: what Discord knows a message by must not repeat in a new or restored database.
-- mark: a random number that a letter carries into its message, by which it is found there again.
-- tried_at: when it was last begun to be sent, or last copied: it may stand in its conversation already.
ALTER TABLE outbox ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN tried_at TEXT;
UPDATE outbox SET mark = 1000000 + abs(random() % 2000000000);
UPDATE outbox SET batch = NULL WHERE sent_at IS NULL AND failed IS NULL;
