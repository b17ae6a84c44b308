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

/** Every record, with when it was touched last. */
export async function* allOf(connection: Connection, of: CrmKind): AsyncGenerator<CrmTouch[]> {
  const { kind, stamp } = kinds[of];
  const wish = { kind, properties: [stamp] };
  for await (const page of recordsOf(connection, wish, (record) => touchOf(record, stamp))) {
    yield page.records;
  }
}

/** How many there are: a search says so in passing. */
export async function countOf({ read, searchTurn }: Connection, of: CrmKind): Promise<number> {
  const { kind } = kinds[of];
  await searchTurn();
  const { total } = await read(`Counting ${kind}`, counted, ({ crm }) =>
    crm.objects.searchApi.doSearch(kind, { limit: 1, properties: [ID] }),
  );
  return total;
}

const counted = z.object({ total: z.number() });

/**
 * Those that were touched at a moment or later, oldest first. Each page is a search of its own that begins where the last
 * one ended: HubSpot counts pages, so a record that is touched meanwhile would push another out of sight, and shows no
 * more than ten thousand hits. One may come twice; where a page was touched at one moment, it goes on by their numbers.
 */
export async function* changedSince(
  connection: Connection,
  of: CrmKind,
  since: Date,
): AsyncGenerator<CrmTouch[]> {
  const { stamp } = kinds[of];
  for (let from = since.getTime(); ; ) {
    const page = await search(connection, of, [filter(stamp, 'GTE', from)], stamp);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    const last = page.at(-1)?.at.getTime() ?? from;
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
    const window = [filter(stamp, 'EQ', moment), filter(ID, 'GT', last)];
    const page = await search(connection, of, window, ID);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}

type Filter = { propertyName: string; operator: string; value: string };

function filter(propertyName: string, operator: string, value: number | string): Filter {
  return { propertyName, operator, value: String(value) };
}

const hits = z.object({
  results: z.array(z.object({ id: z.string(), properties: z.record(z.string(), z.unknown()) })),
});

/** The first page. */
async function search(
  { read, searchTurn }: Connection,
  of: CrmKind,
  filters: Filter[],
  by: string,
): Promise<CrmTouch[]> {
  const { kind, stamp } = kinds[of];
  const sorts = [{ propertyName: by, direction: 'ASCENDING' }];
  const asked = {
    filterGroups: [{ filters }],
    sorts,
    properties: [stamp],
    limit: PAGE,
    after: '0',
  };
  await searchTurn();
  const answer = await read(`Looking for changed ${kind}`, hits, ({ crm }) =>
    // The client's types know neither this form of a sort nor plain operators; HubSpot takes both.
    crm.objects.searchApi.doSearch(kind, asked as never),
  );
  return answer.results.map(({ id, properties }) => {
    return { id, at: timeIn(String(properties[stamp] ?? '')) ?? new Date(0) };
  });
}

function touchOf({ id, properties, updatedAt }: WireRecord, stamp: string): CrmTouch {
  return { id, at: timeIn(properties[stamp]) ?? updatedAt };
}
