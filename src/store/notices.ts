import { z } from 'zod';
import { audiences, type NewNotice, type Notice, type Told } from '../domain/notice.ts';
import { actor, cause } from '../domain/ownership.ts';
import { relatedKinds } from '../domain/related-policy.ts';
import type { CrmOwnerTask } from '../domain/task.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';
import { maybe, person, time } from './json.ts';
import { HAS_LEFT } from './leaving.ts';
import { CRM_PLACE_OF_EITHER, crmPlace } from './workspaces.ts';

const PERSON = (alias: string) => `CASE WHEN ${alias}.id IS NOT NULL THEN
  json_build_object('id', ${alias}.id, 'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id) END`;
const SIDE = (
  alias: string,
) => `CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id,
  'name', ${alias}.name, 'slackUserId', ${alias}.slack_user_id, 'hasLeft', ${HAS_LEFT(alias, '$3')},
  'channel', ${alias}t.slack_channel) END`;
/** `s`: the first of several changes that are told as one. */
const SIDES = `
    LEFT JOIN reps f ON f.id = CASE WHEN s.id IS NULL THEN c.from_id ELSE s.from_id END LEFT JOIN teams ft ON ft.id = f.team_id
    LEFT JOIN reps w ON w.id = c.to_id LEFT JOIN teams wt ON wt.id = w.team_id`;
const before = (column: 'account_id' | 'lead_id', writing: CrmOwnerTask['kind']) => `
  (SELECT o.id, o.from_id, o.audit_seq, t.id IS NULL OR coalesce(t.kind IN ('written', 'already', 'no-crm'), false) AS told
  FROM ownership_changes o LEFT JOIN LATERAL (SELECT id, receipt->>'kind' AS kind FROM tasks
    WHERE workspace_id = $1 AND kind = '${writing}' AND key = o.id::text LIMIT 1) t ON true
  WHERE o.${column} = c.${column} AND o.audit_seq < c.audit_seq ORDER BY o.${column}, o.at DESC LIMIT 100)`;
/** Served by the indexes of ownership_changes on account or lead and time. Newest first, up to the last one that was told. */
const FIRST_UNTOLD = `
  SELECT id, from_id FROM (
    SELECT id, from_id, audit_seq, bool_or(told) OVER (ORDER BY audit_seq DESC) AS "isTold"
    FROM (${before('account_id', 'crm-owner')} UNION ALL ${before('lead_id', 'crm-lead-owner')}) earlier) run
  WHERE NOT "isTold" ORDER BY audit_seq LIMIT 1`;
/** Served by the key of ownership_changes. Of what nobody was told, nobody need be told that it is undone. */
const READ_TOLD = `
  SELECT c.id, CASE WHEN c.lead_id IS NULL THEN 'account' ELSE 'lead' END AS kind, c.cause, c.actor, t.key AS territory, s.id AS "firstId",
    ${SIDE('f')} AS "from", ${SIDE('w')} AS "to"
  FROM ownership_changes c LEFT JOIN LATERAL (${FIRST_UNTOLD}) s ON true ${SIDES}
    LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN territories t ON t.id = a.territory_id
  WHERE c.workspace_id = $1 AND c.id = ANY($2::uuid[]) AND (c.account_id IS NOT NULL OR c.lead_id IS NOT NULL)
    AND (c.cause->>'kind' <> 'undo' OR EXISTS (SELECT FROM notices WHERE change_id = (c.cause->>'changeId')::uuid))
  ORDER BY c.audit_seq`;
const SAVE = `
  INSERT INTO notices (workspace_id, change_id, audience, place, due_at, first_change_id)
  SELECT $1, n."changeId", n.audience, n.place, n."dueAt", n."firstId"
  FROM jsonb_to_recordset(${LINES})
    AS n ("changeId" uuid, audience text, place text, "dueAt" timestamptz, "firstId" uuid)
  ON CONFLICT (change_id, audience, place) DO NOTHING RETURNING place`;
