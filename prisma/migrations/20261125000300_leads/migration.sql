-- Leads are routed: what the CRM says of them and since when, and how their owners came to them.
ALTER TABLE "leads" ADD COLUMN "crm_changed_at" TIMESTAMPTZ(3);

ALTER TABLE "ownership_changes" ALTER COLUMN "account_id" DROP NOT NULL, ADD COLUMN "lead_id" UUID;
ALTER TABLE "ownership_changes" ADD CONSTRAINT "ownership_changes_subject" CHECK (("account_id" IS NULL) <> ("lead_id" IS NULL));
ALTER TABLE "ownership_changes" ADD CONSTRAINT "ownership_changes_lead_id_fkey" FOREIGN KEY ("lead_id") REFERENCES "leads"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- Serves: how the present owner of a lead came to it, and what the CRM has heard of that.
CREATE INDEX "ownership_changes_of_leads" ON "ownership_changes" ("lead_id", "at" DESC) WHERE "lead_id" IS NOT NULL;
