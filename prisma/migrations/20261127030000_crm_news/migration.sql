-- Serves: what has come in and is not settled yet, oldest first. Small, since settled events are not in it.
CREATE INDEX "inbox_waiting" ON "inbox_events" ("workspace_id", "source", "received_at") WHERE "settled_at" IS NULL;
