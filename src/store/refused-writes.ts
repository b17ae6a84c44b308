import { z } from 'zod';
import { actor, cause, type Owned } from '../domain/ownership.ts';
import {
  type RefusedWrite,
  type RefusedWriteVerdict,
  type RetryOutcome,
  refusedWriteVerdict,
} from '../domain/refused-write.ts';
import type { Person } from '../domain/roster.ts';
import { type Db, rows } from './database.ts';
import { maybe, person, time } from './json.ts';
import { HAS_LEFT } from './leaving.ts';

const FOR_CRM = "('crm-owner', 'crm-lead-owner', 'crm-deal-owner')";
/** Only their keys are changes: of other tasks a key may be anything. */
const CHANGE_OF = `(CASE WHEN t.kind IN ${FOR_CRM} THEN t.key END)::uuid`;
const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
/** Only of the latest change of what is still there: what an earlier one wanted is written no more. */
const OPEN_NEW = `
  INSERT INTO refused_writes (workspace_id, change_id, subject_id, problem, status, created_at)
  SELECT $1, c.id, s.id, coalesce(t.last_error, ''), 'open', $3
  FROM tasks t JOIN ownership_changes c ON c.id = ${CHANGE_OF}
    CROSS JOIN LATERAL (SELECT coalesce(c.account_id, c.lead_id, c.deal_id) AS id) s
  WHERE t.workspace_id = $1 AND t.id = ANY($2::uuid[]) AND t.status = 'dead'
    AND (EXISTS (SELECT FROM accounts WHERE id = c.account_id AND deleted_at IS NULL)
      OR EXISTS (SELECT FROM leads WHERE id = c.lead_id AND deleted_at IS NULL)
      OR EXISTS (SELECT FROM deals WHERE id = c.deal_id))
    AND NOT EXISTS (SELECT FROM ownership_changes l WHERE l.workspace_id = $1 AND l.audit_seq > c.audit_seq
      AND (l.account_id = c.account_id OR l.lead_id = c.lead_id OR l.deal_id = c.deal_id))
  ON CONFLICT (workspace_id, subject_id) WHERE status = 'open'
    DO UPDATE SET change_id = excluded.change_id, problem = excluded.problem
  RETURNING id, xmax = 0 AS "isNew"`;
/** Those that were answered, of the changes that these tasks write: their pictures say what came of it. */
const FIND_RETRIED = `
  SELECT r.id FROM refused_writes r JOIN tasks t ON r.change_id = ${CHANGE_OF}
  WHERE t.workspace_id = $1 AND t.id = ANY($2::uuid[]) AND r.status = 'decided'`;
/** Served by refused_writes_open and the unique key of tasks. When it was tried last is when it was claimed. */
const FIND_STANDING = `
  SELECT r.subject_id AS id, t.id AS "taskId", c.at AS since, coalesce(t.claimed_at, t.due_at) AS "triedAt"
  FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
    JOIN tasks t ON t.workspace_id = $1 AND t.kind IN ${FOR_CRM} AND t.key = r.change_id::text
  WHERE r.workspace_id = $1 AND r.subject_id = ANY($2::uuid[]) AND r.status = 'open' AND t.status = 'dead'`;
/** Served by refused_writes_open. The task is given up no more: there is nothing left for it to write. */
const CLOSE = `
  WITH closed AS (UPDATE refused_writes SET status = $3
      WHERE workspace_id = $1 AND subject_id = ANY($2::uuid[]) AND status = 'open' RETURNING id, change_id),
    dropped AS (UPDATE tasks SET status = 'done', done_at = $4, receipt = '{"kind": "superseded"}'
      WHERE workspace_id = $1 AND kind IN ${FOR_CRM} AND status = 'dead'
        AND key IN (SELECT change_id::text FROM closed))
  SELECT id FROM closed`;
/** Of accounts alone: leads and deals follow for a reason of their own. */
const FIND_CASES = `
  SELECT r.id AS "writeId", d.id AS "disputeId"
  FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id AND c.account_id IS NOT NULL
    JOIN disputes d ON d.workspace_id = $1 AND d.id::text = c.cause->>'disputeId'
  WHERE r.id = ANY($2::uuid[]) AND c.cause->>'kind' = 'dispute'`;
