import type { z } from 'zod';
import type { Answer, Call } from './call.ts';
import {
  batchCreateBody,
  batchIdsBody,
  batchReadBody,
  batchUpdateBody,
  parseBody,
} from './object-bodies.ts';
import { showObject } from './object-view.ts';
import { createFrom, findRecord, shown } from './objects.ts';
import { kindIn, type Portal } from './portal.ts';
import { invalid } from './problem.ts';
import { isoTime, type Kind, objectTypes } from './record.ts';
import type { Sighting } from './shelf.ts';
import { checkValues, createRecord, removeRecord, updateRecord } from './write.ts';

type Update = z.infer<typeof batchUpdateBody>['inputs'][number];

export async function batchRead(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const body = parseBody(batchReadBody, call.body);
  checkCount(body.inputs, body.propertiesWithHistory.length > 0 ? 50 : 100);
  const archived = call.query.get('archived') === 'true';
  const found: Sighting[] = [];
  const absent: string[] = [];
  for (const { id } of body.inputs) {
    const record = await findRecord(portal, kind, id, body.idProperty);
    if (record && (record.archivedAt !== null) === archived) found.push(record);
    else absent.push(id);
  }
  const wish = {
    properties: body.properties,
    history: body.propertiesWithHistory,
    associations: [],
  };
  const results = found.map((record) => showObject(portal, kind, record, wish));
  return batchAnswer(portal, call, results, absent.length > 0 ? [unknownIds(kind, absent)] : []);
}

export function batchCreate(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchCreateBody, call.body);
  checkCount(inputs, 100);
  for (const { properties } of inputs) checkValues(portal, kind, properties);
  const results = inputs.map(({ objectWriteTraceId, ...input }) => ({
    ...shown(
      portal,
      kind,
      createFrom(portal, kind, input, call.author),
      Object.keys(input.properties),
    ),
    ...(objectWriteTraceId === undefined ? {} : { objectWriteTraceId }),
  }));
  return { ...batchAnswer(portal, call, results, []), status: 201 };
}

/** One bad value refuses the whole batch; an unknown id only itself. */
export async function batchUpdate(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchUpdateBody, call.body);
  checkCount(inputs, 100);
  checkDoubles(inputs);
  for (const { properties } of inputs) checkValues(portal, kind, properties);
  const results: object[] = [];
  const errors: object[] = [];
  for (const input of inputs) {
    const id = await updateOne(portal, call, kind, input);
    const trace = traceOf(input);
    if (id === undefined) errors.push(unknownIds(kind, [input.id], trace.objectWriteTraceId));
    else results.push({ ...shown(portal, kind, id, Object.keys(input.properties)), ...trace });
  }
  return batchAnswer(portal, call, results, errors);
}

export async function batchUpsert(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchUpdateBody, call.body);
  checkCount(inputs, 100);
  const results: object[] = [];
  for (const input of inputs) {
    if (!input.idProperty) throw invalid('idProperty is required for an upsert');
    const known = await updateOne(portal, call, kind, input);
    const values = { ...input.properties, [input.idProperty]: input.id };
    const id = known ?? createRecord(portal, kind, values, call.author);
    const names = Object.keys(input.properties);
    results.push({ ...shown(portal, kind, id, names), new: !known, ...traceOf(input) });
  }
  return batchAnswer(portal, call, results, []);
}

export function batchArchive(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchIdsBody, call.body);
  checkCount(inputs, 100);
  for (const { id } of inputs) removeRecord(portal, kind, id, call.author);
  return { status: 204 };
}

export function batchAnswer(
  portal: Portal,
  call: Call,
  results: object[],
  errors: object[],
): Answer {
  const at = isoTime(portal.now());
  const body = { status: 'COMPLETE', results, startedAt: at, completedAt: at };
  if (errors.length === 0) return { status: 200, body };
  return { status: call.dated ? 200 : 207, body: { ...body, numErrors: errors.length, errors } };
}

export function checkCount(inputs: unknown[], most: number): void {
  if (inputs.length > most) {
    throw invalid(`Maximum number of inputs supported in a batch request is ${most}`);
  }
}

async function updateOne(
  portal: Portal,
  call: Call,
  kind: Kind,
  input: Update,
): Promise<string | undefined> {
  const record = await findRecord(portal, kind, input.id, input.idProperty);
  if (!record || record.archivedAt !== null) return undefined;
  updateRecord(portal, kind, record.id, input.properties, call.author);
  return record.id;
}

function checkDoubles(inputs: Update[]): void {
  if (new Set(inputs.map(({ id }) => id)).size < inputs.length) {
    throw invalid('Duplicate IDs found in batch input');
  }
  if (inputs.some(({ idProperty }) => idProperty === 'hs_object_id')) {
    throw invalid('hs_object_id is not a valid idProperty: leave it out');
  }
}

function traceOf({ objectWriteTraceId }: Update): { objectWriteTraceId?: string } {
  return objectWriteTraceId === undefined ? {} : { objectWriteTraceId };
}

function unknownIds(kind: Kind, ids: string[], trace?: string): object {
  const { singular } = objectTypes[kind];
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    message: `Could not get some ${singular.toUpperCase()} objects, they may be deleted or not exist. Check that ids are valid.`,
    context: { ids, ...(trace === undefined ? {} : { objectWriteTraceId: [trace] }) },
    errors: [],
    links: {},
  };
}
