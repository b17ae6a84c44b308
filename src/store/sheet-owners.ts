import { z } from 'zod';
import type { OwnerWrite } from '../ports.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

/** No two versions of a row have one time, whatever the clocks of those who write it say. */
export const NOW = (at: string) => `greatest(${at}, r.changed_at + interval '1 millisecond')`;
export const STEP = (owner: string, at: string, by: string) =>
  `jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('ownerId', ${owner}, 'at', ${at}, 'by', ${by}::jsonb)))`;
const GIVEN = `
  jsonb_to_recordset(${LINES}) AS g (trace text, kind text, id text, expected text, wanted text, beside jsonb)`;
const IS_KNOWN = `
  (g.wanted IS NULL OR EXISTS (
    SELECT FROM sheet_rows o WHERE o.workspace_id = $1 AND o.kind = 'owner' AND o.id = g.wanted))`;
/** Whoever changes a row at the same moment is waited for, and the owner is compared with what they made of it. */
const WRITE = `
  UPDATE sheet_rows r SET owner = g.wanted, changed_at = ${NOW('$3::timestamptz')},
    owner_history = r.owner_history || ${STEP('g.wanted', NOW('$3::timestamptz'), '$4')},
    cells = (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(r.cells || g.beside)
      WHERE value <> '""')
  FROM ${GIVEN}
  WHERE r.workspace_id = $1 AND r.kind = g.kind AND r.id = g.id AND r.owner IS NOT DISTINCT FROM g.expected
    AND r.owner IS DISTINCT FROM g.wanted AND ${IS_KNOWN}
  RETURNING g.trace, 'written' AS kind, r.owner AS present, r.changed_at AS at`;
const LOOK = `
  SELECT g.trace, r.owner AS present, r.changed_at AS at,
    CASE WHEN r.id IS NULL THEN 'gone' WHEN r.owner IS NOT DISTINCT FROM g.wanted THEN 'already'
      WHEN r.owner IS NOT DISTINCT FROM g.expected AND NOT ${IS_KNOWN} THEN 'stranger' ELSE 'conflict' END AS kind
  FROM ${GIVEN} LEFT JOIN sheet_rows r ON r.workspace_id = $1 AND r.kind = g.kind AND r.id = g.id`;

export const authorIn = z.object({ id: z.string(), name: z.string() });
export type Author = z.infer<typeof authorIn>;

/** `stranger`: the row is as expected, but nobody among the owners has the address that is wanted. */
export type OwnerStand =
  | { kind: 'written' | 'already'; at: Date }
  | { kind: 'conflict'; present: string | null }
  | { kind: 'gone' | 'stranger' };

/** Where the expected owner stands, and only there. What stands now, by the traces. */
export async function writeRowOwners(
  tx: Db,
  workspaceId: string,
  writes: OwnerWrite[],
  { at, by }: { at: Date; by: Author },
): Promise<Map<string, OwnerStand>> {
  type Answer = OwnerStand & { trace: string };
  const lines = writes.map(({ beside = {}, ...write }) => ({ ...write, beside }));
  const author = JSON.stringify(by);
  const written = await rows<Answer>(tx, WRITE, workspaceId, asLines(lines), at, author);
  const traces = new Set(written.map(({ trace }) => trace));
  const others = lines.filter(({ trace }) => !traces.has(trace));
  const looked = await rows<Answer>(tx, LOOK, workspaceId, asLines(others));
  return new Map([...written, ...looked].map(({ trace, ...stand }) => [trace, stand]));
}
