-- While the CRM does not let us read a kind, it is not asked again before a moment; how often it was tried in vain.
ALTER TABLE "crm_watches" ADD COLUMN "paused_until" TIMESTAMPTZ(3), ADD COLUMN "tries" INTEGER NOT NULL DEFAULT 0;
