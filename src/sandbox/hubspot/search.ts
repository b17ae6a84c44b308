import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Answer, Call } from './call.ts';
import { parseBody, type SearchBody, searchBody } from './object-bodies.ts';
import { showObject } from './object-view.ts';
import { kindIn, type Portal } from './portal.ts';
import { invalid } from './problem.ts';
import { type Kind, modifiedProperty, type Stamp } from './record.ts';
import { comparable, compileFilters } from './search-filter.ts';
import { createIndex, type Index } from './search-index.ts';
import { liveRecord, type Sighting } from './shelf.ts';

const mostResults = 10_000;
const stampsPerTurn = 20_000;

type Hit = { id: number; key: number | string };

export async function searchObjects(
  portal: Portal,
  call: Pick<Call, 'body'>,
  kindName: string,
): Promise<Answer> {
  const kind = kindIn(kindName);
  const body = parseBody(searchBody, call.body);
  checkSize(call, body);
  const wanted = body.after + body.limit;
  const { searchLagMs } = portal.switches;
  const asOf = searchLagMs > 0 ? portal.now() - searchLagMs : Number.POSITIVE_INFINITY;
  const index = createIndex(portal.shelves[kind], asOf);
  const { hits, total } = await collect(portal, kind, index, body, wanted);
  const wish = { properties: body.properties, history: [], associations: [] };
  const results = hits.slice(body.after, wanted).flatMap(({ id }) => {
    const record = index.record(String(id));
    return record ? [showObject(portal, kind, record, wish)] : [];
  });
  const paging = total > wanted ? { paging: { next: { after: String(wanted) } } } : {};
  return { status: 200, body: { total, results, ...paging } };
}

/** The first record, in order of id, whose property has exactly this value. */
export async function findByProperty(
  portal: Portal,
  kind: Kind,
  property: string,
  value: string,
): Promise<Sighting | undefined> {
  const known = portal.catalogue[kind].properties.get(property);
  const unique = known?.hasUniqueValue || property === 'email';
  if (!unique) throw invalid(`Property ${property} does not have unique values`);
  const shelf = portal.shelves[kind];
  for (const [id, { versions }] of shelf.edits) {
    if (versions.get(property)?.[0]?.value !== value) continue;
    const found = liveRecord(shelf, id);
    if (found) return found;
  }
  if (property !== 'email') return undefined;
  const filters = [{ propertyName: property, operator: 'EQ' as const, value }];
  const body = parseBody(searchBody, { filterGroups: [{ filters }] });
  const index = createIndex(shelf, Number.POSITIVE_INFINITY);
  const { hits } = await collect(portal, kind, index, body, 1);
  return hits[0] && liveRecord(shelf, String(hits[0].id));
}

function checkSize(call: Pick<Call, 'body'>, body: SearchBody): void {
  const filters = body.filterGroups.map((group) => group.filters.length);
  if (filters.length > 5 || filters.some((count) => count > 6)) {
    throw invalid('At most 5 filterGroups of 6 filters are allowed');
  }
  if (body.sorts.length > 1) throw invalid('Only one sort is allowed');
  if (!(body.limit >= 1 && body.limit <= 200)) throw invalid('limit must be between 1 and 200');
  if (body.after + body.limit > mostResults) {
    throw invalid(`Paging ends at ${mostResults} results: narrow the filters`);
  }
  if (JSON.stringify(call.body).length > 3000) throw invalid('The body is over 3000 characters');
}

async function collect(
  portal: Portal,
  kind: Kind,
  index: Index,
  body: SearchBody,
  wanted: number,
): Promise<{ hits: Hit[]; total: number }> {
  const filters = compileFilters(portal, kind, body);
  const keyOf = sortKey(portal, kind, index, body.sorts[0]?.property);
  const order = orderOf(body.sorts[0]?.descending ?? false);
  const hits: Hit[] = [];
  let total = 0;
  let walked = 0;
  for (const stamp of index.stamps()) {
    walked += 1;
    if (walked % stampsPerTurn === 0) await nextTurn();
    if (!filters.stampMayMatch(stamp)) continue;
    if (filters.needsRecord && !filters.matches(index.record(String(stamp.id)))) continue;
    total += 1;
    hits.push({ id: stamp.id, key: keyOf(stamp) });
    if (hits.length >= wanted + mostResults) hits.sort(order).splice(wanted);
  }
  return { hits: hits.sort(order).slice(0, wanted), total };
}

function sortKey(
  portal: Portal,
  kind: Kind,
  index: Index,
  property: string | undefined,
): (stamp: Stamp) => number | string {
  if (property === undefined || property === 'hs_object_id') return ({ id }) => id;
  if (property === modifiedProperty(kind)) return ({ modifiedAt }) => modifiedAt;
  const type = portal.catalogue[kind].properties.get(property)?.type ?? 'string';
  return ({ id }) => {
    const record = index.record(String(id));
    return comparable(type, record?.properties[property] ?? '');
  };
}

/** Equal keys stay in order of id, whichever way the keys run. */
function orderOf(descending: boolean): (one: Hit, other: Hit) => number {
  const sign = descending ? -1 : 1;
  return (one, other) => {
    if (one.key === other.key) return one.id - other.id;
    return one.key < other.key ? -sign : sign;
  };
}
