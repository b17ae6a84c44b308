import { z } from 'zod';
import { type Field, type FieldState, field } from '../domain/field.ts';
import { attributeTypes } from '../domain/rules/attribute.ts';
import { options } from '../domain/rules/rule-set.ts';
import { type Db, rows } from './database.ts';
import { time } from './json.ts';

/** All are served by the key. */
const READ = `
  SELECT record, attribute, property, type, state, options, checked_at AS "checkedAt" FROM fields
  WHERE workspace_id = $1 ORDER BY record, attribute`;
const SAVE = `
  INSERT INTO fields (workspace_id, record, attribute, property, type, checked_at, options)
  VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb)
  ON CONFLICT (workspace_id, record, attribute) DO UPDATE SET property = excluded.property,
    type = excluded.type, options = excluded.options, checked_at = excluded.checked_at, state = '{"kind": "sound"}'`;
const MARK = `
  UPDATE fields SET state = $4::jsonb, checked_at = $5, options = $6::jsonb
  WHERE workspace_id = $1 AND record = $2 AND attribute = $3`;
const DROP = 'DELETE FROM fields WHERE workspace_id = $1 AND record = $2 AND attribute = $3';
const WORKSPACES = 'SELECT DISTINCT workspace_id AS id FROM fields';

const state = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('sound') }),
  z.object({ kind: z.literal('gone') }),
  z.object({ kind: z.literal('archived') }),
  z.object({ kind: z.literal('retyped'), now: z.enum(attributeTypes) }),
]);
const row = field.extend({
  ...{ state, checkedAt: time },
  options: options.transform((all) => (all.length > 0 ? all : undefined)),
});
export type KeptField = z.infer<typeof row>;

export async function readFields(db: Db, workspaceId: string): Promise<KeptField[]> {
  return (await rows(db, READ, workspaceId)).map((found) => row.parse(found));
}

/** One property for an attribute: what was there before gives way. */
export async function saveField(db: Db, workspaceId: string, one: Field, at: Date): Promise<void> {
  const { record, attribute, property, type } = one;
  const options = JSON.stringify(one.options ?? []);
  await db.$executeRawUnsafe(SAVE, workspaceId, record, attribute, property, type, at, options);
}

export async function markField(
  db: Db,
  workspaceId: string,
  { record, attribute, options = [] }: Field,
  found: FieldState,
  at: Date,
): Promise<void> {
  const [state, choice] = [JSON.stringify(found), JSON.stringify(options)];
  await db.$executeRawUnsafe(MARK, workspaceId, record, attribute, state, at, choice);
}

export async function dropField(
  db: Db,
  workspaceId: string,
  { record, attribute }: Pick<Field, 'record' | 'attribute'>,
): Promise<boolean> {
  return (await db.$executeRawUnsafe(DROP, workspaceId, record, attribute)) > 0;
}

export async function findFieldWorkspaces(db: Db): Promise<string[]> {
  return (await rows<{ id: string }>(db, WORKSPACES)).map(({ id }) => id);
}
