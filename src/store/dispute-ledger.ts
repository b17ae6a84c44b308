import { z } from 'zod';
import { appealedCaseOf } from '../domain/dispute-appeals.ts';
import type { LedgerFigures, LedgerLine } from '../domain/dispute-case.ts';
import { claim } from '../domain/dispute-claim.ts';
import { disputeDecision, disputeEvent } from '../domain/dispute-event.ts';
import { disputeStatuses } from '../domain/dispute-state.ts';
import { type Db, rows } from './database.ts';
import { maybe, person, time } from './json.ts';

const LINES = `
  SELECT d.id, d.number, d.status, d.claim, d.state->'decision' AS decision, d.due_at AS "dueAt", d.raised_at AS "raisedAt",
    d.moved_at AS "movedAt", json_build_object('id', a.id, 'name', a.name) AS account,
    json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS by
  FROM disputes d JOIN accounts a ON a.id = d.account_id JOIN reps r ON r.id = d.raised_by_id
  WHERE d.workspace_id = $1`;
/** Those that are open first. Served by the index on workspace and time. */
const READ_PAGE = `${LINES}
  ORDER BY d.status IN ('closed', 'withdrawn', 'merged', 'data-fix'), d.moved_at DESC, d.number DESC LIMIT $2 OFFSET $3`;
/** Of somebody who is a side, or sits on the rung where it stands or stands in for whoever does. */
const READ_OWN = `${LINES} AND d.status NOT IN ('closed', 'withdrawn', 'merged', 'data-fix')
    AND (EXISTS (SELECT FROM dispute_parties p WHERE p.dispute_id = d.id AND p.rep_id = $2::uuid)
      OR d.state->'seats' @> jsonb_build_array(jsonb_build_object('id', $2::text))
      OR EXISTS (SELECT FROM absences x WHERE x.backup_id = $2::uuid AND x."from" <= $4 AND x.until > $4
        AND d.state->'seats' @> jsonb_build_array(jsonb_build_object('id', x.rep_id::text))))
  ORDER BY d.due_at NULLS LAST, d.number LIMIT $3`;
const COUNT = `
  SELECT count(*)::int AS total, count(*) FILTER (WHERE status NOT IN ('closed', 'withdrawn', 'merged', 'data-fix'))::int AS open
  FROM disputes WHERE workspace_id = $1`;
/** Those with the most cases. */
const MOST = (counted: string) => `
    (SELECT coalesce(json_agg(json_build_object('name', name, 'cases', cases) ORDER BY cases DESC, name), '[]')
      FROM (${counted} ORDER BY 2 DESC, 1 LIMIT 5) m)`;
