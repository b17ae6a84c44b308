import { z } from 'zod';
import { tidyText } from '../../domain/reading/tidy-text.ts';
import type { CrmPage, Found } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { faultOf, flawOf } from './fault.ts';
import { pagesOf, wirePage } from './pages.ts';

/** A value that a property had, from `at` on. */
const version = z
  .object({
    value: z.string().nullish(),
    timestamp: z.date(),
    sourceType: z.string().catch(''),
    sourceId: z.string().optional().catch(undefined),
    updatedByUserId: z.number().optional().catch(undefined),
  })
  .transform(({ value, timestamp, ...author }) => ({
    value: tidyText(value ?? ''),
    at: timestamp,
    ...author,
  }));
export type Version = z.infer<typeof version>;

const versions = z
  .array(version.nullable().catch(null))
  .transform((all) => all.filter((one) => one !== null))
  .catch([]);

/** Everything is text; what is empty is left out. */
const properties = z.record(z.string(), z.unknown()).transform((raw) => {
  const tidy: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    const text = value == null ? undefined : tidyText(String(value));
    if (text !== undefined) tidy[name] = text;
  }
  return tidy;
});

const link = z.object({ id: z.string(), type: z.string().catch('') });

export const wireRecord = z.object({
  id: z.string().min(1),
  properties,
  /** Newest first. */
  propertiesWithHistory: z.record(z.string(), versions).catch({}),
  associations: z.record(z.string(), z.object({ results: z.array(link) })).catch({}),
  updatedAt: z.date(),
});
export type WireRecord = z.infer<typeof wireRecord>;

export type Wish = {
  kind: 'companies' | 'contacts' | 'deals';
  properties: string[];
  history?: string[];
  associations?: string[];
};

/** One record that cannot be read is left out and named in the log; the others go on. */
export async function* recordsOf<T>(
  { read, log }: Connection,
  { kind, properties, history = [], associations = [] }: Wish,
  translate: (record: WireRecord) => T,
  after?: string,
): AsyncGenerator<CrmPage<T>> {
  // HubSpot refuses longer pages where histories are asked for.
  const limit = history.length > 0 ? 50 : 100;
  const what = `Reading ${kind}`;
  const readPage = (from: string | undefined) =>
    read(what, wirePage, ({ crm }) =>
      crm.objects.basicApi.getPage(kind, limit, from, properties, history, associations),
    );
  for await (const { results, next } of pagesOf(what, readPage, after)) {
    const records = results.flatMap((raw) => {
      const parsed = wireRecord.safeParse(raw);
      if (parsed.success) return [translate(parsed.data)];
      const problem = flawOf(parsed.error);
      log.warn({ kind, id: idOf(raw), problem }, 'left out a HubSpot record that cannot be read');
      return [];
    });
    yield { records, next, unread: results.length - records.length };
  }
}

/** What became of a record that was asked for. */
export type Sight =
  | { kind: 'there'; record: WireRecord }
  | { kind: 'merged'; into: string }
  | { kind: 'gone' };

/** By the ids asked for. What a batch does not show is asked for by itself: it may have become another. */
export async function recordsById(
  connection: Connection,
  { kind, properties, history = [] }: Wish,
  ids: string[],
): Promise<Map<string, Sight>> {
  const sights = new Map<string, Sight>();
  const limit = history.length > 0 ? 50 : 100;
  const wanted = [...new Set(ids)];
  for (let from = 0; from < wanted.length; from += limit) {
    const inputs = wanted.slice(from, from + limit).map((id) => ({ id }));
    const what = `Reading ${inputs.length} ${kind}`;
    const { results } = await connection.read(what, batchOfRecords, ({ crm }) =>
      crm.objects.batchApi.read(kind, { inputs, properties, propertiesWithHistory: history }),
    );
    const shown = new Map(results.map((record) => [record.id, record]));
    for (const { id } of inputs) {
      const record = shown.get(id);
      sights.set(
        id,
        record
          ? { kind: 'there', record }
          : await recordById(connection, { kind, properties, history }, id),
      );
    }
  }
  return sights;
}

/** Which of them lie in HubSpot's bin: nothing that was erased does, or that is there for longer than ninety days. */
export async function archivedAmong(
  { read }: Connection,
  kind: Wish['kind'],
  ids: string[],
): Promise<Set<string>> {
  const archived = new Set<string>();
  for (let from = 0; from < ids.length; from += 100) {
    const inputs = ids.slice(from, from + 100).map((id) => ({ id }));
    const asked = { inputs, properties: [], propertiesWithHistory: [] };
    const { results } = await read(`Looking for deleted ${kind}`, batchOfRecords, ({ crm }) =>
      crm.objects.batchApi.read(kind, asked, true),
    );
    for (const { id } of results) archived.add(id);
  }
  return archived;
}

const batchOfRecords = z.object({ results: z.array(wireRecord) });

/** HubSpot answers for a merged record with the one that it became. */
async function recordById(
  { read }: Connection,
  { kind, properties, history }: Wish,
  id: string,
): Promise<Sight> {
  const what = `Reading one of ${kind}, ${id}`;
  try {
    const record = await read(what, wireRecord, ({ crm }) =>
      crm.objects.basicApi.getById(kind, id, properties, history),
    );
    return record.id === id ? { kind: 'there', record } : { kind: 'merged', into: record.id };
  } catch (error) {
    const fault = faultOf(error, what);
    if (fault.kind !== 'gone') throw fault;
    return { kind: 'gone' };
  }
}

/** The same, in the registry's words. */
export function translated<T>(
  sights: Map<string, Sight>,
  translate: (record: WireRecord) => T,
): Map<string, Found<T>> {
  return new Map(
    [...sights].map(([id, sight]) => [
      id,
      sight.kind === 'there' ? { kind: 'there', record: translate(sight.record) } : sight,
    ]),
  );
}

function idOf(raw: unknown): string {
  return z.object({ id: z.coerce.string() }).safeParse(raw).data?.id ?? 'without an id';
}
