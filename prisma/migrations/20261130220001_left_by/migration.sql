-- Who says that somebody has left: only what the CRM has said does it take back.
ALTER TABLE "reps" ADD COLUMN "left_by" TEXT;
UPDATE "reps" SET "left_by" = CASE WHEN "crm_owner_id" IS NULL THEN 'roster' ELSE 'crm' END WHERE "left_at" IS NOT NULL;
