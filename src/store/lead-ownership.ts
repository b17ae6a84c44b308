import type { Actor, Deed, LeadOwnerChange } from '../domain/ownership.ts';
import type { LastChange } from '../domain/routing.ts';
import { type Db, rows } from './database.ts';
import { deedsOf, insertChanges, type Saved } from './ownership.ts';

/** In the order of ids, for the same reasons as accounts. */
const LOCK_LEADS = `
  SELECT id, name, owner_id AS "ownerId" FROM leads
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND deleted_at IS NULL
  ORDER BY id FOR UPDATE`;
const MOVE_OWNERS = `
  UPDATE leads SET owner_id = moved.owner_id
  FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, owner_id)
  WHERE leads.id = moved.id`;
/** Served by ownership_changes_of_leads. */
const LAST_CHANGES = `
  SELECT l.id, c.cause->>'kind' AS cause, c.cause->>'rule' AS rule, c.actor AS by, coalesce(c.at, l.created_at) AS at
  FROM leads l LEFT JOIN LATERAL (SELECT cause, actor, at FROM ownership_changes
    WHERE lead_id = l.id ORDER BY audit_seq DESC LIMIT 1) c ON true
  WHERE l.workspace_id = $1 AND l.id = ANY($2::uuid[]) AND (c.cause IS NOT NULL OR l.owner_id IS NOT NULL)`;

/** Locks the leads until the transaction ends and says who owns them now. */
export async function lockLeadDeeds(
  tx: Db,
  workspaceId: string,
  leadIds: string[],
): Promise<Map<string, Deed>> {
  return deedsOf(tx, workspaceId, await rows(tx, LOCK_LEADS, workspaceId, leadIds));
}

const theCrm: Actor = { kind: 'crm-user', id: 'crm', name: 'somebody in the CRM' };

/**
 * How the present owners of these leads came to them. A lead that came with an owner never changed hands here: whoever
 * set that owner did so by hand.
 */
export async function readLastLeadChanges(
  db: Db,
  workspaceId: string,
  leadIds: string[],
): Promise<Map<string, LastChange>> {
  type Row = Pick<LastChange, 'rule' | 'at'> & {
    id: string;
    cause: LastChange['cause'] | null;
    by: Actor | null;
  };
  const found = await rows<Row>(db, LAST_CHANGES, workspaceId, leadIds);
  return new Map(
    found.map(({ id, cause, by, ...change }) => [
      id,
      { cause: cause ?? 'crm-edit', by: by ?? theCrm, ...change },
    ]),
  );
}

export async function saveLeadChanges(
  tx: Db,
  workspaceId: string,
  changes: Saved<LeadOwnerChange>[],
): Promise<void> {
  await insertChanges(tx, workspaceId, changes);
  // Several changes of one lead in one batch: the last one stands.
  const last = [...new Map(changes.map((change) => [change.leadId, change])).values()];
  await tx.$executeRawUnsafe(
    MOVE_OWNERS,
    last.map(({ leadId }) => leadId),
    last.map(({ wanted }) => wanted),
  );
}
