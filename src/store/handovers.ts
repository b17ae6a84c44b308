import { z } from 'zod';
import { course } from '../domain/approval-course.ts';
import {
  type Handover,
  type HandoverVerdict,
  handoverVerdict,
  type Some,
} from '../domain/handover.ts';
import { type Db, rows } from './database.ts';
import { ENDED } from './disputes.ts';
import { maybe, person, time } from './json.ts';
import { HAS_LEFT } from './leaving.ts';

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
/** Of a rep `r` and whoever leads their team, `m`. */
const HELD = `CASE WHEN m.id IS NOT NULL THEN
      json_build_object('id', m.id, 'name', m.name, 'slackUserId', m.slack_user_id) END AS manager,
    (SELECT count(*)::int FROM accounts WHERE workspace_id = $1 AND owner_id = r.id AND deleted_at IS NULL) AS accounts,
    (SELECT count(*)::int FROM leads WHERE workspace_id = $1 AND owner_id = r.id AND deleted_at IS NULL) AS leads,
    (SELECT json_build_object('count', count(*), 'total', coalesce(sum(d.amount), 0),
        'currency', coalesce(max(d.currency), 'USD'))
      FROM deals d JOIN accounts a ON a.id = d.account_id
      WHERE a.workspace_id = $1 AND a.owner_id = r.id AND a.deleted_at IS NULL AND d.status = 'open') AS deals`;
const READ = `
  SELECT h.id, h.left_at AS "leftAt", h.ended_at AS "endedAt", h.status, h.verdict, h.course, h.due_at AS "dueAt",
    (SELECT json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) FROM reps b
      WHERE b.workspace_id = $1 AND b.id::text = h.verdict->'by'->>'id') AS "by",
    json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS rep,
    ${HELD}
  FROM handovers h JOIN reps r ON r.id = h.rep_id
    LEFT JOIN teams t ON t.id = r.team_id LEFT JOIN reps m ON m.id = t.manager_id AND m.id <> r.id AND NOT ${HAS_LEFT('m', '$3')}
  WHERE h.workspace_id = $1 AND h.id = $2::uuid`;
const ORDER = `
  INSERT INTO handovers (workspace_id, rep_id, status, verdict, created_at)
  VALUES ($1, $2::uuid, 'decided', $3::jsonb, $4) RETURNING id`;
const END = 'UPDATE handovers SET ended_at = $2 WHERE id = $1::uuid';
const REOPEN = `UPDATE handovers SET status = 'open' WHERE id = $1::uuid AND status = 'decided'`;
/** What somebody holds, nobody is asked about and no case has to set free. Served by the owners’ indexes. */
const IS_LEFT_WITH = `
  SELECT EXISTS (SELECT FROM accounts a WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM proposals p WHERE p.account_id = a.id AND p.status = 'pending')
      AND NOT EXISTS (SELECT FROM disputes d WHERE d.account_id = a.id AND d.status NOT IN ${ENDED}))
    OR EXISTS (SELECT FROM leads l WHERE l.workspace_id = $1 AND l.owner_id = $2::uuid AND l.deleted_at IS NULL
      AND NOT EXISTS (SELECT FROM proposals p WHERE p.lead_id = l.id AND p.status = 'pending')) AS "isLeft"`;
/** Served by the indexes on the owner, and on an account's pins and disputes. */
const READ_SOME = (which: string) => `
  SELECT count(*)::int AS count, coalesce((array_agg(a.name ORDER BY a.name))[1:$4::int], '{}') AS names
  FROM accounts a WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL
    AND EXISTS (SELECT FROM ${which})`;
const READ_PINNED = READ_SOME(
  'pins p WHERE p.account_id = a.id AND p.lifted_at IS NULL AND (p.until IS NULL OR p.until > $3)',
);
const READ_DISPUTED = READ_SOME(
  `disputes d WHERE d.account_id = a.id AND d.raised_at <= $3 AND d.status NOT IN ${ENDED}`,
);
const FIND_OPEN = `
  SELECT id FROM handovers WHERE workspace_id = $1 AND rep_id = $2::uuid AND status = 'open'`;
/** Served by the unique index on the rep and when they left. */
const FIND_GIVEN = `
  SELECT h.id FROM handovers h JOIN reps r ON r.id = h.rep_id AND r.left_at = h.left_at
  WHERE h.workspace_id = $1 AND h.rep_id = $2::uuid AND h.status = 'decided' AND h.verdict->>'kind' = 'to'`;
