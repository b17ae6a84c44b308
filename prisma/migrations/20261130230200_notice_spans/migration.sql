-- The first of several changes that are told as one, since the CRM has never had those between.
ALTER TABLE "notices" ADD COLUMN "first_change_id" UUID;
