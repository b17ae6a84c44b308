import { z } from 'zod';
import type { SheetColumn, SheetKind } from '../domain/sheet/column.ts';
import type { CrmTouch, OwnerWrite } from '../ports.ts';
import { type Database, type Db, inTransaction, rows } from './database.ts';
import { maybe, time } from './json.ts';
import { type Author, authorIn, type OwnerStand, writeRowOwners } from './sheet-owners.ts';
import { columnsIn, lockColumns, rowIn, saveColumns } from './sheet-rows.ts';

const PAGE = 500;
/** The account that a row names, where there is just one that is called so. */
const ROW = `
  r.id, r.cells, r.owner, r.told_owner AS "toldOwner", r.owner_history AS "ownerHistory", r.changed_at AS "changedAt",
  (SELECT CASE WHEN count(*) = 1 THEN min(a.id) END FROM sheet_rows a
   WHERE a.workspace_id = r.workspace_id AND a.kind = 'account' AND a.keys @> ARRAY[r.refers_to]
     AND (r.kind <> 'account' OR a.id <> r.id)) AS "accountId"`;
const PAGE_OF = `
  SELECT ${ROW} FROM sheet_rows r WHERE r.workspace_id = $1 AND r.kind = $2 AND r.id > $3 ORDER BY r.id LIMIT ${PAGE}`;
const SOME = `SELECT ${ROW} FROM sheet_rows r WHERE r.workspace_id = $1 AND r.kind = $2 AND r.id = ANY($3)`;
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
