-- Of two pictures of a deal the newer one holds, in whatever order they are read.
ALTER TABLE "deals" ADD COLUMN "crm_changed_at" TIMESTAMPTZ(3);
