import { z } from 'zod';
import type { CrmKind, CrmTouch } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { recordsOf, type WireRecord } from './record.ts';
import { timeIn } from './text.ts';

const kinds = {
  account: { kind: 'companies', stamp: 'hs_lastmodifieddate' },
  lead: { kind: 'contacts', stamp: 'lastmodifieddate' },
  deal: { kind: 'deals', stamp: 'hs_lastmodifieddate' },
} as const;
const ID = 'hs_object_id';
const PAGE = 200;
/** HubSpot shows ten thousand hits of one search and no more. */
const MOST_PAGES = 10_000 / PAGE;

/** Every record, with when it was touched last. */
export function allOf(connection: Connection, of: CrmKind): AsyncGenerator<CrmTouch[]> {
  const { kind, stamp } = kinds[of];
  return recordsOf(connection, { kind, properties: [stamp] }, (record) => touchOf(record, stamp));
}

/**
 * Those that were touched at a moment or later, oldest first. Past ten thousand the search begins again where it stopped, so
 * a record may come twice; where so many were touched at one moment, it goes on by their numbers.
 */
export async function* changedSince(
  connection: Connection,
  of: CrmKind,
  since: Date,
): AsyncGenerator<CrmTouch[]> {
  const { stamp } = kinds[of];
  for (let from = since.getTime(); ; ) {
    let last = from;
    let pages = 0;
    const window = [filter(stamp, 'GTE', from)];
    for await (const page of search(connection, of, window, stamp)) {
      yield page;
      pages += 1;
      last = page.at(-1)?.at.getTime() ?? last;
    }
    if (pages < MOST_PAGES) return;
    if (last > from) from = last;
    else {
      yield* touchedAt(connection, of, from);
      from += 1;
    }
  }
}

async function* touchedAt(
  connection: Connection,
  of: CrmKind,
  moment: number,
): AsyncGenerator<CrmTouch[]> {
  const { stamp } = kinds[of];
  for (let last = '0'; ; ) {
    let pages = 0;
    const window = [filter(stamp, 'EQ', moment), filter(ID, 'GT', last)];
    for await (const page of search(connection, of, window, ID)) {
      yield page;
      pages += 1;
      last = page.at(-1)?.id ?? last;
    }
    if (pages < MOST_PAGES) return;
  }
}

type Filter = { propertyName: string; operator: string; value: string };

function filter(propertyName: string, operator: string, value: number | string): Filter {
  return { propertyName, operator, value: String(value) };
}

const hits = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.unknown()) })),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/** As many pages as one search has. */
async function* search(
  { read, searchTurn }: Connection,
  of: CrmKind,
  filters: Filter[],
  by: string,
): AsyncGenerator<CrmTouch[]> {
  const { kind, stamp } = kinds[of];
  const what = `Looking for changed ${kind}`;
  const sorts = [{ propertyName: by, direction: 'ASCENDING' }];
  for (let after = '0', pages = 0; pages < MOST_PAGES; pages += 1) {
    const asked = { filterGroups: [{ filters }], sorts, properties: [stamp], limit: PAGE, after };
    await searchTurn();
    const answer = await read(what, hits, ({ crm }) =>
      // The client's types know neither this form of a sort nor plain operators; HubSpot takes both.
      crm.objects.searchApi.doSearch(kind, asked as never),
    );
    const page = answer.results.map(({ id, properties }) => {
      return { id, at: timeIn(String(properties[stamp] ?? '')) ?? new Date(0) };
    });
    if (page.length > 0) yield page;
    const next = answer.paging?.next?.after;
    if (next === undefined) return;
    after = next;
  }
}

function touchOf({ id, properties, updatedAt }: WireRecord, stamp: string): CrmTouch {
  return { id, at: timeIn(properties[stamp]) ?? updatedAt };
}
