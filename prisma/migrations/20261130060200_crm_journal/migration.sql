-- How far a workspace has read what its CRM has written down of what happened there.
CREATE TABLE "crm_journals" (
    "workspace_id" TEXT NOT NULL,
    "place" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "crm_journals_pkey" PRIMARY KEY ("workspace_id")
);
