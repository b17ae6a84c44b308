-- What Slack has last told of people who are no members, or were not at some time: every replica goes by it.
CREATE TABLE "slack_standings" (
    "workspace_id" TEXT NOT NULL,
    "slack_user_id" TEXT NOT NULL,
    "standing" TEXT NOT NULL,

    CONSTRAINT "slack_standings_pkey" PRIMARY KEY ("workspace_id","slack_user_id")
);
