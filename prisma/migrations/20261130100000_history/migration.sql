-- Serves: the lines of the log about one account, the newest first.
CREATE INDEX "audit_entries_of_accounts" ON "audit_entries" ("workspace_id", ("subject"->>'id'), "seq" DESC)
  WHERE "subject"->>'kind' = 'account';

-- What following a workspace's whole chain has found, the last time.
CREATE TABLE "audit_checks" (
    "workspace_id" TEXT NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "lines" INTEGER NOT NULL,
    "breaks" JSONB NOT NULL,

    CONSTRAINT "audit_checks_pkey" PRIMARY KEY ("workspace_id")
);
