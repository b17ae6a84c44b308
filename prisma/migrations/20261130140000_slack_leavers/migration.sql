-- Since when somebody’s account in Slack is switched off: they cannot be asked, whatever the CRM says of them.
ALTER TABLE "reps" ADD COLUMN "slack_left_at" TIMESTAMPTZ(3);
