import { z } from 'zod';
import { claim, type Precedent, type Withdrawn } from '../domain/dispute-claim.ts';
import { type Db, rows } from './database.ts';
import { time } from './json.ts';

/** As each stood when its last verdict was given, as far as that was about its own account. Served by disputes_family_id_idx. */
const READ_PRECEDENTS = `
  SELECT d.id AS "disputeId", d.state->>'barredUntil' AS "barredUntil", d.state->'grounds' AS grounds,
    (SELECT json_agg(e.body->'claim') FROM dispute_events e
      WHERE e.dispute_id = d.id AND e.kind IN ('filed', 'joined') AND e.seq < v.seq
        AND NOT e.body->'claim' ? 'account') AS claims,
    (SELECT jsonb_path_query_array(e.body, '$.parties[*].id') FROM dispute_events e
      WHERE e.dispute_id = d.id AND e.body ? 'parties' AND e.seq < v.seq ORDER BY e.seq DESC LIMIT 1) AS sides
  FROM disputes d CROSS JOIN LATERAL (
      SELECT max(e.seq) AS seq FROM dispute_events e WHERE e.dispute_id = d.id AND e.kind = 'decided') v
  WHERE d.workspace_id = $1 AND d.family_id = $2::uuid AND d.status = 'closed'`;
const precedent = z.object({
  disputeId: z.string(),
  barredUntil: time,
  grounds: z.record(z.string(), z.string()),
  claims: z.array(claim),
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
