-- Disputes as cases with a history. Nothing has written to these tables before.
ALTER TABLE "disputes" DROP CONSTRAINT "disputes_status";
ALTER TABLE "disputes" ADD CONSTRAINT "disputes_status" CHECK ("status" IN ('filed', 'triage', 'peers', 'manager', 'senior', 'ops', 'decided', 'applied', 'closed', 'withdrawn', 'merged', 'data-fix'));
ALTER TABLE "disputes" ADD COLUMN "number" INTEGER NOT NULL,
  ADD COLUMN "family_id" UUID NOT NULL,
  ADD COLUMN "policy_number" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "last_seq" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "told_seq" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "bell_at" TIMESTAMPTZ(3),
  ADD COLUMN "moved_at" TIMESTAMPTZ(3) NOT NULL;
CREATE UNIQUE INDEX "disputes_workspace_id_number_key" ON "disputes"("workspace_id", "number");
-- One open case for a family of accounts.
CREATE UNIQUE INDEX "disputes_one_open_family" ON "disputes" ("workspace_id", "family_id") WHERE "status" NOT IN ('closed', 'withdrawn', 'merged', 'data-fix');
CREATE INDEX "disputes_family_id_idx" ON "disputes"("family_id");
CREATE INDEX "disputes_workspace_id_moved_at_idx" ON "disputes"("workspace_id", "moved_at" DESC);
CREATE INDEX "disputes_bells" ON "disputes" ("bell_at") WHERE "bell_at" IS NOT NULL;

-- Everything that happened to a case: what it is follows from it.
CREATE TABLE "dispute_events" (
    "dispute_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "body" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_events_pkey" PRIMARY KEY ("dispute_id", "seq")
);
ALTER TABLE "dispute_events" ADD CONSTRAINT "dispute_events_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "disputes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "dispute_events_append_only" BEFORE UPDATE OR DELETE ON "dispute_events"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();

-- Its sides.
CREATE TABLE "dispute_parties" (
    "dispute_id" UUID NOT NULL,
    "rep_id" UUID NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "is_filer" BOOLEAN NOT NULL,

    CONSTRAINT "dispute_parties_pkey" PRIMARY KEY ("dispute_id", "rep_id")
);
CREATE INDEX "dispute_parties_workspace_id_rep_id_idx" ON "dispute_parties"("workspace_id", "rep_id");
ALTER TABLE "dispute_parties" ADD CONSTRAINT "dispute_parties_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "disputes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What the registry itself knew of it, gathered anew at each rung: `seq` is the event at which that was.
CREATE TABLE "dispute_evidence" (
    "dispute_id" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "lines" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dispute_evidence_pkey" PRIMARY KEY ("dispute_id", "seq")
);
ALTER TABLE "dispute_evidence" ADD CONSTRAINT "dispute_evidence_dispute_id_fkey" FOREIGN KEY ("dispute_id") REFERENCES "disputes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "dispute_evidence_append_only" BEFORE UPDATE OR DELETE ON "dispute_evidence"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();

-- A deal that stays with the former owner for a while: by which case, what becomes of it then, and when that was.
ALTER TABLE "holdovers" ADD COLUMN "dispute_id" UUID,
  ADD COLUMN "fallback" TEXT NOT NULL DEFAULT 'stay',
  ADD COLUMN "ended_at" TIMESTAMPTZ(3);
ALTER TABLE "holdovers" ADD CONSTRAINT "holdovers_fallback" CHECK ("fallback" IN ('follow', 'stay'));
CREATE INDEX "holdovers_bells" ON "holdovers" ("until") WHERE "ended_at" IS NULL AND "until" IS NOT NULL;
CREATE INDEX "holdovers_deal_id_idx" ON "holdovers"("deal_id");

-- Who has a share in the credit of an account, or covers it beside its owner.
CREATE TABLE "shares" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "rep_id" UUID NOT NULL,
    "role" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "percent" DECIMAL(5,2),
    "dispute_id" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "shares_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "shares_kind" CHECK ("kind" IN ('credit', 'cover')),
    CONSTRAINT "shares_percent" CHECK (("kind" = 'credit') = ("percent" IS NOT NULL))
);
CREATE INDEX "shares_account_id_idx" ON "shares"("account_id");
ALTER TABLE "shares" ADD CONSTRAINT "shares_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "shares" ADD CONSTRAINT "shares_rep_id_fkey" FOREIGN KEY ("rep_id") REFERENCES "reps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
