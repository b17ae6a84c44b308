import type { Named } from '../domain/ownership.ts';
import type { RelatedKind } from '../domain/related-policy.ts';
import type { FollowTask } from '../domain/task.ts';
import { BEFORE_ALL } from './accounts.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

const KIND_OF_DEAL = `CASE WHEN d.status = 'open' THEN 'open-deals' ELSE 'closed-deals' END`;
/**
 * Served by the indexes of leads and deals on their account, and by tasks_follow_waiting: what is still on its way to the former
 * owner has to go on as well.
 */
const FIND_WORTH = `
  SELECT f."changeId" FROM jsonb_to_recordset(${LINES}) AS f ("changeId" text, "accountId" uuid, "from" uuid, what jsonb)
  WHERE (f.what ? 'leads' AND EXISTS (SELECT FROM leads l
      WHERE l.workspace_id = $1 AND l.account_id = f."accountId" AND l.owner_id = f."from" AND l.deleted_at IS NULL))
    OR EXISTS (SELECT FROM deals d
      WHERE d.workspace_id = $1 AND d.account_id = f."accountId" AND d.owner_id = f."from" AND f.what ? ${KIND_OF_DEAL})
    OR EXISTS (SELECT FROM tasks t
      WHERE t.workspace_id = $1 AND t.kind = 'follow' AND t.status IN ('due', 'claimed', 'retrying')
        AND t.payload->>'accountId' = f."accountId"::text)`;
/** Whether it came to its owner by the change that is undone. */
const CAME_BY = (column: 'lead_id' | 'deal_id', id: string) => `
  ($6::text IS NULL OR $6 = (SELECT c.cause->>'changeId' FROM ownership_changes c
    WHERE c.${column} = ${id} ORDER BY c.audit_seq DESC LIMIT 1))`;
const READ_LEADS = `
  SELECT l.id FROM leads l
  WHERE l.workspace_id = $1 AND l.account_id = $2::uuid AND l.owner_id = $3::uuid AND l.deleted_at IS NULL
    AND l.id > $4::uuid AND ${CAME_BY('lead_id', 'l.id')}
  ORDER BY l.id LIMIT $5`;
const READ_DEALS = `
  SELECT d.id FROM deals d
  WHERE d.workspace_id = $1 AND d.account_id = $2::uuid AND d.owner_id = $3::uuid
    AND d.id > $4::uuid AND ${CAME_BY('deal_id', 'd.id')} AND ${KIND_OF_DEAL} = ANY($7::text[])
    AND NOT EXISTS (SELECT FROM holdovers h WHERE h.deal_id = d.id AND h.ended_at IS NULL)
  ORDER BY d.id LIMIT $5`;
/** Served by the index on account and time, and by the unique key of tasks. */
const IS_BEHIND = `
  SELECT t.id FROM ownership_changes this
    JOIN ownership_changes c ON c.account_id = this.account_id AND c.audit_seq < this.audit_seq
    JOIN tasks t ON t.workspace_id = $1 AND t.kind = 'follow' AND t.key = c.id::text
  WHERE this.id = $2::uuid AND c.workspace_id = $1 AND t.status IN ('due', 'claimed', 'retrying') LIMIT 1`;

/** Those of them whose account has something that would follow. */
export async function findWorthFollowing(
  tx: Db,
  workspaceId: string,
  wanted: FollowTask[],
): Promise<FollowTask[]> {
  if (wanted.length === 0) return [];
  const found = await rows<{ changeId: string }>(tx, FIND_WORTH, workspaceId, asLines(wanted));
  const worth = new Set(found.map(({ changeId }) => changeId));
  return wanted.filter(({ changeId }) => worth.has(changeId));
}

/** Whether what followed an earlier change of the same account is still on its way. */
export async function isBehind(
  db: Db,
  workspaceId: string,
  { changeId }: FollowTask,
): Promise<boolean> {
  return (await rows(db, IS_BEHIND, workspaceId, changeId)).length > 0;
}

/**
 * Served by the index on account and time, and by the keys of people and of events: few were nobody’s before, and fewer by a
 * verdict.
 */
const READ_VACATED = `
  SELECT DISTINCT ON (c.account_id) c.account_id AS "accountId", f.id, f.name, f.left_at AS "leftAt",
    CASE WHEN c.to_id IS NULL AND c.cause->>'kind' = 'dispute' THEN EXISTS (SELECT FROM dispute_events e
      WHERE e.dispute_id = (c.cause->>'disputeId')::uuid AND e.kind = 'decided'
        AND e.body->'decision'->'ruling'->'outcome'->>'kind' = 're-route') ELSE false END AS "isVacated"
  FROM ownership_changes c LEFT JOIN reps f ON f.id = c.from_id
  WHERE c.workspace_id = $1 AND c.account_id = ANY($2::uuid[]) AND NOT c.id = ANY($3::uuid[])
  ORDER BY c.account_id, c.at DESC, c.audit_seq DESC`;

/** Whose accounts were until a verdict gave them back to the rules, where nothing else has happened to them before these changes. */
export async function readVacated(
  tx: Db,
  workspaceId: string,
  changes: readonly { id: string; accountId: string }[],
): Promise<Map<string, Named>> {
  if (changes.length === 0) return new Map();
  type Row = Named & { accountId: string; isVacated: boolean };
  const accountIds = changes.map(({ accountId }) => accountId);
  const ids = changes.map(({ id }) => id);
  const found = await rows<Row>(tx, READ_VACATED, workspaceId, accountIds, ids);
  return new Map(
    found
      .filter(({ id, isVacated }) => isVacated && id !== null)
      .map(({ accountId, isVacated: _, ...former }) => [accountId, former]),
  );
}

export type Page = { after?: string | undefined; most: number };

/** The account's leads or deals that its former owner has, a page at a time in the order of ids. */
export async function readFollowers(
  db: Db,
  workspaceId: string,
  table: 'leads' | 'deals',
  { accountId, from, what, undone }: FollowTask,
  { after = BEFORE_ALL, most }: Page,
): Promise<string[]> {
  const given = [workspaceId, accountId, from, after, most, undone ?? null];
  const found =
    table === 'leads'
      ? await rows<{ id: string }>(db, READ_LEADS, ...given)
      : await rows<{ id: string }>(db, READ_DEALS, ...given, [...what] satisfies RelatedKind[]);
  return found.map(({ id }) => id);
}
