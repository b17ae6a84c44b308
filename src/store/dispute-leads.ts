import { type Db, plannedRows, rows } from './database.ts';

/** Served by disputes_one_open; few accounts are disputed at a time. */
const READ_DISPUTED = `
  SELECT l.id AS "leadId", d.id AS "disputeId", d.policy_number AS "policyNumber", a.name AS account
  FROM leads l LEFT JOIN lead_matches m ON m.lead_id = l.id
    JOIN disputes d ON d.account_id = coalesce(l.account_id, m.account_id)
      AND d.status NOT IN ('closed', 'withdrawn', 'merged', 'data-fix')
    JOIN accounts a ON a.id = d.account_id
  WHERE l.workspace_id = $1 AND l.id = ANY($2::uuid[])`;
/** Leads that came to their owner for the time of a case, and are theirs still. Served by ownership_changes_interim. */
const READ_INTERIM = `
  SELECT l.id, l.owner_id AS "ownerId" FROM leads l
  WHERE l.workspace_id = $1 AND l.deleted_at IS NULL AND l.owner_id IS NOT NULL AND l.id IN (
      SELECT lead_id FROM ownership_changes WHERE workspace_id = $1 AND lead_id IS NOT NULL AND at >= $3
        AND cause ? 'interim' AND cause->>'interim' = $2)
    AND (SELECT c.cause->>'interim' FROM ownership_changes c WHERE c.lead_id = l.id
      ORDER BY c.at DESC, c.audit_seq DESC LIMIT 1) = $2`;

export type DisputedLead = {
  leadId: string;
  disputeId: string;
  policyNumber: number;
  account: string;
};

/** Which of these leads are of accounts that are disputed. */
export function readDisputedLeads(
  db: Db,
  workspaceId: string,
  leadIds: readonly string[],
): Promise<DisputedLead[]> {
  return plannedRows(db, READ_DISPUTED, workspaceId, leadIds);
}

export function readInterimLeads(
  db: Db,
  workspaceId: string,
  disputeId: string,
  since: Date,
): Promise<{ id: string; ownerId: string }[]> {
  return rows(db, READ_INTERIM, workspaceId, disputeId, since);
}
