import { z } from 'zod';
import { attributeTypes } from '../domain/rules/attribute.ts';
import type { SheetColumn, SheetKind } from '../domain/sheet/column.ts';
import { keysOf, referenceOf, type SheetRow } from '../domain/sheet/row.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { maybe } from './json.ts';
import { type Author, NOW, STEP } from './sheet-owners.ts';

const AT_ONCE = 1000;
/** Of two who change one sheet the second waits, and sees what the first has made of it. */
const LOCK = `
  INSERT INTO sheets AS s (workspace_id, kind, columns) VALUES ($1, $2, '[]')
  ON CONFLICT (workspace_id, kind) DO UPDATE SET columns = s.columns RETURNING columns`;
const SAVE_COLUMNS = 'UPDATE sheets SET columns = $3::jsonb WHERE workspace_id = $1 AND kind = $2';
const LOCK_ROWS = `
  SELECT id, cells, owner, told_owner AS "toldOwner" FROM sheet_rows
  WHERE workspace_id = $1 AND kind = $2 ORDER BY id FOR UPDATE`;
const SAVE_ROWS = `
  INSERT INTO sheet_rows AS r
    (workspace_id, kind, id, cells, owner, told_owner, keys, refers_to, changed_at, owner_history)
  SELECT $1, $3, id, cells, owner, "toldOwner", keys, "refersTo", $4,
    CASE WHEN owner IS NULL THEN '[]' ELSE ${STEP('owner', '$4::timestamptz', '$5')} END
  FROM jsonb_to_recordset(${LINES}) AS g (
    id text, cells jsonb, owner text, "toldOwner" text, keys text[], "refersTo" text)
  ON CONFLICT (workspace_id, kind, id) DO UPDATE SET
    cells = excluded.cells, owner = excluded.owner, told_owner = excluded.told_owner,
    keys = excluded.keys, refers_to = excluded.refers_to,
    owner_history = CASE WHEN r.owner IS NOT DISTINCT FROM excluded.owner THEN r.owner_history
      ELSE r.owner_history || ${STEP('excluded.owner', NOW('$4::timestamptz'), '$5')} END,
    changed_at = CASE WHEN (r.cells, r.owner) IS NOT DISTINCT FROM (excluded.cells, excluded.owner) THEN r.changed_at
      ELSE ${NOW('$4::timestamptz')} END`;
const REMOVE_ROWS = 'DELETE FROM sheet_rows WHERE workspace_id = $1 AND kind = $2 AND id = ANY($3)';
const TOUCH_REFERRING = `
  UPDATE sheet_rows r SET changed_at = ${NOW('$3')}
  WHERE r.workspace_id = $1 AND r.refers_to = ANY($2) AND r.changed_at < $3`;
/** Whoever owns something is an owner, whether or not anybody listed them. */
const ADD_OWNERS = `
  INSERT INTO sheet_rows (workspace_id, kind, id, cells, keys, changed_at)
  SELECT $1, 'owner', email, jsonb_build_object('email', email), '{}', $3 FROM unnest($2::text[]) AS email
  ON CONFLICT DO NOTHING`;

export const columnsIn = z.array(
  z.object({ name: z.string(), label: z.string(), type: z.enum(attributeTypes) }),
);
const text = maybe(z.string());
export const rowIn = z.object({
  ...{ id: z.string(), cells: z.record(z.string(), z.string()), owner: text, toldOwner: text },
});

export async function lockColumns(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
): Promise<SheetColumn[]> {
  const [found] = await rows<{ columns: unknown }>(tx, LOCK, workspaceId, kind);
  return columnsIn.parse(found?.columns);
}

export async function saveColumns(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
  columns: SheetColumn[],
): Promise<void> {
  await tx.$executeRawUnsafe(SAVE_COLUMNS, workspaceId, kind, JSON.stringify(columns));
}

/** All rows, which nobody else can change meanwhile. */
export async function lockRows(tx: Db, workspaceId: string, kind: SheetKind): Promise<SheetRow[]> {
  return z.array(rowIn).parse(await rows(tx, LOCK_ROWS, workspaceId, kind));
}

type Hand = { at: Date; by: Author };

/** New rows, and those that a file says something else of. */
export async function saveRows(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
  changed: SheetRow[],
  { at, by }: Hand,
): Promise<void> {
  for (let from = 0; from < changed.length; from += AT_ONCE) {
    const lines = changed.slice(from, from + AT_ONCE).map((one) => ({
      ...{ ...one, keys: keysOf(kind, one), refersTo: referenceOf(one.cells) },
    }));
    const author = JSON.stringify(by);
    await tx.$executeRawUnsafe(SAVE_ROWS, workspaceId, asLines(lines), kind, at, author);
  }
}

export async function removeRows(
  tx: Db,
  workspaceId: string,
  kind: SheetKind,
  ids: string[],
): Promise<void> {
  await tx.$executeRawUnsafe(REMOVE_ROWS, workspaceId, kind, ids);
}

/** What names an account by one of these is another record since that account came, went or was renamed. */
export async function touchReferring(
  tx: Db,
  workspaceId: string,
  keys: string[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(TOUCH_REFERRING, workspaceId, keys, at);
}

export async function addOwners(
  tx: Db,
  workspaceId: string,
  emails: string[],
  at: Date,
): Promise<void> {
  await tx.$executeRawUnsafe(ADD_OWNERS, workspaceId, emails, at);
}
