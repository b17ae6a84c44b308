import { z } from 'zod';
import { flag } from '../domain/flag.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Person } from '../domain/roster.ts';
import { fold } from '../domain/rules/fold.ts';
import { type Db, plannedRows, rows } from './database.ts';
import { maybe, person } from './json.ts';
import { HAS_LEFT } from './leaving.ts';

/** Served by the indexes of pending proposals, one a subject. */
const READ_WAITING = `
  SELECT p.id, p.flags, p.present_owner_id AS "presentOwnerId", d.rule, r.number AS "ruleSet",
    d.trail->>'sentence' AS sentence
  FROM proposals p JOIN decisions d ON d.id = p.decision_id JOIN rule_sets r ON r.id = d.rule_set_id
  WHERE p.workspace_id = $1 AND p.status = 'pending' AND (p.account_id = $2::uuid OR p.lead_id = $2::uuid)`;
const READ_MEMBERS = `
  SELECT r.id, r.name, r.slack_user_id AS "slackUserId"
  FROM pools p JOIN pool_members m ON m.pool_id = p.id AND m.left_at IS NULL JOIN reps r ON r.id = m.rep_id
  WHERE p.workspace_id = $1 AND p.key = $2 AND p.retired_at IS NULL AND NOT ${HAS_LEFT('r', '$3')}
  ORDER BY m.position, r.id`;

const waiting = z.object({
  id: z.string(),
  flags: z.array(flag).catch([]),
  presentOwnerId: maybe(z.string()),
  rule: maybe(z.string()),
  ruleSet: z.number(),
  sentence: maybe(z.string()),
});

/** The decision about an account or a lead that waits, with the rule that led to it. */
export async function readWaiting(
  db: Db,
  workspaceId: string,
  { id }: Subject,
): Promise<z.infer<typeof waiting> | undefined> {
  const [row] = await plannedRows(db, READ_WAITING, workspaceId, id);
  return row === undefined ? undefined : waiting.parse(row);
}

/** Who is in the pool of that name now. */
export async function readPoolMembers(
  db: Db,
  workspaceId: string,
  pool: string,
  at: Date,
): Promise<Person[]> {
  const found = await rows(db, READ_MEMBERS, workspaceId, fold(pool), at);
  return found.map((row) => person.parse(row));
}
