import { z } from 'zod';
import { type Actor, actor, cause, type Subject } from '../domain/ownership.ts';
import {
  between,
  type RestlessNote,
  type RestlessSpell,
  settersOf,
  type TakenUp,
} from '../domain/restless.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { subjectColumns } from './decisions.ts';
import { maybe, person, time } from './json.ts';
import { readCrmName } from './workspaces.ts';

/** Both are served by the indexes on account or lead. A spell goes on for as long as not an hour passes without it. */
const BEGIN = `
  WITH found AS (SELECT * FROM jsonb_to_recordset(${LINES}) AS f ("accountId" uuid, "leadId" uuid, changes int)),
    going AS (UPDATE restless_spells s SET seen_at = greatest(seen_at, $3::timestamptz) FROM found f
      WHERE workspace_id = $1 AND (s.account_id = f."accountId" OR s.lead_id = f."leadId")
        AND taken_up_at IS NULL AND seen_at > $3::timestamptz - interval '1 hour'
      RETURNING coalesce(s.account_id, s.lead_id) AS id)
  INSERT INTO restless_spells (workspace_id, account_id, lead_id, changes, began_at, seen_at)
  SELECT $1, "accountId", "leadId", changes, $3, $3 FROM found
  WHERE coalesce("accountId", "leadId") NOT IN (SELECT id FROM going)
  RETURNING id`;
/** A second try tells the same as the first: what has begun since is in a message of its own. */
const TELL = `
  UPDATE restless_spells SET told_in = $2::uuid WHERE workspace_id = $1 AND told_in IS NULL
    AND NOT EXISTS (SELECT FROM restless_spells WHERE told_in = $2::uuid)`;
const COUNT = `
  SELECT count(*)::int AS total, count(*) FILTER (WHERE taken_up_at IS NULL)::int AS open
  FROM restless_spells WHERE workspace_id = $1 AND told_in = $2::uuid`;
const MOST_SPELLS = 8;
/** With the changes that were counted, the oldest first. Served by the indexes on account or lead and time. */
const READ = `
  SELECT s.id, s.account_id AS "accountId", s.lead_id AS "leadId", s.changes, s.began_at AS since,
    coalesce(a.name, l.name) AS name, coalesce(a.crm_id, l.crm_id) AS "crmId",
    s.taken_up_by AS "takenUpBy", s.taken_up_at AS "takenUpAt",
    (SELECT coalesce(json_agg(json_build_object('to', to_person, 'cause', cause, 'by', actor) ORDER BY at, seq), '[]') FROM (
      SELECT c.at, c.audit_seq AS seq, c.cause, c.actor, CASE WHEN r.id IS NOT NULL THEN
        json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END AS to_person
      FROM ownership_changes c LEFT JOIN reps r ON r.id = c.to_id
      WHERE c.workspace_id = $1 AND (c.account_id = s.account_id OR c.lead_id = s.lead_id) AND c.at <= s.began_at
      ORDER BY c.at DESC, c.audit_seq DESC LIMIT s.changes) swings) AS swings
  FROM restless_spells s LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN leads l ON l.id = s.lead_id
  WHERE s.workspace_id = $1 AND s.told_in = $2::uuid AND coalesce(a.id, l.id) IS NOT NULL
  ORDER BY s.taken_up_at IS NOT NULL, s.began_at, s.id LIMIT ${MOST_SPELLS}`;
const TAKE_UP = `
  UPDATE restless_spells SET taken_up_by = $4::jsonb, taken_up_at = $5
  WHERE workspace_id = $1 AND told_in = $2::uuid AND ($3::uuid IS NULL OR id = $3::uuid) AND taken_up_at IS NULL
  RETURNING id, account_id AS "accountId", lead_id AS "leadId"`;
const READ_SUBJECTS = `
  SELECT s.id, s.account_id AS "accountId", s.lead_id AS "leadId" FROM restless_spells s
    LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN leads l ON l.id = s.lead_id
  WHERE s.workspace_id = $1 AND s.id = ANY($2::uuid[]) AND (a.deleted_at IS NULL OR l.deleted_at IS NULL)`;

const row = z.object({
  id: z.string(),
  accountId: maybe(z.string()),
  leadId: maybe(z.string()),
  ...{ changes: z.number(), since: time, name: z.string(), crmId: z.string() },
  takenUpBy: maybe(actor),
  takenUpAt: maybe(time),
  swings: z.array(z.object({ to: maybe(person), cause, by: actor })),
});

type Found = { id: string; accountId?: string | null; leadId?: string | null };
export type Taken = { id: string; subject: Subject };

/** Whose owners go to and fro at this moment. Returns how many had not for an hour before. */
export async function beginSpells(
  tx: Db,
  workspaceId: string,
  found: { subject: Subject; changes: number }[],
  at: Date,
): Promise<number> {
  const lines = found.map((one) => ({ ...subjectColumns(one), changes: one.changes }));
  return (await rows(tx, BEGIN, workspaceId, asLines(lines), at)).length;
}

/** All that nobody was told of is in this message from now on. */
export async function tellSpells(db: Db, workspaceId: string, toldIn: string): Promise<void> {
  await db.$executeRawUnsafe(TELL, workspaceId, toldIn);
}

export async function readRestless(
  db: Db,
  workspaceId: string,
  toldIn: string,
): Promise<RestlessNote> {
  const [counted] = await rows<{ total: number; open: number }>(db, COUNT, workspaceId, toldIn);
  const found = await rows(db, READ, workspaceId, toldIn);
  return {
    ...{ id: toldIn, crm: await readCrmName(db, workspaceId) },
    ...{ total: counted?.total ?? 0, open: counted?.open ?? 0 },
    spells: found.map((one) => spellOf(row.parse(one))),
  };
}

function spellOf(found: z.infer<typeof row>): RestlessSpell {
  const { id, changes, since, name, crmId, swings, takenUpBy: by, takenUpAt: at } = found;
  return {
    ...{ id, changes, since, between: between(swings), setters: settersOf(swings) },
    subject: { ...subjectOf(found), name, crmId },
    ...(by && at && { takenUp: { by, at } }),
  };
}

function subjectOf({ accountId, leadId }: Omit<Found, 'id'>): Subject {
  return leadId ? { kind: 'lead', id: leadId } : { kind: 'account', id: accountId ?? '' };
}

/** Those that somebody takes up again just now; what somebody has taken up before stays theirs. */
export async function takeUpSpells(
  tx: Db,
  workspaceId: string,
  { toldIn, spellId }: TakenUp,
  { by, at }: { by: Actor; at: Date },
): Promise<Taken[]> {
  const wanted = spellId ?? null;
  const hand = JSON.stringify(by);
  const found = await rows<Found>(tx, TAKE_UP, workspaceId, toldIn, wanted, hand, at);
  return found.map((one) => ({ id: one.id, subject: subjectOf(one) }));
}

/** What they are about, without what is gone. */
export async function readTaken(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
): Promise<Taken[]> {
  const found = await rows<Found>(db, READ_SUBJECTS, workspaceId, ids);
  return found.map((one) => ({ id: one.id, subject: subjectOf(one) }));
}
