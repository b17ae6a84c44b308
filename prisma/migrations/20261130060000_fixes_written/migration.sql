-- What became of an approved clean value in the CRM: written, overtaken there meanwhile, or refused for good.
ALTER TABLE "fixes" ADD COLUMN "problem" TEXT;
ALTER TABLE "fixes" DROP CONSTRAINT "fixes_status";
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_status"
  CHECK ("status" IN ('proposed', 'approved', 'superseded', 'written', 'changed', 'refused'));
ALTER TABLE "fixes" DROP CONSTRAINT "fixes_approval";
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_approval"
  CHECK (("status" IN ('approved', 'written', 'changed', 'refused')) = ("approved_at" IS NOT NULL));
ALTER TABLE "fixes" ADD CONSTRAINT "fixes_problem" CHECK ("problem" IS NULL OR "status" = 'refused');
