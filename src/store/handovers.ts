import { z } from 'zod';
import { type Handover, type HandoverVerdict, handoverVerdict } from '../domain/handover.ts';
import { type Db, rows } from './database.ts';
import { maybe, person, time } from './json.ts';

/** Whoever has left and holds something, once for each time they leave. Served by the owners' indexes. */
const OPEN_NEW = `
  INSERT INTO handovers (workspace_id, rep_id, left_at, status, created_at)
  SELECT r.workspace_id, r.id, r.left_at, 'open', $2 FROM reps r
  WHERE r.workspace_id = $1 AND r.left_at <= $2
    AND (EXISTS (SELECT FROM accounts a WHERE a.workspace_id = $1 AND a.owner_id = r.id AND a.deleted_at IS NULL)
      OR EXISTS (SELECT FROM leads l WHERE l.workspace_id = $1 AND l.owner_id = r.id AND l.deleted_at IS NULL))
  ON CONFLICT (rep_id, left_at) DO NOTHING RETURNING id`;
/** They are back. */
const WITHDRAW_RETURNED = `
  UPDATE handovers h SET status = 'withdrawn' FROM reps r
  WHERE h.workspace_id = $1 AND h.status = 'open' AND r.id = h.rep_id
    AND (r.left_at IS NULL OR r.left_at > $2 OR r.left_at <> h.left_at)
  RETURNING h.id`;
const READ = `
  SELECT h.id, h.left_at AS "leftAt", h.status, h.verdict,
    json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS rep,
    CASE WHEN m.id IS NOT NULL THEN
      json_build_object('id', m.id, 'name', m.name, 'slackUserId', m.slack_user_id) END AS manager,
    (SELECT count(*)::int FROM accounts WHERE workspace_id = $1 AND owner_id = r.id AND deleted_at IS NULL) AS accounts,
    (SELECT count(*)::int FROM leads WHERE workspace_id = $1 AND owner_id = r.id AND deleted_at IS NULL) AS leads,
    (SELECT json_build_object('count', count(*), 'total', coalesce(sum(d.amount), 0),
        'currency', coalesce(max(d.currency), 'USD'))
      FROM deals d JOIN accounts a ON a.id = d.account_id
      WHERE a.workspace_id = $1 AND a.owner_id = r.id AND a.deleted_at IS NULL AND d.status = 'open') AS deals
  FROM handovers h JOIN reps r ON r.id = h.rep_id
    LEFT JOIN teams t ON t.id = r.team_id LEFT JOIN reps m ON m.id = t.manager_id AND m.id <> r.id AND m.left_at IS NULL
  WHERE h.workspace_id = $1 AND h.id = $2::uuid`;
const LOCK = `SELECT id FROM handovers WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const SETTLE = `
  UPDATE handovers SET status = 'decided', verdict = $2::jsonb WHERE id = $1::uuid AND status = 'open'`;
const READ_HELD = (table: 'accounts' | 'leads') => `
  SELECT id FROM ${table} WHERE workspace_id = $1 AND owner_id = $2::uuid AND deleted_at IS NULL AND id > $3::uuid
  ORDER BY id LIMIT $4`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const row = z.object({
  id: z.string(),
  leftAt: time,
  status: z.enum(['open', 'decided', 'withdrawn']),
  verdict: maybe(handoverVerdict),
  rep: person,
  manager: maybe(person),
  accounts: z.number(),
  leads: z.number(),
  deals: z.object({ count: z.number(), total: z.number(), currency: z.string() }),
});

/** The questions that are new since the last look, and those that have answered themselves. */
export async function openHandovers(
  tx: Db,
  workspaceId: string,
  at: Date,
): Promise<{ fresh: string[]; changed: string[] }> {
  const withdrawn = await rows<{ id: string }>(tx, WITHDRAW_RETURNED, workspaceId, at);
  const opened = await rows<{ id: string }>(tx, OPEN_NEW, workspaceId, at);
  return { fresh: opened.map(({ id }) => id), changed: withdrawn.map(({ id }) => id) };
}

export async function readHandover(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<Handover | undefined> {
  const [found] = await rows(db, READ, workspaceId, id);
  if (found === undefined) return undefined;
  const { status, verdict, accounts, leads, manager, ...rest } = row.parse(found);
  const state = verdict
    ? ({ kind: 'decided', verdict } as const)
    : ({ kind: status === 'open' ? 'open' : 'withdrawn' } as const);
  return { ...rest, state, held: { accounts, leads }, ...(manager && { manager }) };
}

/** Whoever is second waits here. */
export async function lockHandover(tx: Db, workspaceId: string, id: string): Promise<void> {
  await rows(tx, LOCK, workspaceId, id);
}

export async function settleHandover(tx: Db, id: string, given: HandoverVerdict): Promise<void> {
  const settled = await tx.$executeRawUnsafe(SETTLE, id, JSON.stringify(given));
  if (settled !== 1) throw new Error(`handover ${id} was settled without its lock`);
}

/** What somebody holds, a page at a time in the order of ids. */
export async function readHeld(
  db: Db,
  workspaceId: string,
  table: 'accounts' | 'leads',
  { repId, after, most }: { repId: string; after?: string | undefined; most: number },
): Promise<string[]> {
  const found = await rows<{ id: string }>(
    db,
    READ_HELD(table),
    workspaceId,
    repId,
    after ?? BEFORE_ALL,
    most,
  );
  return found.map(({ id }) => id);
}
