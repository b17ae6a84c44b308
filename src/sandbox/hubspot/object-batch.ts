import type { z } from 'zod';
import type { Answer, Call } from './call.ts';
import { checkValues } from './complaint.ts';
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
import { invalid, Problem } from './problem.ts';
import { isoTime, type Kind, objectTypes } from './record.ts';
import type { Sighting } from './shelf.ts';
import { createRecord, removeRecord, updateRecord } from './write.ts';
import { checkWrite } from './write-rules.ts';

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
  // Two ids of one merged record are answered by it once.
  const once = new Map(found.map((record) => [record.id, record]));
  const results = [...once.values()].map((record) => showObject(portal, kind, record, wish));
  return batchAnswer(portal, call, results, absent.length > 0 ? [unknownIds(kind, absent)] : []);
}

/** One bad value refuses the whole batch, unless each input has a trace id to tell its own by. */
export function batchCreate(portal: Portal, call: Call, kindName: string): Answer {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchCreateBody, call.body);
  checkCount(inputs, 100);
  const traced = inputs.every(({ objectWriteTraceId }) => objectWriteTraceId !== undefined);
  if (!traced) for (const { properties } of inputs) checkWrite(portal, kind, properties);
  const results: object[] = [];
  const errors: object[] = [];
  for (const input of inputs) {
    const trace = traceOf(input);
    try {
      const id = createFrom(portal, kind, input, call.author);
      results.push({ ...shown(portal, kind, id, Object.keys(input.properties)), ...trace });
    } catch (error) {
      if (!(error instanceof Problem) || !traced) throw error;
      errors.push(refusal(error, trace));
    }
  }
  const answer = batchAnswer(portal, call, results, errors);
  return { ...answer, status: answer.status === 200 ? 201 : answer.status };
}

/** One bad value refuses the whole batch; an unknown id only itself. */
export async function batchUpdate(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchUpdateBody, call.body);
  checkCount(inputs, 100);
  checkDoubles(inputs);
  const records = await writable(portal, kind, inputs);
  const results: object[] = [];
  const errors: object[] = [];
  for (const [nth, input] of inputs.entries()) {
    const record = records[nth];
    const trace = traceOf(input);
    if (!record) errors.push(unknownIds(kind, [input.id], trace.objectWriteTraceId));
    else if (failsAlone(portal, call, record.id, nth)) errors.push(refusal(ruled(record), trace));
    else {
      updateRecord(portal, kind, record.id, input.properties, call.author);
      const names = Object.keys(input.properties);
      results.push({ ...shown(portal, kind, record.id, names), ...trace });
    }
  }
  return batchAnswer(portal, call, results, errors);
}

export async function batchUpsert(portal: Portal, call: Call, kindName: string): Promise<Answer> {
  const kind = kindIn(kindName);
  const { inputs } = parseBody(batchUpdateBody, call.body);
  checkCount(inputs, 100);
  checkDoubles(inputs);
  if (inputs.some(({ idProperty }) => !idProperty)) {
    throw invalid('idProperty is required for an upsert');
  }
  const records = await writable(portal, kind, inputs);
  const results = inputs.map((input, nth) => {
    const { id, idProperty = '', properties } = input;
    const known = records[nth];
    const values = { ...properties, [idProperty]: id };
    if (known) updateRecord(portal, kind, known.id, properties, call.author);
    const made = known?.id ?? createRecord(portal, kind, values, call.author);
    const names = Object.keys(properties);
    return { ...shown(portal, kind, made, names), new: !known, ...traceOf(input) };
  });
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

/** The live records that the inputs are about, once all of them may be written. */
async function writable(
  portal: Portal,
  kind: Kind,
  inputs: Update[],
): Promise<(Sighting | undefined)[]> {
  const records: (Sighting | undefined)[] = [];
  for (const { id, idProperty, properties } of inputs) {
    const record = await findRecord(portal, kind, id, idProperty);
    const live = record?.archivedAt === null ? record : undefined;
    if (live || idProperty) checkWrite(portal, kind, properties, live);
    else checkValues(portal, kind, properties);
    records.push(live);
  }
  return records;
}

function checkDoubles(inputs: Update[]): void {
  if (new Set(inputs.map(({ id }) => id)).size < inputs.length) {
    throw invalid('Duplicate IDs found in batch input');
  }
  if (inputs.some(({ idProperty }) => idProperty === 'hs_object_id')) {
    throw invalid('hs_object_id is not a valid idProperty: leave it out');
  }
}

function failsAlone({ switches }: Portal, { partial }: Call, id: string, nth: number): boolean {
  return switches.refused.includes(id) || (partial && nth === 0);
}

function ruled({ id }: Sighting): Problem {
  return invalid(`Record ${id} cannot be written by a rule of this account`, {
    context: { ids: [id] },
  });
}

/** What a whole answer would say, said of one input. */
function refusal({ body }: Problem, { objectWriteTraceId }: Trace): object {
  const { correlationId: _, context, ...said } = body;
  const trace =
    objectWriteTraceId === undefined ? {} : { objectWriteTraceId: [objectWriteTraceId] };
  return { errors: [], links: {}, ...said, context: { ...Object(context), ...trace } };
}

type Trace = { objectWriteTraceId?: string };

function traceOf({ objectWriteTraceId }: { objectWriteTraceId?: string | undefined }): Trace {
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
