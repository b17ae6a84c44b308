import { z } from 'zod';
import type { Connection } from './connection.ts';
import { flawOf } from './fault.ts';
import { pagesOf, wirePage } from './pages.ts';
import { tidyText } from './text.ts';

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
): AsyncGenerator<T[]> {
  // HubSpot refuses longer pages where histories are asked for.
  const limit = history.length > 0 ? 50 : 100;
  const what = `Reading ${kind}`;
  const pages = pagesOf(what, (after) =>
    read(what, wirePage, ({ crm }) =>
      crm.objects.basicApi.getPage(kind, limit, after, properties, history, associations),
    ),
  );
  for await (const page of pages) {
    yield page.flatMap((raw) => {
      const parsed = wireRecord.safeParse(raw);
      if (parsed.success) return [translate(parsed.data)];
      const problem = flawOf(parsed.error);
      log.warn({ kind, id: idOf(raw), problem }, 'left out a HubSpot record that cannot be read');
      return [];
    });
  }
}

function idOf(raw: unknown): string {
  return z.object({ id: z.coerce.string() }).safeParse(raw).data?.id ?? 'without an id';
}
