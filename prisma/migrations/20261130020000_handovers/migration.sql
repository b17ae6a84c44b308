-- Somebody has left who holds accounts: one question for each time they leave.
CREATE TABLE "handovers" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "rep_id" UUID NOT NULL,
    "left_at" TIMESTAMPTZ(3) NOT NULL,
    "status" TEXT NOT NULL,
    "verdict" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "handovers_status" CHECK ("status" IN ('open', 'decided', 'withdrawn'))
);
CREATE UNIQUE INDEX "handovers_rep_id_left_at_key" ON "handovers"("rep_id", "left_at");
CREATE INDEX "handovers_workspace_id_status_idx" ON "handovers"("workspace_id", "status");
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_rep_id_fkey" FOREIGN KEY ("rep_id") REFERENCES "reps"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Two records that are probably one company. The pair stays when it was answered, so that it is not asked again.
CREATE TABLE "twins" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "other_id" UUID NOT NULL,
    "confidence" DOUBLE PRECISION NOT NULL,
    "reasons" JSONB NOT NULL,
    "status" TEXT NOT NULL,
    "verdict" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "twins_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "twins_status" CHECK ("status" IN ('open', 'decided', 'withdrawn')),
    CONSTRAINT "twins_order" CHECK ("account_id" < "other_id")
);
CREATE UNIQUE INDEX "twins_account_id_other_id_key" ON "twins"("account_id", "other_id");
CREATE INDEX "twins_other_id_idx" ON "twins"("other_id");
CREATE INDEX "twins_workspace_id_status_idx" ON "twins"("workspace_id", "status");
ALTER TABLE "twins" ADD CONSTRAINT "twins_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "twins" ADD CONSTRAINT "twins_other_id_fkey" FOREIGN KEY ("other_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
