-- Serves: what has come in and is not settled yet, oldest first. Small, since settled events are not in it.
CREATE INDEX "inbox_waiting" ON "inbox_events" ("workspace_id", "source", "received_at") WHERE "settled_at" IS NULL;

-- How far the registry has been compared with the CRM.
CREATE TABLE "crm_watches" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "seen_until" TIMESTAMPTZ(3) NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "found" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "crm_watches_pkey" PRIMARY KEY ("workspace_id","kind")
);
