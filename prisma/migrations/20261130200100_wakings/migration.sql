-- Why a question was told among others: it is new, half of its time is over, or nobody before answered.
ALTER TABLE "proposals" ADD COLUMN "rung" TEXT;
UPDATE "proposals" SET "rung" = CASE WHEN "bell" = 'due' THEN 'waits' ELSE 'came-up' END WHERE "rung_at" IS NOT NULL;

-- Serves: the message that waits to be sent to a place, and when the one before it was.
CREATE INDEX "tasks_gathering" ON "tasks" ("workspace_id", "kind", coalesce("payload"->>'place', ''), "due_at")
  WHERE "kind" IN ('wake', 'tell-waiting');
