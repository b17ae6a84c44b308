-- Somebody who is still here may have their book handed over too: that is ordered, and asked of nobody.
ALTER TABLE "handovers" ALTER COLUMN "left_at" DROP NOT NULL;
-- When the last of it was carried out.
ALTER TABLE "handovers" ADD COLUMN "ended_at" TIMESTAMPTZ(3);