/** Of two workers at one place the second waits here, and finds what is left. */
const LOCK_PLACE = `
  SELECT id FROM notices WHERE workspace_id = $1 AND place = $2 AND status IN ('due', 'sending')
  ORDER BY due_at, id FOR UPDATE`;
/** A batch on its way is whole: what a dead worker had is sent as it was, or was sent. */
const READ_SENDING = `
  SELECT batch_id AS "batchId", max(claimed_at) AS "claimedAt" FROM notices
  WHERE workspace_id = $1 AND place = $2 AND status = 'sending' GROUP BY 1 ORDER BY 2 LIMIT 1`;
const COUNT_DUE = `
  SELECT audience, count(*)::int AS due, min(due_at) AS since FROM notices
  WHERE workspace_id = $1 AND place = $2 AND status = 'due' AND due_at <= $3
  GROUP BY audience ORDER BY min(due_at), audience LIMIT 1`;
/**
 * Served by notices_waiting and tasks_waiting. More comes to a place while some of its news has just come, and while owners of the
 * same cause wait for the CRM, from the same person or to the same one: of those, the next ones are looked at.
 */
const IS_GATHERING = `
  SELECT EXISTS (SELECT FROM notices
      WHERE workspace_id = $1 AND place = $2 AND audience = $3 AND status = 'due' AND due_at > $4 AND due_at <= $5)
    OR EXISTS (SELECT FROM (
        SELECT payload->>'changeId' AS id FROM tasks
        WHERE workspace_id = $1 AND kind IN ('crm-owner', 'crm-lead-owner')
          AND status IN ('due', 'claimed', 'retrying') AND status <> 'retrying' ORDER BY due_at LIMIT 500) next
      JOIN ownership_changes o ON o.id = next.id::uuid
      JOIN (SELECT DISTINCT c.cause->>'kind' AS cause, c.from_id, c.to_id
        FROM notices n JOIN ownership_changes c ON c.id = n.change_id
        WHERE n.workspace_id = $1 AND n.place = $2 AND n.audience = $3 AND n.status = 'due' AND n.due_at <= $4) told
      ON told.cause = o.cause->>'kind' AND (told.from_id = o.from_id OR told.to_id = o.to_id)) AS more`;
const CLAIM = `
  UPDATE notices SET status = 'sending', batch_id = $4::uuid, claimed_at = $3 WHERE id IN (
    SELECT n.id FROM notices n JOIN ownership_changes c ON c.id = n.change_id
    WHERE n.workspace_id = $1 AND n.place = $2 AND n.status = 'due' AND n.due_at <= $3 AND n.audience = $5
    ORDER BY n.due_at, c.audit_seq LIMIT $6)`;
const RECLAIM = `UPDATE notices SET claimed_at = $2 WHERE batch_id = $1::uuid AND status = 'sending'`;
const SETTLE = `
  UPDATE notices SET status = $2, sent_at = $3 WHERE batch_id = $1::uuid AND status = 'sending'`;
const RELEASE = `
  UPDATE notices SET claimed_at = 'epoch' WHERE batch_id = $1::uuid AND status = 'sending'`;
const LET_GO = `
  UPDATE notices SET status = 'due', batch_id = NULL, claimed_at = NULL WHERE batch_id = $1::uuid AND status = 'sending'`;
const COUNT_LEFT = `
  SELECT count(*)::int AS left FROM notices
  WHERE workspace_id = $1 AND place = $2 AND status = 'due' AND due_at <= $3`;
const FIND_PLACES = `
  SELECT DISTINCT workspace_id AS "workspaceId", place FROM notices
  WHERE (status = 'due' AND due_at <= $1) OR (status = 'sending' AND claimed_at < $2) LIMIT 500`;
