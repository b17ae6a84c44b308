-- A new owner that the CRM has refused for good: one question for each time that it is refused.
CREATE TABLE "refused_writes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "change_id" UUID NOT NULL,
    "subject_id" UUID NOT NULL,
    "problem" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "verdict" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "refused_writes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "refused_writes_status" CHECK ("status" IN ('open', 'decided', 'taken', 'withdrawn'))
);
CREATE INDEX "refused_writes_change_id_idx" ON "refused_writes"("change_id");
-- Every change of owner looks whether one is open, and hardly ever finds one.
CREATE UNIQUE INDEX "refused_writes_open" ON "refused_writes" ("workspace_id", "subject_id") WHERE "status" = 'open';
ALTER TABLE "refused_writes" ADD CONSTRAINT "refused_writes_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "ownership_changes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
