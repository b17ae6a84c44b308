-- "time_zone" goes on to say by which clock somebody works: the roster's, else Slack's. Which of them said so is kept apart.
ALTER TABLE "reps" ADD COLUMN "roster_zone" TEXT;
ALTER TABLE "reps" ADD COLUMN "slack_zone" TEXT;
-- A roster that said nothing was taken for one that says UTC.
UPDATE "reps" SET "roster_zone" = "time_zone" WHERE "time_zone" <> 'UTC';