/** So many people of an account are named. */
const CONTACTS = 3;
/** What goes along stands in the task that moves it: served by the key of tasks. */
const READ_BATCH = `
  SELECT n.audience, c.cause, c.actor, c.reason, c.at, ${PERSON('f')} AS "from", ${PERSON('w')} AS "to",
    c.account_id AS "accountId", c.lead_id AS "leadId", coalesce(a.name, l.name) AS name,
    coalesce(a.crm_id, l.crm_id) AS "crmId", coalesce(a.attributes, l.attributes) AS attributes, t.name AS territory,
    ${CRM_PLACE_OF_EITHER('n.workspace_id')} AS crm,
    (SELECT count(*)::int FROM leads WHERE account_id = a.id AND deleted_at IS NULL) AS leads,
    (SELECT json_build_object('count', count(*), 'total', coalesce(sum(amount), 0),
        'currency', coalesce(max(currency), 'USD')) FROM deals WHERE account_id = a.id AND status = 'open') AS deals,
    (SELECT coalesce(json_agg(p), '[]') FROM (SELECT name, email FROM leads WHERE account_id = a.id AND deleted_at IS NULL
      ORDER BY crm_changed_at DESC NULLS LAST, id LIMIT ${CONTACTS}) p) AS contacts,
    coalesce((SELECT payload->'what' FROM tasks WHERE workspace_id = n.workspace_id AND kind = 'follow'
      AND key = c.id::text), '[]') AS along,
    (SELECT json_build_object('count', count(DISTINCT d.id), 'total', coalesce(sum(d.amount), 0),
        'currency', coalesce(max(d.currency), 'USD'), 'until', max(h.until))
      FROM deals d LEFT JOIN holdovers h ON h.deal_id = d.id AND h.rep_id = f.id AND h.ended_at IS NULL
      WHERE d.account_id = a.id AND d.status = 'open' AND d.owner_id = f.id) AS kept
  FROM notices n JOIN ownership_changes c ON c.id = n.change_id
    LEFT JOIN ownership_changes s ON s.id = n.first_change_id ${SIDES}
    LEFT JOIN accounts a ON a.id = c.account_id LEFT JOIN leads l ON l.id = c.lead_id
    LEFT JOIN territories t ON t.id = a.territory_id
  WHERE n.batch_id = $1::uuid ORDER BY c.audit_seq, n.id`;

const side = person.extend({ hasLeft: z.boolean(), channel: maybe(z.string()) });
const told = z.object({
  id: z.string(),
  kind: z.enum(['account', 'lead']),
  cause,
  actor,
  territory: maybe(z.string()),
  firstId: maybe(z.string()),
  from: maybe(side),
  to: maybe(side),
});
const deals = z.object({ count: z.number(), total: z.number(), currency: z.string() });
const row = z.object({
  audience: z.enum(audiences),
  cause,
  actor,
  reason: z.string(),
  at: time,
  from: maybe(person),
  to: maybe(person),
  accountId: maybe(z.string()),
  leadId: maybe(z.string()),
  name: z.string(),
  crmId: z.string(),
  crm: crmPlace,
  attributes: z.record(
    z.string(),
    z.object({ value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]) }),
  ),
  territory: maybe(z.string()),
  leads: z.number(),
  deals,
  contacts: z.array(z.object({ name: z.string(), email: maybe(z.string()) })),
  along: z.array(z.enum(relatedKinds)),
  kept: deals.extend({ until: maybe(time) }),
});

export async function readTold(
  db: Db,
  workspaceId: string,
  changeIds: string[],
  at: Date,
): Promise<Told[]> {
  const found = await rows(db, READ_TOLD, workspaceId, changeIds, at);
  return found.map((one) => told.parse(one) as Told);
}

/** The places in which there is something new to be told. */
export async function saveNotices(
  tx: Db,
  workspaceId: string,
  notices: NewNotice[],
): Promise<string[]> {
  if (notices.length === 0) return [];
  const saved = await rows<{ place: string }>(tx, SAVE, workspaceId, asLines(notices));
  return [...new Set(saved.map(({ place }) => place))];
}

