-- What was rejected of a lead is looked for before it is asked again.
CREATE INDEX "proposals_lead_id_status_idx" ON "proposals"("lead_id", "status");
