import type { Field } from '../domain/field.ts';
import type { OwnAttribute } from '../domain/rules/attribute.ts';
import type { Db } from '../store/database.ts';
import { readFields } from '../store/fields.ts';

/** The attributes of a workspace's own: rules may ask for them as for any other. */
export async function ownAttributes(db: Db, workspaceId: string): Promise<OwnAttribute[]> {
  const fields = await readFields(db, workspaceId);
  const types = new Map(fields.map(({ attribute, type }) => [attribute, type]));
  return [...types].map(([key, type]) => ({ key, type }));
}

/** Those whose property is still what it was: no other is read, so that one is not known and the rest goes on. */
export async function soundFields(db: Db, workspaceId: string): Promise<Field[]> {
  return (await readFields(db, workspaceId)).filter(({ state }) => state.kind === 'sound');
}
