import { createVerifier } from '../../src/domain/audit.ts';
import { digest, readAudit, readHead } from '../../src/store/audit.ts';
import type { Database } from '../../src/store/database.ts';

/** Whatever a half-written change would leave behind; nothing of it may ever be found. */
const HALF_CHANGES = {
  'an account whose owner is not the one of its latest change': `
    SELECT a.id FROM accounts a WHERE a.owner_id IS DISTINCT FROM (
      SELECT c.to_id FROM ownership_changes c WHERE c.account_id = a.id
      ORDER BY c.audit_seq DESC LIMIT 1)`,
  'a change without its one line of the audit': `
    SELECT c.id FROM ownership_changes c WHERE 1 <> (SELECT count(*) FROM audit_entries e
      WHERE e.workspace_id = c.workspace_id AND e.seq = c.audit_seq AND e.action = 'owner-changed'
        AND e.subject->>'id' = coalesce(c.account_id, c.lead_id, c.deal_id)::text)`,
  'a line of the audit without its change': `
    SELECT e.seq FROM audit_entries e WHERE e.action = 'owner-changed' AND NOT EXISTS (
      SELECT FROM ownership_changes c WHERE c.workspace_id = e.workspace_id AND c.audit_seq = e.seq)`,
  'a change of which no task tells the CRM': `
    SELECT c.id FROM ownership_changes c WHERE c.cause->>'kind' = 'operator' AND 1 <> (
      SELECT count(*) FROM tasks t WHERE t.key = c.id::text AND t.kind = 'crm-owner')`,
  'a task that is neither done nor queued': `
    SELECT t.id FROM tasks t WHERE t.status <> 'done' AND NOT EXISTS (SELECT FROM pgboss.job j
      WHERE j.state IN ('created', 'retry', 'active') AND (j.data->>'taskId' = t.id::text
        OR (t.kind IN ('crm-owner', 'crm-lead-owner', 'crm-deal-owner') AND t.status <> 'retrying' AND j.data->>'workspaceId' = t.workspace_id)))`,
};

/** What is wrong with a registry, in words; empty where nothing is. */
export async function faultsOf({ pool, prisma }: Database, workspaceId: string): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, sql] of Object.entries(HALF_CHANGES)) {
    const { rowCount } = await pool.query(sql);
    if (rowCount) faults.push(`${rowCount} × ${what}`);
  }
  const verifier = createVerifier(workspaceId, digest);
  for await (const line of readAudit(prisma, workspaceId)) verifier.read(line);
  const breaks = verifier.end(await readHead(prisma, workspaceId));
  return [...faults, ...breaks.map((found) => JSON.stringify(found))];
}
