-- The CRM takes no new owners of a kind: they wait until a moment, when one of them is tried.
CREATE TABLE "crm_pauses" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL,
    "problem" TEXT NOT NULL,

    CONSTRAINT "crm_pauses_pkey" PRIMARY KEY ("workspace_id", "kind"),
    CONSTRAINT "crm_pauses_kind" CHECK ("kind" IN ('account', 'lead', 'deal'))
);
