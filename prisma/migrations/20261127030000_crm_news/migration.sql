-- What could not be looked after is tried by itself, after the others, and given up in the end.
ALTER TABLE "inbox_events" ADD COLUMN "attempts" INTEGER NOT NULL DEFAULT 0, ADD COLUMN "last_error" TEXT;
-- Serves: what has come in and is not settled yet, what was tried least first. Small, since settled events are not in it.
CREATE INDEX "inbox_waiting" ON "inbox_events" ("workspace_id", "source", "attempts", "received_at", "id")
  WHERE "settled_at" IS NULL;

-- How far the registry has been compared with the CRM.
CREATE TABLE "crm_watches" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "found" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "crm_watches_pkey" PRIMARY KEY ("workspace_id","kind")
);
