import type { Field } from '../domain/field.ts';
import type { OwnAttribute } from '../domain/rules/attribute.ts';
import type { Ranking } from '../domain/source.ts';
import type { Db } from '../store/database.ts';
import { readFields } from '../store/fields.ts';
import { readRankings } from '../store/rankings.ts';

/** The attributes of a workspace's own: rules may ask for them as for any other. */
export async function ownAttributes(db: Db, workspaceId: string): Promise<OwnAttribute[]> {
  const fields = await readFields(db, workspaceId);
  return [...Map.groupBy(fields, ({ attribute }) => attribute)].flatMap(([key, same]) => {
    const options = same.flatMap((one) => one.options ?? []);
    const last = same.at(-1);
    return last ? [{ key, type: last.type, ...(options.length > 0 && { options }) }] : [];
  });
}

/**
 * Those whose property is still what it was: no other is read, so that one is not known and the rest goes on. With the
 * properties that say beside them what an attribute is.
 */
export async function soundFields(db: Db, workspaceId: string): Promise<Field[]> {
  const mapped = (await readFields(db, workspaceId)).filter(({ state }) => state.kind === 'sound');
  const rankings = await readRankings(db, workspaceId);
  return [...mapped, ...rankings.flatMap(otherFields)];
}

function otherFields({ attribute, sources }: Ranking): Field[] {
  return sources.flatMap((one): Field[] => {
    if (one.kind !== 'property' || one.state !== 'sound') return [];
    const { property } = one;
    return [{ record: 'account', attribute, property, type: 'text', use: 'other-source' }];
  });
}
