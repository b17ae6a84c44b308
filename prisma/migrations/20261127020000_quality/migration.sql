-- What each look at the whole book has found, so that there is a trend; and clean values that wait for the CRM.
CREATE TABLE "quality_runs" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "accounts" INTEGER NOT NULL,
    "leads" INTEGER NOT NULL,

    CONSTRAINT "quality_runs_pkey" PRIMARY KEY ("id")
);
-- Serves: the last runs of a workspace.
CREATE INDEX "quality_runs_workspace_id_at_idx" ON "quality_runs" ("workspace_id", "at" DESC);

CREATE TABLE "quality_counts" (
    "run_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "workspace_id" TEXT NOT NULL,
    "records" INTEGER NOT NULL,
    "fixes" INTEGER NOT NULL,
    "matters" JSONB NOT NULL,
    "samples" JSONB NOT NULL,

    CONSTRAINT "quality_counts_pkey" PRIMARY KEY ("run_id","kind")
);
ALTER TABLE "quality_counts" ADD CONSTRAINT "quality_counts_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "quality_runs"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "quality_counts" ADD CONSTRAINT "quality_counts_kind"
  CHECK ("kind" IN ('unseen', 'missing', 'impossible', 'inconsistent', 'inactive-owner', 'orphan', 'stale'));

CREATE TABLE "fixes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "batch_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "attribute" TEXT NOT NULL,
    "previous" TEXT NOT NULL,
    "proposed" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "proposed_by" JSONB NOT NULL,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "approved_by" JSONB,
    "approved_at" TIMESTAMPTZ(3),

    CONSTRAINT "fixes_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_status" CHECK ("status" IN ('proposed', 'approved', 'superseded'));
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_approval" CHECK (("status" = 'approved') = ("approved_at" IS NOT NULL));
-- One question at a time about a value: a later one takes the place of an earlier one.
CREATE UNIQUE INDEX "fixes_one_proposed" ON "fixes" ("account_id", "attribute") WHERE "status" = 'proposed';
-- Serves: the rows of a batch, a page at a time.
CREATE INDEX "fixes_batch_id_id_idx" ON "fixes" ("batch_id", "id");
-- Serves: what was approved of an account already.
CREATE INDEX "fixes_account_id_attribute_idx" ON "fixes" ("account_id", "attribute");
