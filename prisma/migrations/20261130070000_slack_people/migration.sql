-- When Slack was last asked who answers to somebody's address.
ALTER TABLE "reps" ADD COLUMN "slack_asked_at" TIMESTAMPTZ(3);
