import { linksOf } from './links.ts';
import type { Portal } from './portal.ts';
import { kindIn } from './portal.ts';
import { isoTime, type Kind, modifiedProperty, objectTypes, type Version } from './record.ts';
import { pastOf, type Sighting } from './shelf.ts';

/** What a reader asked to see of a record. */
export type Wish = { properties: string[]; history: string[]; associations: string[] };

const usual: Record<Kind, string[]> = {
  companies: ['name', 'domain'],
  contacts: ['firstname', 'lastname', 'email'],
  deals: ['dealname', 'dealstage', 'pipeline', 'amount', 'closedate'],
};

export function showObject(portal: Portal, kind: Kind, record: Sighting, wish: Wish): object {
  return {
    id: record.id,
    properties: shownProperties(portal, kind, record, wish),
    ...(wish.history.length > 0
      ? { propertiesWithHistory: shownHistory(record, wish.history) }
      : {}),
    createdAt: isoTime(record.createdAt),
    updatedAt: isoTime(record.modifiedAt),
    archived: record.archivedAt !== null,
    ...(record.archivedAt === null ? {} : { archivedAt: isoTime(record.archivedAt) }),
    ...shownAssociations(portal, kind, record, wish.associations),
  };
}

/** A known property without a value is null; an unknown one is left out, without an error. */
function shownProperties(
  portal: Portal,
  kind: Kind,
  record: Sighting,
  wish: Wish,
): Record<string, string | null> {
  const asked = wish.properties.length > 0 ? wish.properties : usual[kind];
  const known = portal.catalogue[kind].properties;
  const shown: Record<string, string | null> = {};
  for (const name of asked)
    if (known.get(name)?.archived === false) shown[name] = record.properties[name] ?? null;
  for (const name of ['createdate', modifiedProperty(kind), 'hs_object_id']) {
    shown[name] = record.properties[name] ?? null;
  }
  return shown;
}

function shownHistory(record: Sighting, names: string[]): Record<string, object[]> {
  return Object.fromEntries(names.map((name) => [name, pastOf(record, name).map(showVersion)]));
}

function showVersion({ value, at, ...author }: Version): object {
  return { value, timestamp: isoTime(at), ...author };
}

function shownAssociations(
  portal: Portal,
  kind: Kind,
  record: Sighting,
  wanted: string[],
): { associations?: Record<string, object> } {
  const lists = wanted.flatMap((name) => {
    const to = kindIn(name);
    const type = `${objectTypes[kind].singular}_to_${objectTypes[to].singular}`;
    const results = linksOf(portal, kind, record.id, to).map(({ id }) => ({ id, type }));
    return results.length > 0 ? [[to, { results }] as const] : [];
  });
  return lists.length > 0 ? { associations: Object.fromEntries(lists) } : {};
}
