import type { Field } from '../domain/field.ts';
import type { OwnAttribute } from '../domain/rules/attribute.ts';
import type { Db } from '../store/database.ts';
import { readFields } from '../store/fields.ts';

/** The attributes of a workspace's own: rules may ask for them as for any other. */
export async function ownAttributes(db: Db, workspaceId: string): Promise<OwnAttribute[]> {
  const fields = await readFields(db, workspaceId);
  return [...Map.groupBy(fields, ({ attribute }) => attribute)].flatMap(([key, same]) => {
    const options = same.flatMap((one) => one.options ?? []);
    const last = same.at(-1);
    return last ? [{ key, type: last.type, ...(options.length > 0 && { options }) }] : [];
  });
}

/** Those whose property is still what it was: no other is read, so that one is not known and the rest goes on. */
export async function soundFields(db: Db, workspaceId: string): Promise<Field[]> {
  return (await readFields(db, workspaceId)).filter(({ state }) => state.kind === 'sound');
}
