-- Who is asked about a proposal, by which terms, and what wakes it where nobody answers.
ALTER TABLE "proposals"
    ADD COLUMN "course" JSONB,
    ADD COLUMN "asked" UUID[] DEFAULT ARRAY[]::UUID[],
    ADD COLUMN "bell" TEXT,
    ADD COLUMN "bell_at" TIMESTAMPTZ(3),
    ADD COLUMN "rung_at" TIMESTAMPTZ(3);
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_bell" CHECK ("bell" IN ('begin', 'approve', 'remind', 'due'));
ALTER TABLE "proposals" ADD CONSTRAINT "proposals_bell_at" CHECK (("bell" IS NULL) = ("bell_at" IS NULL));
-- What rings next: small, since what is decided rings no more.
CREATE INDEX "proposals_bells" ON "proposals" ("bell_at") WHERE "status" = 'pending' AND "bell_at" IS NOT NULL;
-- What waits already is asked by the policy from now on.
UPDATE "proposals" SET "bell" = 'begin', "bell_at" = now() WHERE "status" = 'pending';

-- A yes that others have to join.
CREATE TABLE "proposal_votes" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "proposal_id" UUID NOT NULL,
    "seats" INTEGER[],
    "by" JSONB NOT NULL,
    "on_behalf_of" JSONB,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "proposal_votes_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "proposal_votes_proposal_id_at_idx" ON "proposal_votes"("proposal_id", "at");
ALTER TABLE "proposal_votes" ADD CONSTRAINT "proposal_votes_proposal_id_fkey" FOREIGN KEY ("proposal_id") REFERENCES "proposals"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "proposal_votes_append_only" BEFORE UPDATE OR DELETE ON "proposal_votes"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
