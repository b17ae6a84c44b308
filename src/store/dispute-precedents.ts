import { z } from 'zod';
import { claim, type Precedent, type Withdrawn } from '../domain/dispute-claim.ts';
import { type Db, rows } from './database.ts';
import { ENDED } from './disputes.ts';
import { time } from './json.ts';

/** As each stood when its last verdict was given, as far as that was about its own account and their filers were still in it. Served by disputes_family_id_idx. */
const READ_PRECEDENTS = `
  SELECT d.id AS "disputeId", d.state->>'barredUntil' AS "barredUntil", d.state->'grounds' AS grounds,
    (SELECT json_agg(e.body->'claim') FROM dispute_events e
      WHERE e.dispute_id = d.id AND e.kind IN ('filed', 'joined') AND e.seq < v.seq
        AND NOT e.body->'claim' ? 'account'
        AND NOT EXISTS (SELECT 1 FROM dispute_events l WHERE l.dispute_id = d.id AND l.kind = 'left'
          AND l.body->'by'->>'id' = e.body->'by'->>'id' AND l.seq > e.seq AND l.seq < v.seq)) AS claims,
    (SELECT jsonb_path_query_array(e.body, '$.parties[*].id') FROM dispute_events e
      WHERE e.dispute_id = d.id AND e.body ? 'parties' AND e.seq < v.seq ORDER BY e.seq DESC LIMIT 1) AS sides
  FROM disputes d CROSS JOIN LATERAL (
      SELECT max(e.seq) AS seq FROM dispute_events e WHERE e.dispute_id = d.id AND e.kind = 'decided') v
  WHERE d.workspace_id = $1 AND d.family_id = $2::uuid AND d.status = 'closed'`;
const precedent = z.object({
  disputeId: z.string(),
  barredUntil: time,
  grounds: z.record(z.string(), z.string()),
  claims: z
    .array(claim)
    .nullable()
    .transform((some) => some ?? []),
  sides: z.array(z.string()),
});

/** Earlier cases of a family that had a verdict. */
export async function readPrecedents(
  db: Db,
  workspaceId: string,
  familyId: string,
): Promise<Precedent[]> {
  const found = await rows(db, READ_PRECEDENTS, workspaceId, familyId);
  return found.map((one) => precedent.parse(one));
}

/** Served by disputes_family_id_idx. */
const READ_WITHDRAWN = `
  SELECT claim, moved_at AS at FROM disputes
  WHERE workspace_id = $1 AND family_id = $2::uuid AND raised_by_id = $3::uuid AND status = 'withdrawn'`;
const withdrawn = z.object({ claim, at: time });

/** What somebody has claimed of a family before, and let be. */
export async function readWithdrawn(
  db: Db,
  workspaceId: string,
  familyId: string,
  repId: string,
): Promise<Withdrawn[]> {
  const found = await rows(db, READ_WITHDRAWN, workspaceId, familyId, repId);
  return found.map((one) => withdrawn.parse(one));
}

/** Served by the index on account and status. */
const READ_HELD_UP = `
  SELECT coalesce(sum(extract(epoch FROM o.moved_at - o.raised_at)) * 1000, 0)::float8 AS "heldUp"
  FROM disputes d JOIN disputes o ON o.workspace_id = $1 AND o.account_id = d.account_id AND o.id <> d.id
    AND o.status IN ${ENDED} AND o.raised_at >= (
      SELECT max(e.at) FROM dispute_events e WHERE e.dispute_id = d.id AND e.kind = 'closed')
  WHERE d.workspace_id = $1 AND d.id = $2::uuid`;

/** For how many milliseconds other cases on its account were open since a case was closed. */
export async function readHeldUp(db: Db, workspaceId: string, id: string): Promise<number> {
  const [found] = await rows<{ heldUp: number }>(db, READ_HELD_UP, workspaceId, id);
  return found?.heldUp ?? 0;
}
