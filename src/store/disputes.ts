import { z } from 'zod';
import { type DisputeEvent, disputeEvent } from '../domain/dispute-event.ts';
import { evolve, replay } from '../domain/dispute-history.ts';
import { bellOf, type Dispute, isHearing } from '../domain/dispute-state.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

/** Statuses in which nobody waits for anything any more. */
export const ENDED = `('closed', 'withdrawn', 'merged', 'data-fix')`;
/** Served by the unique index on number. */
const OPEN = `
  INSERT INTO disputes (id, workspace_id, number, account_id, family_id, raised_by_id, status, claim, state,
    policy_number, raised_at, moved_at)
  SELECT $2::uuid, $1, coalesce(max(number), 0) + 1, $3::uuid, $4::uuid, $5::uuid, 'filed', $6::jsonb, '{}', $7, $8, $8
  FROM disputes WHERE workspace_id = $1
  RETURNING number`;
/** Numbers are given in order: who files second waits. */
const LOCK_NUMBERS = 'SELECT id FROM workspaces WHERE id = $1 FOR UPDATE';
const HEAD = `
  d.id, d.number, d.account_id AS "accountId", d.family_id AS "familyId", d.policy_number AS "policyNumber",
  d.last_seq AS "lastSeq", d.told_seq AS "toldSeq"`;
const READ_HEAD = `SELECT ${HEAD} FROM disputes d WHERE workspace_id = $1 AND id = $2::uuid`;
const READ_EVENTS = 'SELECT body FROM dispute_events WHERE dispute_id = $1::uuid ORDER BY seq';
const INSERT_EVENTS = `
  INSERT INTO dispute_events (dispute_id, seq, workspace_id, kind, body, at)
  SELECT $3::uuid, e.seq, $1, e.body->>'kind', e.body, (e.body->>'at')::timestamptz
  FROM jsonb_to_recordset(${LINES}) AS e (seq int, body jsonb)`;
const SAVE_HEAD = `
  UPDATE disputes SET status = $2, state = $3::jsonb, last_seq = $4, due_at = $5, bell_at = $6, account_id = $7::uuid,
    moved_at = $8
  WHERE id = $1::uuid`;
const SAVE_PARTIES = `
  INSERT INTO dispute_parties (dispute_id, rep_id, workspace_id, is_filer)
  SELECT $3::uuid, p.id, $1, p."isFiler" FROM jsonb_to_recordset(${LINES}) AS p (id uuid, "isFiler" boolean)
  ON CONFLICT (dispute_id, rep_id) DO UPDATE SET is_filer = excluded.is_filer`;
/** Its own, or the oldest of its family: where two families became one, both go on. Served by disputes_one_open and disputes_open_family. */
const FIND_OPEN_OF_FAMILY = `
  SELECT id FROM disputes WHERE workspace_id = $1 AND (account_id = $3::uuid OR family_id = $2::uuid)
    AND status NOT IN ${ENDED} ORDER BY account_id = $3::uuid DESC, number LIMIT 1`;
/** Or somebody in it has left, whom it does not know to have left. Served by disputes_bells: few cases are open at a time. */
const FIND_RINGING = `
  SELECT d.id, d.workspace_id AS "workspaceId" FROM disputes d
  WHERE d.bell_at IS NOT NULL AND (d.bell_at <= $1 OR d.state ? 'seats' AND EXISTS (
    SELECT FROM reps r WHERE r.workspace_id = d.workspace_id AND least(r.left_at, r.slack_left_at) <= $1
      AND NOT coalesce(d.state->'leavers', '[]') ? r.id::text
      AND (d.state->'seats' @> jsonb_build_array(jsonb_build_object('id', r.id))
        OR EXISTS (SELECT FROM dispute_parties p WHERE p.dispute_id = d.id AND p.rep_id = r.id))))
  ORDER BY d.bell_at LIMIT $2`;
/** Under the head of its family, whatever that is by now. */
const READ_FAMILY = `
  SELECT id, name, coalesce(ultimate_parent_id, id) AS "familyId" FROM accounts
  WHERE workspace_id = $1 AND id = $2::uuid AND deleted_at IS NULL`;

export type DisputeHead = {
  id: string;
  number: number;
  accountId: string;
  familyId: string;
  policyNumber: number;
  lastSeq: number;
  toldSeq: number;
};
export type DisputeRow = { head: DisputeHead; dispute: Dispute; events: DisputeEvent[] };