const READ_BOOK = `
  SELECT json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS rep,
    CASE WHEN ${HAS_LEFT('r', '$3')} THEN r.left_at END AS "leftAt",
    ${HELD}
  FROM reps r LEFT JOIN teams t ON t.id = r.team_id LEFT JOIN reps m ON m.id = t.manager_id AND m.id <> r.id
  WHERE r.workspace_id = $1 AND r.id = $2::uuid`;
const LOCK = `SELECT id FROM handovers WHERE workspace_id = $1 AND id = $2::uuid FOR UPDATE`;
const SETTLE = `
  UPDATE handovers SET status = 'decided', verdict = $2::jsonb WHERE id = $1::uuid AND status = 'open'`;
const READ_HELD = (table: 'accounts' | 'leads') => `
  SELECT id FROM ${table} WHERE workspace_id = $1 AND owner_id = $2::uuid AND deleted_at IS NULL AND id > $3::uuid
  ORDER BY id LIMIT $4`;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const row = z.object({
  id: z.string(),
  leftAt: maybe(time),
  endedAt: maybe(time),
  by: maybe(person),
  status: z.enum(['open', 'decided', 'withdrawn']),
  verdict: maybe(handoverVerdict),
  course: maybe(course),
  dueAt: maybe(time),
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
  at: Date,
): Promise<Handover | undefined> {
  const [found] = await rows(db, READ, workspaceId, id, at);
  if (found === undefined) return undefined;
  const { status, verdict, accounts, leads, manager, leftAt, endedAt, by, ...rest } =
    row.parse(found);
  return {
    ...{ ...rest, state: stateOf(status, verdict), held: { accounts, leads } },
    ...(manager && { manager }),
    ...(leftAt && { leftAt }),
    ...(endedAt && { endedAt }),
    ...(by && { by }),
  };
}

function stateOf(
  status: z.infer<typeof row>['status'],
  verdict: HandoverVerdict | undefined,
): Handover['state'] {
  if (status === 'open') {
    return { kind: 'open', ...(verdict?.kind === 'by-rules' && { byRules: verdict }) };
  }
  return status === 'decided' && verdict ? { kind: 'decided', verdict } : { kind: 'withdrawn' };
}

const book = row.pick({
  rep: true,
  leftAt: true,
  manager: true,
  accounts: true,
  leads: true,
  deals: true,
});

/** What somebody holds, before anything is said of it. */
export async function readBookToHandOver(
  db: Db,
  workspaceId: string,
  repId: string,
  at: Date,
): Promise<Pick<Handover, 'rep' | 'leftAt' | 'manager' | 'held' | 'deals'> | undefined> {
  const [found] = await rows(db, READ_BOOK, workspaceId, repId, at);
  if (found === undefined) return undefined;
  const { accounts, leads, ...rest } = book.parse(found);
  return { ...rest, held: { accounts, leads } };
}

/** Which of somebody's accounts stay with them: pinned ones, and those in dispute. */
export async function readStaying(
  db: Db,
  workspaceId: string,
  repId: string,
  { at, most }: { at: Date; most: number },
): Promise<{ pinned: Some; disputed: Some }> {
  const none = { count: 0, names: [] };
  const [pinned = none] = await rows<Some>(db, READ_PINNED, workspaceId, repId, at, most);
  const [disputed = none] = await rows<Some>(db, READ_DISPUTED, workspaceId, repId, at, most);
  return { pinned, disputed };
}

/** The question that waits about somebody's book, locked. */
export async function findOpenHandover(
  tx: Db,
  workspaceId: string,
  repId: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(tx, FIND_OPEN, workspaceId, repId);
  return found?.id;
}

/** A book is handed over that nobody had asked about. */
export async function saveOrder(
  tx: Db,
  workspaceId: string,
  repId: string,
  given: HandoverVerdict,
): Promise<string> {
  const verdict = JSON.stringify(given);
  const [saved] = await rows<{ id: string }>(tx, ORDER, workspaceId, repId, verdict, given.at);
  return saved?.id ?? '';
}

export async function endHandover(tx: Db, id: string, at: Date): Promise<void> {
  await tx.$executeRawUnsafe(END, id, at);
}

/** Asked once more where some of it still has nobody who works here. */
export async function reopenIfLeft(
  tx: Db,
  workspaceId: string,
  id: string,
  repId: string,
): Promise<boolean> {
  const [found] = await rows<{ isLeft: boolean }>(tx, IS_LEFT_WITH, workspaceId, repId);
  if (!found?.isLeft) return false;
  await tx.$executeRawUnsafe(REOPEN, id);
  return true;
}

/** By which the book of somebody who has left goes to one person. */
export async function findGivenBook(
  db: Db,
  workspaceId: string,
  repId: string,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(db, FIND_GIVEN, workspaceId, repId);
  return found?.id;
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
