-- Since when somebody draws a case and tells what happened to it: one at a time, lest a thread hears it twice.
ALTER TABLE "disputes" ADD COLUMN "telling_at" TIMESTAMPTZ(3);
