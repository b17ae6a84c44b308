-- Books of those who have left, and pairs of records, have clocks as proposals do: who is asked, until when, and what wakes them next.
ALTER TABLE "handovers" ADD COLUMN "course" JSONB, ADD COLUMN "due_at" TIMESTAMPTZ(3), ADD COLUMN "bell" TEXT, ADD COLUMN "bell_at" TIMESTAMPTZ(3);
ALTER TABLE "twins" ADD COLUMN "course" JSONB, ADD COLUMN "due_at" TIMESTAMPTZ(3), ADD COLUMN "bell" TEXT, ADD COLUMN "bell_at" TIMESTAMPTZ(3);
CREATE INDEX "handovers_bells" ON "handovers" ("bell_at") WHERE "status" = 'open' AND "bell_at" IS NOT NULL;
CREATE INDEX "twins_bells" ON "twins" ("bell_at") WHERE "status" = 'open' AND "bell_at" IS NOT NULL;
-- What waits already begins with the next round.
UPDATE "handovers" SET "bell" = 'begin', "bell_at" = now() WHERE "status" = 'open';
UPDATE "twins" SET "bell" = 'begin', "bell_at" = now() WHERE "status" = 'open';
