-- Pools as rule sets say them, credit in whole numbers, and a line for every turn. Nothing has written to them before.
ALTER TABLE "pools" DROP CONSTRAINT "pools_method";
ALTER TABLE "pools"
  ALTER COLUMN "method" TYPE JSONB USING jsonb_build_object('kind', "method"),
  ADD COLUMN "key" TEXT,
  ADD COLUMN "requires" JSONB NOT NULL DEFAULT '{}',
  ADD COLUMN "overflow" TEXT,
  ADD COLUMN "turns" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "retired_at" TIMESTAMPTZ(3);
-- Rules name a pool without regard to case and accents: it goes by its folded name.
UPDATE "pools" SET "key" = lower(trim("name"));
ALTER TABLE "pools" ALTER COLUMN "key" SET NOT NULL;
DROP INDEX "pools_workspace_id_name_key";
CREATE UNIQUE INDEX "pools_workspace_id_key_key" ON "pools" ("workspace_id", "key");
ALTER TABLE "pools" ADD CONSTRAINT "pools_method"
  CHECK ("method"->>'kind' IN ('round-robin', 'weighted', 'least-loaded', 'best-fit', 'claim'));

ALTER TABLE "pool_members" ALTER COLUMN "credit" DROP DEFAULT;
ALTER TABLE "pool_members"
  ALTER COLUMN "credit" TYPE BIGINT USING 0,
  ALTER COLUMN "credit" SET DEFAULT 0,
  ADD COLUMN "position" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "owed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "last_turn" BIGINT NOT NULL DEFAULT 0,
  ADD COLUMN "joined_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  ADD COLUMN "left_at" TIMESTAMPTZ(3);
ALTER TABLE "pool_members" ALTER COLUMN "joined_at" DROP DEFAULT;
ALTER TABLE "pool_members" ADD CONSTRAINT "pool_members_owed" CHECK ("owed" >= 0);

CREATE TABLE "pool_turns" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "pool_id" UUID NOT NULL,
    "number" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "rep_id" UUID NOT NULL,
    "seat_id" UUID NOT NULL,
    "account_id" UUID,
    "lead_id" UUID,
    "credit_before" BIGINT NOT NULL,
    "credit_after" BIGINT NOT NULL,
    "returns_id" UUID,
    "why" JSONB NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pool_turns_pkey" PRIMARY KEY ("id")
);
ALTER TABLE "pool_turns" ADD CONSTRAINT "pool_turns_kind" CHECK ("kind" IN ('dealt', 'returned'));
ALTER TABLE "pool_turns" ADD CONSTRAINT "pool_turns_subject" CHECK (("account_id" IS NULL) <> ("lead_id" IS NULL));
ALTER TABLE "pool_turns" ADD CONSTRAINT "pool_turns_returns" CHECK (("kind" = 'returned') = ("returns_id" IS NOT NULL));
-- One line a number, so that no turn is taken twice; one return a turn.
CREATE UNIQUE INDEX "pool_turns_pool_id_number_key" ON "pool_turns" ("pool_id", "number");
CREATE UNIQUE INDEX "pool_turns_returns_id_key" ON "pool_turns" ("returns_id");
-- Serves: the last turn that dealt an account or a lead, when it is returned.
CREATE INDEX "pool_turns_account_id_at_idx" ON "pool_turns" ("account_id", "at");
CREATE INDEX "pool_turns_lead_id_at_idx" ON "pool_turns" ("lead_id", "at");
ALTER TABLE "pool_turns" ADD CONSTRAINT "pool_turns_pool_id_fkey" FOREIGN KEY ("pool_id") REFERENCES "pools"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "pool_turns" ADD CONSTRAINT "pool_turns_returns_id_fkey" FOREIGN KEY ("returns_id") REFERENCES "pool_turns"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER "pool_turns_append_only" BEFORE UPDATE OR DELETE ON "pool_turns"
  FOR EACH ROW EXECUTE FUNCTION "refuse_amendment"();
CREATE TRIGGER "pool_turns_no_truncate" BEFORE TRUNCATE ON "pool_turns"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_amendment"();

-- Serve: what the members of a pool have already, and what they have won and lost.
CREATE INDEX "leads_workspace_id_owner_id_idx" ON "leads" ("workspace_id", "owner_id");
CREATE INDEX "deals_workspace_id_owner_id_idx" ON "deals" ("workspace_id", "owner_id");
