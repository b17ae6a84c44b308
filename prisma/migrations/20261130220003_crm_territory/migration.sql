-- Which territory the CRM said last, by its key; empty where it names none of ours, null where it was not asked since this is kept.
ALTER TABLE "accounts" ADD COLUMN "crm_territory" TEXT;
