-- Rule sets as people wrote them, decisions that can be found and replayed, proposals for leads as well.
ALTER TABLE "rule_sets"
  ADD COLUMN "name" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "source" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "note" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "published_by" JSONB;

ALTER TABLE "decisions"
  ADD COLUMN "arrival" TEXT NOT NULL DEFAULT gen_random_uuid()::text,
  ADD COLUMN "arrived_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'stays',
  ADD COLUMN "rule" TEXT,
  ADD COLUMN "wanted_id" UUID,
  ADD COLUMN "flags" JSONB NOT NULL DEFAULT '[]',
  ADD COLUMN "facts_hash" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "latency_ms" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "decisions" ALTER COLUMN "arrival" DROP DEFAULT, ALTER COLUMN "arrived_at" DROP DEFAULT,
  ALTER COLUMN "kind" DROP DEFAULT, ALTER COLUMN "facts_hash" DROP DEFAULT, ALTER COLUMN "latency_ms" DROP DEFAULT;
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_kind" CHECK ("kind" IN ('assigned', 'stays', 'pending'));
ALTER TABLE "decisions" ADD CONSTRAINT "decisions_subject" CHECK (("account_id" IS NULL) <> ("lead_id" IS NULL));
-- What has arrived once is decided once.
CREATE UNIQUE INDEX "decisions_workspace_id_arrival_key" ON "decisions" ("workspace_id", "arrival");
CREATE INDEX "decisions_lead_id_at_idx" ON "decisions" ("lead_id", "at");

ALTER TABLE "proposals" ALTER COLUMN "account_id" DROP NOT NULL, ADD COLUMN "lead_id" UUID;
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_subject" CHECK (("account_id" IS NULL) <> ("lead_id" IS NULL));
-- One question at a time about one account.
CREATE UNIQUE INDEX "proposals_one_pending" ON "proposals" ("account_id") WHERE "status" = 'pending';
CREATE UNIQUE INDEX "proposals_one_pending_lead" ON "proposals" ("lead_id") WHERE "status" = 'pending';
CREATE INDEX "proposals_waiting" ON "proposals" ("workspace_id", "created_at") WHERE "status" = 'pending';