export type NewDispute = {
  id: string;
  familyId: string;
  policyNumber: number;
  filed: Extract<DisputeEvent, { kind: 'filed' }>;
};

/** Its number. The head of its family has to be locked, lest two file at once. */
export async function openDispute(
  tx: Db,
  workspaceId: string,
  { id, familyId, policyNumber, filed }: NewDispute,
): Promise<number> {
  await rows(tx, LOCK_NUMBERS, workspaceId);
  const [opened] = await rows<{ number: number }>(
    ...([tx, OPEN, workspaceId, id, filed.account.id, familyId, filed.by.id] as const),
    ...[JSON.stringify(filed.claim), policyNumber, filed.at],
  );
  if (!opened) throw new Error(`dispute ${id} was not written`);
  await saveHappened(tx, workspaceId, { id, lastSeq: 0 }, undefined, [filed]);
  return opened.number;
}

/** Writes down what has happened to a case, and what it is by it. */
export async function saveHappened(
  tx: Db,
  workspaceId: string,
  { id, lastSeq }: Pick<DisputeHead, 'id' | 'lastSeq'>,
  before: Dispute | undefined,
  events: readonly DisputeEvent[],
): Promise<Dispute> {
  const dispute = before ? events.reduce(evolve, before) : replay(events);
  if (events.length === 0) return dispute;
  const lines = events.map((body, nth) => ({ seq: lastSeq + nth + 1, body }));
  await tx.$executeRawUnsafe(INSERT_EVENTS, workspaceId, asLines(lines), id);
  const dueAt = isHearing(dispute) ? dispute.clock.dueAt : null;
  await tx.$executeRawUnsafe(
    ...([SAVE_HEAD, id, dispute.status, JSON.stringify(briefOf(dispute))] as const),
    ...[lastSeq + events.length, dueAt, bellOf(dispute) ?? null],
    ...[dispute.account.id, dispute.lastAt],
  );
  if (events.some(({ kind }) => kind === 'left')) {
    const staying = dispute.parties.map((one) => one.id);
    await tx.disputeParty.deleteMany({ where: { disputeId: id, repId: { notIn: staying } } });
  }
  const filers = new Set(dispute.filers.map((one) => one.id));
  const parties = dispute.parties.map((one) => ({ id: one.id, isFiler: filers.has(one.id) }));
  await tx.$executeRawUnsafe(SAVE_PARTIES, workspaceId, asLines(parties), id);
  return dispute;
}

/** The mark of whoever was at it before stays readable: where there is one, they did not come to an end. */
const CLAIM_TELLING = `
  UPDATE disputes d SET telling_at = $2 FROM (SELECT id, telling_at FROM disputes WHERE id = $1::uuid FOR UPDATE) o
  WHERE d.id = o.id AND (o.telling_at IS NULL OR o.telling_at < $3) RETURNING o.telling_at IS NOT NULL AS "brokeOff"`;
const BROKEN_OFF = new Date(0);

/** `busy`: somebody else draws it. Whoever has been at it for longer than a lease has died. */
export async function claimTelling(
  db: Db,
  id: string,
  at: Date,
  leaseFrom: Date,
): Promise<'fresh' | 'broke-off' | 'busy'> {
  const [claim] = await rows<{ brokeOff: boolean }>(db, CLAIM_TELLING, id, at, leaseFrom);
  if (!claim) return 'busy';
  return claim.brokeOff ? 'broke-off' : 'fresh';
}

export async function endTelling(db: Db, id: string, how: 'done' | 'broke-off'): Promise<void> {
  const tellingAt = how === 'done' ? null : BROKEN_OFF;
  await db.dispute.updateMany({ where: { id }, data: { tellingAt } });
}

/** Its thread tells it up to that event. */
export async function markTold(db: Db, id: string, toldSeq: number): Promise<void> {
  await db.dispute.update({ where: { id }, data: { toldSeq } });
}

/** Nothing happened to it, but it may have been rung for something else. */
export async function setBell(tx: Db, id: string, bellAt: Date | undefined): Promise<void> {
  await tx.dispute.update({ where: { id }, data: { bellAt: bellAt ?? null } });
}

/** What lists show of a case without reading its history. */
function briefOf(dispute: Dispute): unknown {
  if (isHearing(dispute)) {
    return { seats: dispute.seats, leavers: dispute.leavers.map(({ id }) => id) };
  }
  if (dispute.status === 'decided' || dispute.status === 'applied') {
    return { decision: dispute.decision };
  }
  if (dispute.status !== 'closed') return {};
  const { decision, barredUntil, grounds } = dispute.ended;
  return { decision, barredUntil, grounds };
}