/** A rung lasts from the event that reached it to the next event that leaves it; one that was only passed has no clock. */
const FIGURES = `
  WITH ends AS (
    SELECT d.id, d.state->'decision'->'ruling'->'outcome'->>'kind' AS outcome FROM disputes d
    WHERE d.workspace_id = $1 AND d.status = 'closed'),
  appealed AS (
    SELECT DISTINCT e.dispute_id AS id FROM dispute_events e JOIN ends ON ends.id = e.dispute_id WHERE e.kind = 'appealed'),
  spells AS (
    SELECT e.body->>'rung' AS rung, extract(epoch FROM (
      (SELECT n.at FROM dispute_events n WHERE n.dispute_id = e.dispute_id AND n.seq > e.seq
        AND n.kind IN ('reached', 'decided', 'withdrawn', 'merged', 'appeal-dropped', 'appeal-lapsed')
      ORDER BY n.seq LIMIT 1) - e.at)) / 3600 AS hours
    FROM dispute_events e JOIN disputes d ON d.id = e.dispute_id
    WHERE d.workspace_id = $1 AND e.kind = 'reached' AND e.body->'clock'->'dueAt' <> e.body->'clock'->'since')
  SELECT (SELECT count(*)::int FROM ends) AS closed,
    (SELECT count(*)::int FROM ends WHERE outcome <> 'keep' AND id NOT IN (SELECT id FROM appealed)) AS upheld,
    (SELECT coalesce(json_agg(a.events), '[]') FROM (
      SELECT json_agg(e.body ORDER BY e.seq) AS events FROM dispute_events e JOIN appealed ON appealed.id = e.dispute_id
      WHERE e.kind IN ('filed', 'decided', 'appealed') GROUP BY e.dispute_id) a) AS appeals,
    (SELECT coalesce(json_agg(json_build_object('rung', rung, 'hours', hours)), '[]') FROM (
      SELECT rung, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY hours)::numeric, 1)::float8 AS hours
      FROM spells WHERE hours IS NOT NULL GROUP BY rung) m) AS hours,
    ${MOST(`SELECT e.body->>'rule' AS name, count(*)::int AS cases FROM dispute_events e JOIN disputes d ON d.id = e.dispute_id
      WHERE d.workspace_id = $1 AND e.kind = 'triaged' AND e.body->>'rule' IS NOT NULL GROUP BY 1`)} AS "byRule",
    ${MOST(`SELECT t.name, count(*)::int AS cases FROM disputes d JOIN accounts a ON a.id = d.account_id
        JOIN territories t ON t.id = a.territory_id WHERE d.workspace_id = $1 GROUP BY t.name`)} AS "byTerritory",
    ${MOST(`SELECT r.name, count(*)::int AS cases FROM dispute_parties p JOIN reps r ON r.id = p.rep_id
      WHERE p.workspace_id = $1 AND p.is_filer GROUP BY r.name HAVING count(*) > 1`)} AS repeaters`;

const line = z.object({
  id: z.string(),
  number: z.number(),
  status: z.enum(disputeStatuses),
  claim,
  decision: maybe(disputeDecision),
  dueAt: maybe(time),
  raisedAt: time,
  movedAt: time,
  account: z.object({ id: z.string(), name: z.string() }),
  by: person,
});
const counted = z.array(z.object({ name: z.string(), cases: z.number() }));
const figures = z.object({
  ...{ closed: z.number(), upheld: z.number(), appeals: z.array(z.array(disputeEvent)) },
  hours: z.array(
    z.object({ rung: z.enum(['peers', 'manager', 'senior', 'ops']), hours: z.number() }),
  ),
  ...{ byRule: counted, byTerritory: counted, repeaters: counted },
});

export async function readLedgerPage(
  db: Db,
  workspaceId: string,
  { from, most }: { from: number; most: number },
): Promise<{ lines: LedgerLine[]; total: number; open: number }> {
  const [counted] = await rows<{ total: number; open: number }>(db, COUNT, workspaceId);
  const found = await rows(db, READ_PAGE, workspaceId, most, from);
  return { lines: found.map(lineOf), total: counted?.total ?? 0, open: counted?.open ?? 0 };
}

function lineOf(found: unknown): LedgerLine {
  const { claim: said, dueAt, decision, ...rest } = line.parse(found);
  return {
    ...{ ...rest, claim: said.kind },
    ...(dueAt && { dueAt }),
    ...(decision && { decision }),
  };
}

/** Open cases that concern somebody, those that are due first. */
export async function readOwnDisputes(
  db: Db,
  workspaceId: string,
  repId: string,
  { most, at }: { most: number; at: Date },
): Promise<LedgerLine[]> {
  return (await rows(db, READ_OWN, workspaceId, repId, most, at)).map(lineOf);
}

/** How cases go in a workspace. */
export async function readLedgerFigures(db: Db, workspaceId: string): Promise<LedgerFigures> {
  const [found] = await rows(db, FIGURES, workspaceId);
  const { upheld, appeals, ...rest } = figures.parse(found);
  const appealed = appeals.map(appealedCaseOf);
  return {
    ...rest,
    upheld: upheld + appealed.filter(({ isUpheld }) => isUpheld).length,
    appealed: appealed.length,
    overturned: appealed.filter(({ isOverturned }) => isOverturned).length,
  };
}