const LOCK = `SELECT id FROM refused_writes WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const SETTLE = `
  UPDATE refused_writes SET status = 'decided', verdict = $2::jsonb WHERE id = $1::uuid AND status = 'open'`;
const READ_OWNED = `
  SELECT c.account_id AS "accountId", c.lead_id AS "leadId", c.deal_id AS "dealId"
  FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
  WHERE r.workspace_id = $1 AND r.id = $2::uuid`;
/** `at`: the parameter of the moment. Whoever decided it is asked about it while they are here. */
const REFUSED = (at: string) => `
  SELECT r.id, r.change_id AS "changeId", r.status, r.verdict, r.problem, c.cause, c.actor, c.reason, c.at AS since,
    c.account_id AS "accountId", c.lead_id AS "leadId", c.deal_id AS "dealId", coalesce(a.name, l.name, d.name) AS name,
    (SELECT coalesce(replace(crm_account_url, '{id}', a.crm_id), replace(crm_lead_url, '{id}', l.crm_id))
      FROM workspaces WHERE id = $1) AS "crmUrl",
    ${PERSON('w')} AS wanted, ${PERSON('f')} AS former, ${PERSON('m')} AS approver,
    t.status AS "taskStatus", t.receipt->>'kind' AS receipt
  FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
    LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN leads l ON l.id = c.lead_id LEFT JOIN deals d ON d.id = c.deal_id
    LEFT JOIN reps w ON w.id = c.to_id LEFT JOIN reps f ON f.id = c.from_id
    LEFT JOIN reps m ON m.workspace_id = $1 AND c.actor->>'kind' = 'rep' AND m.id::text = c.actor->>'id' AND NOT ${HAS_LEFT('m', at)}
    LEFT JOIN tasks t ON t.workspace_id = $1 AND t.kind IN ${FOR_CRM} AND t.key = c.id::text`;
const READ = `${REFUSED('$3')} WHERE r.workspace_id = $1 AND r.id = $2::uuid`;
/** $2: only those that somebody decided. All are served by refused_writes_open. */
const OF_OPEN = `r.workspace_id = $1 AND r.status = 'open'
  AND ($2::text IS NULL OR (c.actor->>'kind' = 'rep' AND c.actor->>'id' = $2))`;
const READ_OPEN = `${REFUSED('$4')} WHERE ${OF_OPEN} ORDER BY r.created_at, r.id LIMIT $3`;
const COUNT_OPEN = `
  SELECT count(*)::int AS total FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
  WHERE ${OF_OPEN} AND r.created_at >= $3`;
/** Who decided these, of those who are still here and can be written to. */
const FIND_APPROVERS = `
  SELECT DISTINCT m.id, m.name, m.slack_user_id AS "slackUserId"
  FROM refused_writes r JOIN ownership_changes c ON c.id = r.change_id
    JOIN reps m ON m.workspace_id = $1 AND c.actor->>'kind' = 'rep' AND m.id::text = c.actor->>'id'
  WHERE r.id = ANY($2::uuid[]) AND NOT ${HAS_LEFT('m', '$3')} AND m.slack_user_id IS NOT NULL ORDER BY 1`;

const ids = { accountId: maybe(z.string()), leadId: maybe(z.string()), dealId: maybe(z.string()) };
const row = z.object({
  ...ids,
  id: z.string(),
  changeId: z.string(),
  status: z.enum(['open', 'decided', 'taken', 'withdrawn']),
  verdict: maybe(refusedWriteVerdict),
  problem: z.string(),
  cause,
  actor,
  reason: z.string(),
  since: time,
  name: maybe(z.string()),
  crmUrl: maybe(z.string()),
  wanted: maybe(person),
  former: maybe(person),
  approver: maybe(person),
  taskStatus: maybe(z.string()),
  receipt: maybe(z.string()),
});
type Row = z.infer<typeof row>;

/** Those of these given-up tasks that a person is to be asked about, and those about which somebody was before. */
export async function openRefusedWrites(
  tx: Db,
  workspaceId: string,
  taskIds: string[],
  at: Date,
): Promise<{ fresh: string[]; changed: string[] }> {
  type Opened = { id: string; isNew: boolean };
  const opened = await rows<Opened>(tx, OPEN_NEW, workspaceId, taskIds, at);
  const again = opened.filter(({ isNew }) => !isNew);
  const retried = await findRetried(tx, workspaceId, taskIds);
  return {
    fresh: idsOf(opened.filter(({ isNew }) => isNew)),
    changed: [...idsOf(again), ...retried],
  };
}

export async function findRetried(tx: Db, workspaceId: string, taskIds: string[]) {
  return idsOf(await rows<{ id: string }>(tx, FIND_RETRIED, workspaceId, taskIds));
}

/** A refused owner that waits for a person: which task writes it, since when it is so here, and when it was tried last. */
export type StandingRefusal = { id: string; taskId: string; since: Date; triedAt: Date };

/** Of these accounts, leads and deals. */
export function findStandingRefusals(
  db: Db,
  workspaceId: string,
  subjectIds: string[],
): Promise<StandingRefusal[]> {
  return rows(db, FIND_STANDING, workspaceId, subjectIds);
}

/** Which of the questions about these accounts, leads and deals have answered themselves. */
export async function closeRefusedWrites(
  tx: Db,
  workspaceId: string,
  subjectIds: string[],
  { status, at }: { status: 'taken' | 'withdrawn'; at: Date },
): Promise<string[]> {
  return idsOf(await rows<{ id: string }>(tx, CLOSE, workspaceId, subjectIds, status, at));
}

/** The cases by whose verdict these owners were to be. */
export function findCasesOfWrites(
  tx: Db,
  workspaceId: string,
  ids: string[],
): Promise<{ writeId: string; disputeId: string }[]> {
  return rows(tx, FIND_CASES, workspaceId, ids);
}

function idsOf(found: { id: string }[]): string[] {
  return found.map(({ id }) => id);
}

/** Whoever is second waits here. */
export async function lockRefusedWrite(tx: Db, workspaceId: string, id: string): Promise<void> {
  await rows(tx, LOCK, workspaceId, id);
}

export async function settleRefusedWrite(
  tx: Db,
  id: string,
  given: RefusedWriteVerdict,
): Promise<void> {
  const settled = await tx.$executeRawUnsafe(SETTLE, id, JSON.stringify(given));
  if (settled !== 1) throw new Error(`refused write ${id} was settled without its lock`);
}

/** What it is about, which never changes. */
export async function readRefusedOwned(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Owned | undefined> {
  const [found] = await rows(db, READ_OWNED, workspaceId, id);
  return found === undefined ? undefined : ownedIn(z.object(ids).parse(found));
}

/** As it is now, answered or not; the CRM's name is not among its rows. */
export async function readRefusedWrite(
  db: Db,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<Omit<RefusedWrite, 'crm'> | undefined> {
  const [found] = await rows(db, READ, workspaceId, id, at);
  return found === undefined ? undefined : writeOf(row.parse(found));
}

function writeOf(found: Row): Omit<RefusedWrite, 'crm'> {
  const { crmUrl, wanted, former, approver } = found;
  const { id, changeId, problem, cause: because, actor: by, reason, since } = found;
  return {
    ...{ id, changeId, problem, cause: because, actor: by, reason, since },
    owned: {
      ...ownedIn(found),
      name: found.name ?? 'a deal that is gone',
      ...(crmUrl && { crmUrl }),
    },
    state: stateOf(found),
    ...(wanted && { wanted }),
    ...(former && { former }),
    ...(approver && { approver }),
  };
}

function ownedIn({ accountId, leadId, dealId }: Pick<Row, keyof typeof ids>): Owned {
  if (leadId !== undefined) return { kind: 'lead', id: leadId };
  if (dealId !== undefined) return { kind: 'deal', id: dealId };
  return { kind: 'account', id: accountId ?? '' };
}

function stateOf({ status, verdict, ...task }: Row): RefusedWrite['state'] {
  if (verdict) return { kind: 'decided', verdict, outcome: outcomeOf(task) };
  return { kind: status === 'decided' ? 'withdrawn' : status };
}

function outcomeOf({ taskStatus, receipt }: Pick<Row, 'taskStatus' | 'receipt'>): RetryOutcome {
  if (taskStatus === 'dead') return 'refused';
  if (taskStatus !== 'done') return 'on-its-way';
  return receipt === 'superseded' || receipt === 'conflict' ? 'moved' : 'taken';
}

type Open = { decidedBy?: string; since?: Date };

/** How many wait for a person: of those that one rep decided, of those asked since a moment. */
export async function countRefusedWrites(
  db: Db,
  workspaceId: string,
  { decidedBy, since = new Date(0) }: Open = {},
): Promise<number> {
  const part = [decidedBy ?? null, since];
  const [counted] = await rows<{ total: number }>(db, COUNT_OPEN, workspaceId, ...part);
  return counted?.total ?? 0;
}

/** Those that wait, the oldest first. */
export async function readOpenRefused(
  db: Db,
  workspaceId: string,
  { decidedBy, most, at }: { decidedBy?: string | undefined; most: number; at: Date },
): Promise<Omit<RefusedWrite, 'crm'>[]> {
  const found = await rows(db, READ_OPEN, workspaceId, decidedBy ?? null, most, at);
  return found.map((one) => writeOf(row.parse(one)));
}

export async function findRefusedApprovers(
  db: Db,
  workspaceId: string,
  ids: string[],
  at: Date,
): Promise<Person[]> {
  const found = await rows(db, FIND_APPROVERS, workspaceId, ids, at);
  return found.map((one) => person.parse(one));
}
