-- Why the CRM could not be read when it was asked last, and since when; both empty while it can.
ALTER TABLE "crm_watches" ADD COLUMN "problem" TEXT, ADD COLUMN "problem_since" TIMESTAMPTZ(3);
