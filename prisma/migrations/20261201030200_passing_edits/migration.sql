-- Serves: which owners that stood for a while only are in the log, of accounts, leads and deals.
CREATE INDEX "audit_entries_passing" ON "audit_entries" ("workspace_id", ("subject"->>'id'))
  WHERE "action" = 'owner-passed';
