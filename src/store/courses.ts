import { z } from 'zod';
import { type Clock, type Course, course, type Vote } from '../domain/approval-course.ts';
import { type ProposalCause, proposalCauses } from '../domain/approval-policy.ts';
import { type Flag, flag } from '../domain/flag.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe, time } from './json.ts';

/** Of whom the rules name who has left, the manager still decides. Facts are those that were decided on; where no rule was, those of the account. */
const FACT = (key: string) =>
  `coalesce(d.facts->'${key}', a.attributes->'${key}'->'value', l.attributes->'${key}'->'value')`;
const READ = `
  SELECT p.id, p.flags, p.course, p.present_owner_id AS "presentId",
    coalesce(p.proposed_owner_id, d.wanted_id) AS "proposedId",
    CASE WHEN p.lead_id IS NULL THEN 'account' ELSE 'lead' END AS kind,
    p.cause,
    coalesce(d.outcome->>'territory', a.territory_id::text) AS territory,
    coalesce(${FACT('segment')}, ${FACT('industry')}) AS segment, ${FACT('revenue')} AS revenue,
    coalesce((SELECT sum(amount) FROM deals WHERE account_id = coalesce(p.account_id, l.account_id)
      AND status = 'open'), 0)::float8 AS value
  FROM proposals p
    LEFT JOIN leads l ON l.id = p.lead_id LEFT JOIN accounts a ON a.id = coalesce(p.account_id, l.account_id)
    LEFT JOIN decisions d ON d.id = p.decision_id
  WHERE p.workspace_id = $1 AND p.id = ANY($2::uuid[]) AND p.status = 'pending'`;
const SHOWN_TO = (
  asked: string,
  seats: string,
) => `ARRAY(SELECT unnest(p.shown_to) UNION SELECT unnest(${asked})::text
    UNION SELECT 'managers' WHERE ${seats} @> '[{"asked": {"kind": "managers"}}]')`;
const SAVE = `
  UPDATE proposals p SET course = n.course, asked = n.asked, shown_to = ${SHOWN_TO('n.asked', "n.course->'seats'")}, due_at = n."dueAt", bell = n.bell, bell_at = n."bellAt"
  FROM jsonb_to_recordset(${LINES}) AS n (
    id uuid, course jsonb, asked uuid[], "dueAt" timestamptz, bell text, "bellAt" timestamptz)
  WHERE p.workspace_id = $1 AND p.id = n.id AND p.status = 'pending'`;
const SAVE_ASKED = `
  UPDATE proposals p SET asked = $2::uuid[], shown_to = ${SHOWN_TO('$2::uuid[]', "p.course->'seats'")}
  WHERE id = $1::uuid`;
const WAKE = `
  UPDATE proposals SET bell = 'approve', bell_at = $3
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND status = 'pending'`;
export const READ_VOTES = `
  (SELECT coalesce(json_agg(json_build_object('seats', v.seats, 'by', v.by, 'onBehalfOf', v.on_behalf_of,
    'reason', v.reason, 'at', v.at) ORDER BY v.at), '[]') FROM proposal_votes v WHERE v.proposal_id = p.id)`;
const READ_COURSES = `
  SELECT p.id, p.course, ${READ_VOTES} AS votes FROM proposals p
  WHERE p.workspace_id = $1 AND p.id = ANY($2::uuid[]) AND p.course IS NOT NULL`;
const VOTE = `
  INSERT INTO proposal_votes (workspace_id, proposal_id, seats, by, on_behalf_of, reason, at)
  VALUES ($1, $2::uuid, $3::int[], $4::jsonb, $5::jsonb, $6, $7)`;

const row = z.object({
  id: z.string(),
  flags: z.array(flag).catch([]),
  course: maybe(course),
  presentId: maybe(z.string()),
  proposedId: maybe(z.string()),
  kind: z.enum(['account', 'lead']),
  cause: z.enum(proposalCauses),
  territory: maybe(z.string()),
  segment: maybe(z.string()).catch(undefined),
  revenue: maybe(z.number()).catch(undefined),
  value: z.number(),
});

/** What is known of a question that decides who is asked. */
export type Asking = {
  id: string;
  flags: Flag[];
  course?: Course | undefined;
  presentId?: string | undefined;
  proposedId?: string | undefined;
  kind: 'account' | 'lead';
  cause: ProposalCause;
  territory?: string | undefined;
  segment?: string | undefined;
  revenue?: number | undefined;
  value: number;
};

/** Those of them that wait. */
export async function readAskings(db: Db, workspaceId: string, ids: string[]): Promise<Asking[]> {
  const found = await rows(db, READ, workspaceId, ids);
  return found.map((one) => row.parse(one));
}

export type CourseLine = { id: string; course: Course; asked: string[]; clock: Clock };

export async function saveCourses(
  tx: Db,
  workspaceId: string,
  lines: readonly CourseLine[],
): Promise<void> {
  if (lines.length === 0) return;
  const flat = lines.map(({ clock: { dueAt, bell }, ...rest }) => ({
    ...{ ...rest, dueAt, bell: bell?.kind ?? null, bellAt: bell?.at ?? null },
  }));
  await tx.$executeRawUnsafe(SAVE, workspaceId, asLines(flat));
}

/** Others have it before them from now on, and no more time. */
export async function saveAsked(tx: Db, id: string, asked: string[]): Promise<void> {
  await tx.$executeRawUnsafe(SAVE_ASKED, id, asked);
}

/** They are to approve themselves, as soon as somebody looks. */
export async function wakeToApprove(
  tx: Db,
  workspaceId: string,
  ids: string[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(WAKE, workspaceId, ids, at);
}

export async function saveVote(
  tx: Db,
  workspaceId: string,
  proposalId: string,
  { seats, by, onBehalfOf, reason, at }: Vote,
): Promise<void> {
  const behalf = onBehalfOf ? JSON.stringify(onBehalfOf) : null;
  const who = [JSON.stringify(by), behalf];
  await tx.$executeRawUnsafe(VOTE, workspaceId, proposalId, seats, ...who, reason, at);
}

export const vote = z.object({
  seats: z.array(z.number()),
  by: z.object({ id: z.string(), name: z.string(), slackUserId: maybe(z.string()) }),
  onBehalfOf: maybe(z.object({ id: z.string(), name: z.string(), slackUserId: maybe(z.string()) })),
  reason: z.string(),
  at: time,
});

const coursed = z.object({ id: z.string(), course, votes: z.array(vote) });

/** How far these questions are, those that were put to somebody. */
export async function readCourses(
  db: Db,
  workspaceId: string,
  ids: string[],
): Promise<{ id: string; course: Course; votes: Vote[] }[]> {
  if (ids.length === 0) return [];
  const found = (await rows(db, READ_COURSES, workspaceId, ids)).map((one) => coursed.parse(one));
  return found.map(({ votes, ...of }) => ({ ...of, votes: votesOf(of.course, votes) }));
}

/** What was said to a question that was put otherwise counts no more. */
export function votesOf({ since }: Course, votes: Vote[]): Vote[] {
  return votes.filter(({ at }) => at >= since);
}
