import { z } from 'zod';
import { course } from '../domain/approval-course.ts';
import { reason } from '../domain/matching/likeness.ts';
import {
  keptFirst,
  type Twin,
  type Twins,
  type TwinsVerdict,
  twinsVerdict,
} from '../domain/twins.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { maybe, person, time } from './json.ts';

/** The surest pairs of the last search that nobody was asked about, each once, whichever of the two names the other. */
const OPEN_NEW = `
  INSERT INTO twins (workspace_id, account_id, other_id, confidence, reasons, status, created_at)
  SELECT $1, pair.one, pair.other, pair.score, pair.reasons, 'open', $3 FROM (
    SELECT DISTINCT ON (1, 2) least(m.account_id, m.like_id) AS one, greatest(m.account_id, m.like_id) AS other,
      m.score, m.reasons
    FROM duplicate_members m
      JOIN accounts a ON a.id = m.account_id AND a.deleted_at IS NULL
      JOIN accounts b ON b.id = m.like_id AND b.deleted_at IS NULL
    WHERE m.workspace_id = $1 AND m.score >= $2 AND m.account_id <> m.like_id
      AND NOT EXISTS (SELECT FROM twins t WHERE t.account_id = least(m.account_id, m.like_id)
        AND t.other_id = greatest(m.account_id, m.like_id))
    ORDER BY 1, 2, m.score DESC) pair
  ORDER BY pair.score DESC, pair.one LIMIT $4
  ON CONFLICT (account_id, other_id) DO NOTHING RETURNING id`;
/** Asked on somebody's word, however sure a machine is; what was told apart before, or the CRM has not merged, is asked anew. */
const OPEN_PAIR = `
  INSERT INTO twins (workspace_id, account_id, other_id, confidence, reasons, status, created_at)
  VALUES ($1, least($2::uuid, $3::uuid), greatest($2::uuid, $3::uuid), 1, '[]', 'open', $4)
  ON CONFLICT (account_id, other_id) DO UPDATE SET status = 'open', verdict = NULL
    WHERE twins.status <> 'open' AND (twins.verdict->>'kind' IS DISTINCT FROM 'merge' OR twins.verdict ? 'problem')
  RETURNING id`;
/** One of the two is gone: merged in the CRM, or deleted. */
const WITHDRAW_GONE = `
  UPDATE twins t SET status = 'withdrawn'
  WHERE t.workspace_id = $1 AND t.status = 'open' AND EXISTS (
    SELECT FROM accounts a WHERE a.id IN (t.account_id, t.other_id) AND a.deleted_at IS NOT NULL)
  RETURNING t.id`;
const RECORD = (column: string) => `(
    SELECT json_build_object('id', a.id, 'name', a.name, 'crmId', a.crm_id, 'attributes', a.attributes,
      'crmUrl', (SELECT replace(crm_account_url, '{id}', a.crm_id) FROM workspaces WHERE id = $1),
      'domains', ARRAY(SELECT domain FROM account_domains WHERE account_id = a.id ORDER BY domain),
      'owner', CASE WHEN r.id IS NOT NULL THEN
        json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END,
      'leads', (SELECT count(*)::int FROM leads WHERE account_id = a.id AND deleted_at IS NULL),
      'deals', (SELECT json_build_object('count', count(*), 'total', coalesce(sum(amount), 0),
          'currency', coalesce(max(currency), 'USD')) FROM deals WHERE account_id = a.id AND status = 'open'))
    FROM accounts a LEFT JOIN reps r ON r.id = a.owner_id WHERE a.id = t.${column})`;
const READ = `
  SELECT t.id, t.status, t.verdict, t.confidence, t.reasons, t.course, t.due_at AS "dueAt", ${RECORD('account_id')} AS one, ${RECORD('other_id')} AS other,
    EXISTS (SELECT FROM accounts g WHERE g.id IN (t.account_id, t.other_id) AND g.deleted_at IS NOT NULL) AS "isMerged"
  FROM twins t WHERE t.workspace_id = $1 AND t.id = $2::uuid`;
const READ_PAGE = `
  SELECT t.id, t.confidence, a.name, b.name AS other FROM twins t
    JOIN accounts a ON a.id = t.account_id JOIN accounts b ON b.id = t.other_id
  WHERE t.workspace_id = $1 AND t.status = 'open' AND a.deleted_at IS NULL AND b.deleted_at IS NULL
  ORDER BY t.confidence DESC, t.id LIMIT $2 OFFSET $3`;
const COUNT_OPEN = `
  SELECT count(*)::int AS total FROM twins t
    JOIN accounts a ON a.id = t.account_id JOIN accounts b ON b.id = t.other_id
  WHERE t.workspace_id = $1 AND t.status = 'open' AND a.deleted_at IS NULL AND b.deleted_at IS NULL`;
