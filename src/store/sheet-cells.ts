import { z } from 'zod';
import { asLines, type Db, LINES, rows } from './database.ts';
import { time } from './json.ts';
import { NOW } from './sheet-owners.ts';

/** Whoever changes a row at the same moment is waited for, and each cell is compared with what they made of it. */
const WRITE = `
  WITH g AS (SELECT * FROM jsonb_to_recordset(${LINES}) AS g (id text, "column" text, expected text, wanted text))
  UPDATE sheet_rows r SET changed_at = ${NOW('$3::timestamptz')},
    cells = r.cells || (SELECT jsonb_object_agg("column", wanted) FROM g
      WHERE g.id = r.id AND coalesce(r.cells->>g."column", '') = g.expected)
  WHERE r.workspace_id = $1 AND r.kind = 'account' AND EXISTS (
    SELECT FROM g WHERE g.id = r.id AND coalesce(r.cells->>g."column", '') = g.expected)
  RETURNING r.id, r.cells, r.changed_at AS at`;

/** A cell of an account's row, as it is written in the file. */
export type CellWrite = { id: string; column: string; expected: string; wanted: string };

const writtenRow = z.object({
  ...{ id: z.string(), cells: z.record(z.string(), z.string()), at: time },
});
export type WrittenRow = z.infer<typeof writtenRow>;

/** The rows of which a cell still said what was expected, as they are now. */
export async function writeRowCells(
  tx: Db,
  workspaceId: string,
  writes: readonly CellWrite[],
  at: Date,
): Promise<WrittenRow[]> {
  const found = await rows(tx, WRITE, workspaceId, asLines(writes), at);
  return z.array(writtenRow).parse(found);
}