export async function readDispute(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<DisputeRow | undefined> {
  const [head] = await rows<DisputeHead>(db, READ_HEAD, workspaceId, id);
  return head && rowOf(db, head);
}

/** Whoever is second waits here, and reads what the first has left. Its account has to be locked before. */
export async function lockDispute(
  tx: Db,
  workspaceId: string,
  id: string,
): Promise<DisputeRow | undefined> {
  const [head] = await rows<DisputeHead>(tx, `${READ_HEAD} FOR UPDATE`, workspaceId, id);
  return head && rowOf(tx, head);
}

const eventRow = z.object({ body: disputeEvent });

async function rowOf(db: Db, head: DisputeHead): Promise<DisputeRow> {
  const found = await rows(db, READ_EVENTS, head.id);
  const events = found.map((one) => eventRow.parse(one).body);
  return { head, events, dispute: replay(events) };
}

export type Disputable = { id: string; name: string; familyId: string };

/** The account that somebody contests. */
export async function readDisputable(
  db: Db,
  workspaceId: string,
  accountId: string,
): Promise<Disputable | undefined> {
  const [found] = await rows<Disputable>(db, READ_FAMILY, workspaceId, accountId);
  return found;
}

/** The open case of an account, or else of its family. */
export async function findOpenDispute(
  db: Db,
  workspaceId: string,
  { id, familyId }: Pick<Disputable, 'id' | 'familyId'>,
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(db, FIND_OPEN_OF_FAMILY, workspaceId, familyId, id);
  return found?.id;
}

/** From now on it counts for another family. */
export async function setFamily(tx: Db, id: string, familyId: string): Promise<void> {
  await tx.dispute.update({ where: { id }, data: { familyId } });
}

/** Cases with which a bell has something to do, the oldest first. */
export function findRinging(
  db: Db,
  at: Date,
  most: number,
): Promise<{ id: string; workspaceId: string }[]> {
  return rows(db, FIND_RINGING, at, most);
}

const FIND_MERGING = `
  SELECT d.id FROM disputes d, LATERAL (SELECT d.state->'decision'->'ruling'->'outcome' AS outcome) o
  WHERE d.workspace_id = $1 AND d.account_id = ANY($2::uuid[]) AND d.status = 'closed'
    AND o.outcome->>'kind' = 'merge' AND o.outcome->'other'->>'id' = ANY($2::text[])
  ORDER BY d.number DESC LIMIT 1`;

/** The latest case that ended with the verdict that these two are one. */
export async function findMerging(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<string | undefined> {
  const [found] = await rows<{ id: string }>(db, FIND_MERGING, workspaceId, accountIds);
  return found?.id;
}

const READ_FATE = `
  SELECT a.deleted_at IS NOT NULL AS "isGone", b.id, b.name, coalesce(b.ultimate_parent_id, b.id) AS "familyId"
  FROM accounts a LEFT JOIN accounts b ON b.id = a.merged_into_id AND b.deleted_at IS NULL
  WHERE a.workspace_id = $1 AND a.id = $2::uuid`;
type Fate = { kind: 'there' } | { kind: 'gone' } | { kind: 'merged'; into: Disputable };

/** What has become of the account of a case. */
export async function readFate(db: Db, workspaceId: string, accountId: string): Promise<Fate> {
  type Row = { isGone: boolean; id: string | null; name: string; familyId: string };
  const [found] = await rows<Row>(db, READ_FATE, workspaceId, accountId);
  if (found && !found.isGone) return { kind: 'there' };
  if (!found?.id) return { kind: 'gone' };
  const { id, name, familyId } = found;
  return { kind: 'merged', into: { id, name, familyId } };
}

/** Served by disputes_one_open. */
const FIND_OPEN_OF = `
  SELECT id FROM disputes WHERE workspace_id = $1 AND account_id = ANY($2::uuid[]) AND status NOT IN ${ENDED} ORDER BY id`;

/** The open cases on these accounts. */
export async function findOpenDisputesOf(
  db: Db,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<string[]> {
  const found = await rows<{ id: string }>(db, FIND_OPEN_OF, workspaceId, accountIds);
  return found.map(({ id }) => id);
}