export type ClaimedNotices =
  | { kind: 'batch'; batchId: string; isAgain: boolean }
  | { kind: 'busy' }
  /** More comes to the place at this moment, to be told together. */
  | { kind: 'gathering' }
  | { kind: 'nothing' };

type Claiming = {
  at: Date;
  leaseFrom: Date;
  few: number;
  /** What fell due before `since` waits for nothing more; what falls due until then comes along. */
  gathering: { since: Date; until: Date };
};

/**
 * What is to be told next in a place: one of a few, or all of many. Nothing while another worker is at it, unless that one has
 * had it since before the lease.
 */
export async function claimNotices(
  tx: Db,
  workspaceId: string,
  place: string,
  { at, leaseFrom, few, gathering }: Claiming,
): Promise<ClaimedNotices> {
  await rows(tx, LOCK_PLACE, workspaceId, place);
  type Sending = { batchId: string; claimedAt: Date };
  const [sending] = await rows<Sending>(tx, READ_SENDING, workspaceId, place);
  if (sending) {
    if (sending.claimedAt > leaseFrom) return { kind: 'busy' };
    await tx.$executeRawUnsafe(RECLAIM, sending.batchId, at);
    return { kind: 'batch', batchId: sending.batchId, isAgain: true };
  }
  type Due = { audience: string; due: number; since: Date };
  const [next] = await rows<Due>(tx, COUNT_DUE, workspaceId, place, at);
  if (!next) return { kind: 'nothing' };
  if (next.since > gathering.since) {
    const asked = [workspaceId, place, next.audience, at, gathering.until] as const;
    const [soon] = await rows<{ more: boolean }>(tx, IS_GATHERING, ...asked);
    if (soon?.more) return { kind: 'gathering' };
  }
  const batchId = newId();
  const most = next.due > few ? next.due : 1;
  await tx.$executeRawUnsafe(CLAIM, workspaceId, place, at, batchId, next.audience, most);
  return { kind: 'batch', batchId, isAgain: false };
}

export async function readNotices(db: Db, batchId: string): Promise<Notice[]> {
  return (await rows(db, READ_BATCH, batchId)).map((one) => noticeOf(row.parse(one)));
}

function noticeOf(found: z.infer<typeof row>): Notice {
  const { accountId, leadId, name, crmId, crm, attributes, from, to, territory, ...rest } = found;
  const kind = accountId === undefined ? 'lead' : 'account';
  return {
    ...rest,
    subject: { kind, id: accountId ?? leadId ?? '', name, crmId, crm },
    facts: Object.entries(attributes).map(([key, { value }]) => ({ key, value: String(value) })),
    ...(from && { from }),
    ...(to && { to }),
    ...(territory && { territory }),
  };
}

export async function settleNotices(
  db: Db,
  batchId: string,
  status: 'sent' | 'gone',
  at: Date,
): Promise<void> {
  await db.$executeRawUnsafe(SETTLE, batchId, status, at);
}

/** As if it had never been claimed: nothing of it was sent. */
export async function letGoNotices(db: Db, batchId: string): Promise<void> {
  await db.$executeRawUnsafe(LET_GO, batchId);
}

/** The next try may begin at once. */
export async function releaseNotices(db: Db, batchId: string): Promise<void> {
  await db.$executeRawUnsafe(RELEASE, batchId);
}

export async function countDueNotices(
  db: Db,
  workspaceId: string,
  place: string,
  at: Date,
): Promise<number> {
  const [counted] = await rows<{ left: number }>(db, COUNT_LEFT, workspaceId, place, at);
  return counted?.left ?? 0;
}

/** Where something is due that nobody is at. */
export function findDuePlaces(
  db: Db,
  { at, leaseFrom }: { at: Date; leaseFrom: Date },
): Promise<{ workspaceId: string; place: string }[]> {
  return rows(db, FIND_PLACES, at, leaseFrom);
}