/** Of records that have become one: whoever had them merged sees that it is done. */
const FIND_MERGED = `
  SELECT id FROM twins WHERE workspace_id = $1 AND status = 'decided' AND verdict->>'kind' = 'merge'
    AND (account_id = ANY($2::uuid[]) OR other_id = ANY($2::uuid[]))`;
const LOCK = `SELECT id FROM twins WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const SETTLE = `
  UPDATE twins SET status = 'decided', verdict = $2::jsonb WHERE id = $1::uuid AND status = 'open'`;
const NOTE_PROBLEM = `
  UPDATE twins SET verdict = jsonb_set(verdict, '{problem}', to_jsonb($2::text)) WHERE id = $1::uuid`;

const record = z.object({
  id: z.string(),
  name: z.string(),
  crmId: z.string(),
  crmUrl: maybe(z.string()),
  attributes: z.record(
    z.string(),
    z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) }),
  ),
  domains: z.array(z.string()),
  owner: maybe(person),
  leads: z.number(),
  deals: z.object({ count: z.number(), total: z.number(), currency: z.string() }),
});
const row = z.object({
  id: z.string(),
  status: z.enum(['open', 'decided', 'withdrawn']),
  verdict: maybe(twinsVerdict),
  course: maybe(course),
  dueAt: maybe(time),
  confidence: z.number(),
  reasons: z.array(reason),
  one: record,
  other: record,
  isMerged: z.boolean(),
});

/** Those to be asked about from now on, and those that have answered themselves. */
export async function openTwins(
  tx: Db,
  workspaceId: string,
  { surerThan, most, at }: { surerThan: number; most: number; at: Date },
): Promise<{ fresh: string[]; changed: string[] }> {
  const withdrawn = await rows<{ id: string }>(tx, WITHDRAW_GONE, workspaceId);
  const opened = await rows<{ id: string }>(tx, OPEN_NEW, workspaceId, surerThan, at, most);
  return { fresh: opened.map(({ id }) => id), changed: withdrawn.map(({ id }) => id) };
}

export async function findMergedTwins(
  tx: Db,
  workspaceId: string,
  accountIds: string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, FIND_MERGED, workspaceId, accountIds);
  return found.map(({ id }) => id);
}

export async function readTwins(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Twins | undefined> {
  const [found] = await plannedRows(db, READ, workspaceId, id);
  if (found === undefined) return undefined;
  const { status, verdict, one, other, isMerged, ...rest } = row.parse(found);
  const state = verdict
    ? ({ kind: 'decided', verdict, crm: isMerged ? 'done' : 'on-its-way' } as const)
    : ({ kind: status === 'open' ? 'open' : 'withdrawn' } as const);
  return { ...rest, state, records: keptFirst(twinOf(one), twinOf(other)) };
}

function twinOf({ attributes, owner, crmUrl, ...rest }: z.infer<typeof record>): Twin {
  const facts = Object.entries(attributes).map(([key, { value }]) => ({
    key,
    value: String(value),
  }));
  return { ...rest, facts, ...(owner && { owner }), ...(crmUrl && { crmUrl }) };
}

export type TwinsLine = { id: string; confidence: number; name: string; other: string };

/** The surest first. */
export async function readTwinsPage(
  db: Db,
  workspaceId: string,
  { from, most }: { from: number; most: number },
): Promise<{ total: number; lines: TwinsLine[] }> {
  const total = await countTwins(db, workspaceId);
  return { total, lines: await rows<TwinsLine>(db, READ_PAGE, workspaceId, most, from) };
}

export async function countTwins(db: Db, workspaceId: string): Promise<number> {
  const [counted] = await rows<{ total: number }>(db, COUNT_OPEN, workspaceId);
  return counted?.total ?? 0;
}

/** Whoever is second waits here. */
export async function lockTwins(tx: Db, workspaceId: string, id: string): Promise<void> {
  await rows(tx, LOCK, workspaceId, id);
}

export async function settleTwins(tx: Db, id: string, given: TwinsVerdict): Promise<void> {
  const settled = await tx.$executeRawUnsafe(SETTLE, id, JSON.stringify(given));
  if (settled !== 1) throw new Error(`twins ${id} were settled without their lock`);
}

/** What the CRM had against it. */
export async function noteProblem(tx: Db, id: string, problem: string): Promise<void> {
  await tx.$executeRawUnsafe(NOTE_PROBLEM, id, problem);
}

/** Two records that somebody says are one company. */
export async function openPair(
  tx: Db,
  workspaceId: string,
  [one, other]: readonly [string, string],
  at: Date,
): Promise<{ fresh: string[]; changed: string[] }> {
  const found = await rows<{ id: string }>(tx, OPEN_PAIR, workspaceId, one, other, at);
  return { fresh: found.map(({ id }) => id), changed: [] };
}
