-- What somebody is to be told of a change of owner, in one place. Of one place one batch is on its way at a time.
CREATE TABLE "notices" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "workspace_id" TEXT NOT NULL,
    "change_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "status" TEXT NOT NULL DEFAULT 'due',
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "batch_id" UUID,
    "claimed_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "notices_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "notices_status" CHECK ("status" IN ('due', 'sending', 'sent', 'gone'))
);
CREATE UNIQUE INDEX "notices_change_id_audience_place_key" ON "notices"("change_id", "audience", "place");
CREATE INDEX "notices_waiting" ON "notices" ("workspace_id", "place", "due_at") WHERE "status" IN ('due', 'sending');
ALTER TABLE "notices" ADD CONSTRAINT "notices_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "ownership_changes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
