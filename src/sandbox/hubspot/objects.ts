import type { z } from 'zod';
import { linkRecords } from './association-write.ts';
import type { Answer, Call } from './call.ts';
import { targetOf } from './links.ts';
import { createBody, mergeBody, parseBody, purgeBody, updateBody } from './object-bodies.ts';
import { showObject, type Wish } from './object-view.ts';
import { kindIn, type Portal } from './portal.ts';
import { invalid, notFound, Problem } from './problem.ts';
import { type Kind, objectTypes, type Stamp } from './record.ts';
import { findByProperty } from './search.ts';
import {
  type Author,
  archivedStamps,
  liveRecord,
  liveStamps,
  readRecord,
  type Sighting,
} from './shelf.ts';
import { createRecord, mergeRecords, purgeContact, removeRecord, updateRecord } from './write.ts';
import { checkWrite } from './write-rules.ts';

export function listObjects(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const wish = wishOf(call.query);
  const limit = limitOf(call.query, wish);
  const shelf = portal.shelves[kind];
  const after = Number(call.query.get('after') ?? 0);
  if (!Number.isFinite(after)) throw invalid(`after is no cursor: ${call.query.get('after')}`);
  const stamps = call.query.get('archived') === 'true' ? archivedStamps : liveStamps;
  const page = take(stamps(shelf, after), limit + 1);
  const records = page.slice(0, limit).flatMap(({ id }) => readRecord(shelf, String(id)) ?? []);
  const last = records.at(-1)?.id;
  const results = records.map((record) => showObject(portal, kind, record, wish));
  return {
    status: 200,
    body: {
      results,
      ...(page.length > limit && last ? { paging: { next: { after: last } } } : {}),
    },
  };
}

export async function getObject(
  portal: Portal,
  call: Call,
  kindName: string,
  id: string,
): Promise<Answer> {
  const kind = kindIn(kindName);
  const record = await findRecord(portal, kind, id, call.query.get('idProperty'));
  const archived = call.query.get('archived') === 'true';
  if (!record || (record.archivedAt !== null) !== archived) throw missing(kind, id);
  return { status: 200, body: showObject(portal, kind, record, wishOf(call.query)) };
}

export async function createObject(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const body = parseBody(createBody, call.body);
  await refuseDouble(portal, kind, body.properties);
  const id = createFrom(portal, kind, body, call.author);
  return { status: 201, body: shown(portal, kind, id, []) };
}

/** One contact an address, and one record a value of whatever is unique. */
async function refuseDouble(
  portal: Portal,
  kind: Kind,
  properties: Record<string, string>,
): Promise<void> {
  for (const [name, value] of Object.entries(properties)) {
    const property = portal.catalogue[kind].properties.get(name);
    const unique = property?.hasUniqueValue || (kind === 'contacts' && name === 'email');
    const known = unique && value ? await findByProperty(portal, kind, name, value) : undefined;
    if (!known) continue;
    const noun = objectTypes[kind].singular;
    const message = `${noun[0]?.toUpperCase()}${noun.slice(1)} already exists. Existing ID: ${known.id}`;
    throw new Problem(409, 'CONFLICT', message);
  }
}

export function createFrom(
  portal: Portal,
  kind: Kind,
  { properties, associations }: z.infer<typeof createBody>,
  author: Author,
): string {
  checkWrite(portal, kind, properties);
  for (const { to, types } of associations) {
    const end = targetOf(kind, types[0]?.associationTypeId ?? 0);
    if (!liveRecord(portal.shelves[end], to.id)) throw missing(end, to.id);
  }
  const id = createRecord(portal, kind, properties, author);
  for (const association of associations) {
    const types = association.types.map(({ associationTypeId }) => associationTypeId);
    const to = targetOf(kind, types[0] ?? 0);
    linkRecords(portal, { from: kind, fromId: id, to, toId: association.to.id }, types, author);
  }
  return id;
}

export async function patchObject(
  portal: Portal,
  call: Call,
  kindName: string,
  id: string,
): Promise<Answer> {
  const kind = kindIn(kindName);
  const { properties } = parseBody(updateBody, call.body);
  const record = await findRecord(portal, kind, id, call.query.get('idProperty'));
  if (!record || record.archivedAt !== null) throw missing(kind, id);
  checkWrite(portal, kind, properties, record);
  updateRecord(portal, kind, record.id, properties, call.author);
  return { status: 200, body: shown(portal, kind, record.id, Object.keys(properties)) };
}

export function deleteObject(portal: Portal, call: Call, kindName: string, id: string): Answer {
  removeRecord(portal, kindIn(kindName), id, call.author);
  return { status: 204 };
}

/** Contacts only, by id or by e-mail address. */
export async function purgeObject(portal: Portal, call: Call): Promise<Answer> {
  const { objectId, idProperty } = parseBody(purgeBody, call.body);
  const record = await findRecord(portal, 'contacts', objectId, idProperty);
  if (record) purgeContact(portal, record.id, call.author);
  return { status: 204 };
}

export function mergeObjects(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { primaryObjectId, objectIdToMerge } = parseBody(mergeBody, call.body);
  const id = mergeRecords(portal, kind, primaryObjectId, objectIdToMerge, call.author);
  return { status: 200, body: shown(portal, kind, id, []) };
}

export async function findRecord(
  portal: Portal,
  kind: Kind,
  id: string,
  idProperty: string | null | undefined,
): Promise<Sighting | undefined> {
  if (!idProperty || idProperty === 'hs_object_id') return readRecord(portal.shelves[kind], id);
  return findByProperty(portal, kind, idProperty, id);
}

function missing(kind: Kind, id: string): Error {
  return notFound(`${objectTypes[kind].singular} ${id}`);
}

export function shown(portal: Portal, kind: Kind, id: string, properties: string[]): object {
  const record = readRecord(portal.shelves[kind], id);
  if (!record) throw missing(kind, id);
  return showObject(portal, kind, record, { properties, history: [], associations: [] });
}

function wishOf(query: URLSearchParams): Wish {
  return {
    properties: listIn(query, 'properties'),
    history: listIn(query, 'propertiesWithHistory'),
    associations: listIn(query, 'associations'),
  };
}

/** The client repeats a parameter or joins it with commas. */
function listIn(query: URLSearchParams, name: string): string[] {
  return query.getAll(name).flatMap((text) => text.split(',').filter(Boolean));
}

function limitOf(query: URLSearchParams, wish: Wish): number {
  const limit = Number(query.get('limit') ?? 10);
  const most = wish.history.length > 0 ? 50 : 100;
  if (Number.isInteger(limit) && limit >= 1 && limit <= most) return limit;
  throw invalid(`Invalid request: limit must be between 1 and ${most}, not ${query.get('limit')}`);
}

function take(stamps: Generator<Stamp>, count: number): Stamp[] {
  const taken: Stamp[] = [];
  for (const stamp of stamps) {
    taken.push(stamp);
    if (taken.length === count) break;
  }
  return taken;
}
