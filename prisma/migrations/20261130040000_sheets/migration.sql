-- The records of a workspace that has no CRM, as its operator's files say them.
CREATE TABLE "sheets" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "columns" JSONB NOT NULL,

    CONSTRAINT "sheets_pkey" PRIMARY KEY ("workspace_id","kind"),
    CONSTRAINT "sheets_kind" CHECK ("kind" IN ('account', 'lead', 'deal', 'owner'))
);

-- Pages of all rows are served by the primary key.
CREATE TABLE "sheet_rows" (
    "workspace_id" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "cells" JSONB NOT NULL,
    "owner" TEXT,
    "told_owner" TEXT,
    "owner_history" JSONB NOT NULL DEFAULT '[]',
    "keys" TEXT[],
    "refers_to" TEXT,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sheet_rows_pkey" PRIMARY KEY ("workspace_id","kind","id"),
    CONSTRAINT "sheet_rows_kind" CHECK ("kind" IN ('account', 'lead', 'deal', 'owner'))
);

-- Serves: what was touched since, oldest first.
CREATE INDEX "sheet_rows_changed" ON "sheet_rows"("workspace_id", "kind", "changed_at", "id");
-- Serves: who names an account that has come, gone or got another name.
CREATE INDEX "sheet_rows_refers" ON "sheet_rows"("workspace_id", "refers_to");
