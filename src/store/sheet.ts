import { z } from 'zod';
import type { SheetColumn, SheetKind } from '../domain/sheet/column.ts';
import type { CrmTouch, OwnerWrite } from '../ports.ts';
import { type Database, type Db, inTransaction, rows } from './database.ts';
import { maybe, time } from './json.ts';
import { type CellWrite, type WrittenRow, writeRowCells } from './sheet-cells.ts';
import { type Author, authorIn, type OwnerStand, writeRowOwners } from './sheet-owners.ts';
import { columnsIn, lockColumns, rowIn, saveColumns } from './sheet-rows.ts';

const PAGE = 500;
/**
 * Some rows, each with the account that it names where just one is called so. All accounts are looked through once for all
 * of them: of a sheet that was imported a moment ago the planner knows nothing yet, and would do so for each.
 */
const named = (which: string) => `
  WITH seen AS MATERIALIZED (SELECT * FROM sheet_rows WHERE workspace_id = $1 AND kind = $2 AND ${which}),
  called AS MATERIALIZED (
    SELECT key, min(a.id) AS id FROM sheet_rows a CROSS JOIN LATERAL unnest(a.keys) AS key
    WHERE a.workspace_id = $1 AND a.kind = 'account'
      AND key IN (SELECT refers_to FROM seen)
    GROUP BY key HAVING count(*) = 1)
  SELECT seen.id, seen.cells, seen.owner, seen.told_owner AS "toldOwner", seen.owner_history AS "ownerHistory",
    seen.changed_at AS "changedAt", CASE WHEN seen.kind <> 'account' OR called.id <> seen.id THEN called.id END AS "accountId"
  FROM seen LEFT JOIN called ON called.key = seen.refers_to ORDER BY seen.id`;
const PAGE_OF = named(`id > $3 ORDER BY id LIMIT ${PAGE}`);
const SOME = named('id = ANY($3)');
const TOUCHED = `
  SELECT id, changed_at AS at FROM sheet_rows
  WHERE workspace_id = $1 AND kind = $2 AND (changed_at, id) > ($3, $4) ORDER BY changed_at, id LIMIT ${PAGE}`;
const COLUMNS = 'SELECT columns FROM sheets WHERE workspace_id = $1 AND kind = $2';

const seenRow = rowIn.extend({
  accountId: maybe(z.string()),
  ownerHistory: z.array(z.object({ ownerId: z.string().optional(), at: time, by: authorIn })),
  changedAt: time,
});
/** A row with the account that it names, and the owners that it had. */
type SeenRow = z.infer<typeof seenRow>;

/** The sheets of a workspace, for an adapter that knows no database. */
export function openSheet(database: Database, workspaceId: string) {
  const { prisma } = database;
  return {
    columns: (kind: SheetKind) => readColumns(prisma, workspaceId, kind),
    addColumns: (kind: SheetKind, wanted: SheetColumn[]) =>
      inTransaction(database, (tx) => addColumns(tx, workspaceId, kind, wanted)),
    page: (kind: SheetKind, after: string) => readPage(prisma, workspaceId, kind, after),
    some: (kind: SheetKind, ids: string[]) => readSome(prisma, workspaceId, kind, ids),
    /** Those touched after another, oldest first. */
    touched: (kind: SheetKind, { at, id }: CrmTouch) =>
      rows<CrmTouch>(prisma, TOUCHED, workspaceId, kind, at, id),
    writeOwners: (
      writes: OwnerWrite[],
      hand: { at: Date; by: Author },
    ): Promise<Map<string, OwnerStand>> =>
      inTransaction(database, (tx) => writeRowOwners(tx, workspaceId, writes, hand)),
    writeCells: (writes: CellWrite[], at: Date): Promise<WrittenRow[]> =>
      inTransaction(database, (tx) => writeRowCells(tx, workspaceId, writes, at)),
  };
}

/** In the order of their ids, those after one. */
export async function readPage(
  db: Db,
  workspaceId: string,
  kind: SheetKind,
  after: string,
): Promise<SeenRow[]> {
  return z.array(seenRow).parse(await rows(db, PAGE_OF, workspaceId, kind, after));
}

async function readSome(
  db: Db,
  workspaceId: string,
  kind: SheetKind,
  ids: string[],
): Promise<SeenRow[]> {
  return z.array(seenRow).parse(await rows(db, SOME, workspaceId, kind, ids));
}

export async function readColumns(
  db: Db,
  workspaceId: string,
  kind: SheetKind,
): Promise<SheetColumn[]> {
  const [found] = await rows<{ columns: unknown }>(db, COLUMNS, workspaceId, kind);
  return columnsIn.parse(found?.columns ?? []);
}

async function addColumns(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
  wanted: SheetColumn[],
): Promise<void> {
  const present = await lockColumns(tx, workspaceId, kind);
  const names = new Set(present.map(({ name }) => name));
  const fresh = wanted.filter(({ name }) => !names.has(name));
  if (fresh.length > 0) await saveColumns(tx, workspaceId, kind, [...present, ...fresh]);
}
