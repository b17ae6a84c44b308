import { z } from 'zod';
import { linkRecords, unlinkRecords } from './association-write.ts';
import type { Answer, Call } from './call.ts';
import { type Link, labelledTypes, linksOf, type Pair, plainTypes } from './links.ts';
import { batchAnswer, checkCount } from './object-batch.ts';
import { parseBody } from './object-bodies.ts';
import { kindIn, type Portal } from './portal.ts';
import { invalid } from './problem.ts';
import { type Kind, objectTypes } from './record.ts';

const id = z.union([z.string(), z.number()]).transform(String);
const end = z.object({ id });
const specs = z.array(z.object({ associationTypeId: z.number() }));
const readBody = z.object({ inputs: z.array(end) });
const pairBody = z.object({ inputs: z.array(z.object({ from: end, to: end })) });
const createBody = z.object({
  inputs: z.array(z.object({ from: end, to: end, types: specs })),
});
const archiveBody = z.object({ inputs: z.array(z.object({ from: end, to: z.array(end) })) });

const labels: Record<number, string> = {
  1: 'Primary',
  2: 'Primary',
  5: 'Primary',
  6: 'Primary',
  13: 'Child Company',
  14: 'Parent Company',
};

export function listAssociations(
  portal: Portal,
  call: Call,
  from: string,
  id: string,
  to: string,
): Answer {
  const links = linksOf(portal, kindIn(from), id, kindIn(to));
  const after = Number(call.query.get('after') ?? 0);
  const limit = Number(call.query.get('limit') ?? 500);
  if (!(limit >= 1 && limit <= 500)) throw invalid('limit must be between 1 and 500');
  const rest = links.filter((link) => Number(link.id) > after);
  const page = rest.slice(0, limit);
  const last = page.at(-1)?.id;
  const more = rest.length > limit && last ? { paging: { next: { after: last } } } : {};
  return { status: 200, body: { results: page.map(showLink), ...more } };
}

/** What a link between two kinds may mean. */
export function listLabels(_portal: Portal, _call: Call, fromName: string, toName: string): Answer {
  const [from, to] = [kindIn(fromName), kindIn(toName)];
  const types = [plainTypes[from][to], ...labelledTypes(from, to)];
  const results = types.map((typeId) => ({
    category: 'HUBSPOT_DEFINED',
    typeId,
    label: labels[typeId] ?? null,
  }));
  return { status: 200, body: { results } };
}

export function batchReadAssociations(
  portal: Portal,
  call: Call,
  fromName: string,
  toName: string,
): Answer {
  const [from, to] = [kindIn(fromName), kindIn(toName)];
  const { inputs } = parseBody(readBody, call.body);
  checkCount(inputs, 1000);
  const read = inputs.map((input) => ({
    id: input.id,
    links: linksOf(portal, from, input.id, to),
  }));
  const results = read
    .filter(({ links }) => links.length > 0)
    .map(({ id, links }) => ({ from: { id }, to: links.map(showLink) }));
  const lonely = read.filter(({ links }) => links.length === 0).map(({ id }) => id);
  return batchAnswer(
    portal,
    call,
    results,
    lonely.map((id) => unlinked(from, to, id)),
  );
}

/** Answers 201 on v4 paths and 200 on dated ones. */
export function batchCreateAssociations(
  portal: Portal,
  call: Call,
  fromName: string,
  toName: string,
): Answer {
  const { inputs } = parseBody(createBody, call.body);
  checkCount(inputs, 2000);
  const results = inputs.map(({ from, to, types }) =>
    made(portal, call, pairOf(fromName, from.id, toName, to.id), types),
  );
  return { ...batchAnswer(portal, call, results, []), status: call.dated ? 200 : 201 };
}

export function batchLinkByDefault(
  portal: Portal,
  call: Call,
  fromName: string,
  toName: string,
): Answer {
  const { inputs } = parseBody(pairBody, call.body);
  checkCount(inputs, 2000);
  const results = inputs.map(({ from, to }) =>
    madeByDefault(portal, call, pairOf(fromName, from.id, toName, to.id)),
  );
  return batchAnswer(portal, call, results, []);
}

export function batchArchiveAssociations(
  portal: Portal,
  call: Call,
  fromName: string,
  toName: string,
): Answer {
  const { inputs } = parseBody(archiveBody, call.body);
  checkCount(inputs, 100);
  for (const { from, to } of inputs) {
    for (const { id } of to)
      unlinkRecords(portal, pairOf(fromName, from.id, toName, id), call.author);
  }
  return call.dated ? batchAnswer(portal, call, [], []) : { status: 204 };
}

export function linkByDefault(
  portal: Portal,
  call: Call,
  from: string,
  fromId: string,
  to: string,
  toId: string,
): Answer {
  return batchAnswer(
    portal,
    call,
    [madeByDefault(portal, call, pairOf(from, fromId, to, toId))],
    [],
  );
}

export function linkByTypes(
  portal: Portal,
  call: Call,
  from: string,
  fromId: string,
  to: string,
  toId: string,
): Answer {
  const types = parseBody(specs, call.body);
  return { status: 201, body: made(portal, call, pairOf(from, fromId, to, toId), types) };
}

export function cutLink(
  portal: Portal,
  call: Call,
  from: string,
  fromId: string,
  to: string,
  toId: string,
): Answer {
  unlinkRecords(portal, pairOf(from, fromId, to, toId), call.author);
  return { status: 204 };
}

function made(portal: Portal, { author }: Call, pair: Pair, types: z.infer<typeof specs>): object {
  const ids = types.map(({ associationTypeId }) => associationTypeId);
  linkRecords(portal, pair, ids, author);
  return {
    fromObjectTypeId: objectTypes[pair.from].id,
    fromObjectId: Number(pair.fromId),
    toObjectTypeId: objectTypes[pair.to].id,
    toObjectId: Number(pair.toId),
    labels: ids.flatMap((type) => labels[type] ?? []),
  };
}

function madeByDefault(portal: Portal, { author }: Call, pair: Pair): object {
  const type = plainTypes[pair.from][pair.to];
  linkRecords(portal, pair, [type], author);
  return {
    from: { id: pair.fromId },
    to: { id: pair.toId },
    associationSpec: { associationCategory: 'HUBSPOT_DEFINED', associationTypeId: type },
  };
}

function showLink({ id, types }: Link): object {
  return {
    toObjectId: Number(id),
    associationTypes: types.map((typeId) => ({
      category: 'HUBSPOT_DEFINED',
      typeId,
      label: labels[typeId] ?? null,
    })),
  };
}

function pairOf(from: string, fromId: string, to: string, toId: string): Pair {
  return { from: kindIn(from), fromId, to: kindIn(to), toId };
}

function unlinked(from: Kind, to: Kind, id: string): object {
  return {
    status: 'error',
    category: 'OBJECT_NOT_FOUND',
    subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
    message: `No ${objectTypes[to].singular} is associated with ${objectTypes[from].singular} ${id}.`,
    context: { fromObjectId: [id] },
    errors: [],
    links: {},
  };
}
