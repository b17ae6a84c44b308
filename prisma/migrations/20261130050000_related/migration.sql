-- Deals follow their accounts: how their owners came to them. A deal that the CRM has deleted is removed, its changes stay.
ALTER TABLE "ownership_changes" ADD COLUMN "deal_id" UUID;
ALTER TABLE "ownership_changes" DROP CONSTRAINT "ownership_changes_subject";
ALTER TABLE "ownership_changes" ADD CONSTRAINT "ownership_changes_subject" CHECK (num_nonnulls("account_id", "lead_id", "deal_id") = 1);
-- Serves: what the CRM has heard of the owner of a deal.
CREATE INDEX "ownership_changes_of_deals" ON "ownership_changes" ("deal_id", "at" DESC) WHERE "deal_id" IS NOT NULL;
-- Serves: what still follows an account that changes hands again. Small, since done tasks are not in it.
CREATE INDEX "tasks_follow_waiting" ON "tasks" ("workspace_id", ("payload"->>'accountId'))
  WHERE "kind" = 'follow' AND "status" IN ('due', 'claimed', 'retrying');
