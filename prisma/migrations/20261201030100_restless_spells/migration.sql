-- Spells in which rules leave an account or a lead alone, since its owner goes to and fro; ops are told of each once.
CREATE TABLE "restless_spells" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "account_id" UUID,
    "lead_id" UUID,
    "changes" INTEGER NOT NULL,
    "began_at" TIMESTAMPTZ(3) NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL,
    "told_in" UUID,
    "taken_up_by" JSONB,
    "taken_up_at" TIMESTAMPTZ(3),

    CONSTRAINT "restless_spells_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "restless_spells_account_id_seen_at_idx" ON "restless_spells"("account_id", "seen_at");
CREATE INDEX "restless_spells_lead_id_seen_at_idx" ON "restless_spells"("lead_id", "seen_at");
CREATE INDEX "restless_spells_told_in_idx" ON "restless_spells"("told_in");
