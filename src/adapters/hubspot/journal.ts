import { z } from 'zod';
import type { Field } from '../../domain/field.ts';
import type { Crm } from '../../ports.ts';
import { wish as accounts } from './account.ts';
import { askJson, type Connection } from './connection.ts';
import { wish as deals } from './deal.ts';
import { BadAnswer, faultOf } from './fault.ts';
import { propertiesOf } from './field.ts';
import { journalNews } from './journal-news.ts';
import { wish as leads } from './lead.ts';

/** The newest version of these calls: its dates are not those of the CRM's. */
const DATE = '2026-03';
const PATIENCE_MS = 20_000;
const scope = 'developer.webhooks_journal';
export const JOURNAL_SCOPES = `${scope}.read ${scope}.subscriptions.read ${scope}.subscriptions.write`;

/** `url`: where the lines are; HubSpot signs it, so that no token goes there. */
const entry = z.object({ url: z.url(), currentOffset: z.string().min(1) }).nullable();
const file = z.object({ journalEvents: z.array(z.unknown()) });
const properties = z.array(z.string()).nullish();
const subscriptions = z.object({
  results: z.array(z.object({ portalId: z.number(), objectTypeId: z.string(), properties })),
});

/** `connection`: the app's own, by its client credentials. */
export function createJournal(
  connection: Connection,
  portalId: () => Promise<number>,
): NonNullable<Crm['journal']> {
  let isToldOff = false;
  return async function* (after, fields = []) {
    try {
      const portal = await portalId();
      await subscribe(connection, portal, fields);
      yield* pagesAfter(connection, portal, after);
      isToldOff = false;
    } catch (error) {
      const fault = faultOf(error, 'Reading the journal');
      if (fault.kind !== 'forbidden') throw fault;
      if (!isToldOff) {
        const remedy = `give the app the scopes ${JOURNAL_SCOPES} in HubSpot`;
        connection.log.warn(
          { remedy },
          'HubSpot lets the app read no journal: changes are asked for',
        );
      }
      isToldOff = true;
    }
  };
}

async function* pagesAfter(
  connection: Connection,
  portal: number,
  after: string | undefined,
): ReturnType<NonNullable<Crm['journal']>> {
  let place = after;
  for (let next = await firstAfter(connection, portal, place); next; ) {
    const { url, currentOffset } = next;
    const { journalEvents } = await connection.read('Reading a journal file', file, () =>
      download(url),
    );
    yield { news: journalEvents.flatMap((raw) => journalNews(raw, portal)), next: currentOffset };
    if (currentOffset === place) return;
    place = currentOffset;
    next = await entryAfter(connection, portal, place);
  }
}

/** HubSpot keeps three days: whoever was away for longer begins with the earliest, and the nightly comparison finds the rest. */
async function firstAfter(connection: Connection, portal: number, after: string | undefined) {
  try {
    return await entryAfter(connection, portal, after);
  } catch (error) {
    if (after === undefined || faultOf(error, '').kind !== 'gone') throw error;
    connection.log.warn({}, 'the journal does not go back to where it was read last');
    return entryAfter(connection, portal, undefined);
  }
}

function entryAfter({ read }: Connection, portal: number, after: string | undefined) {
  const place = after === undefined ? 'earliest' : `offset/${encodeURIComponent(after)}/next`;
  const path = `/webhooks-journal/journal-local/${DATE}/${place}?installPortalId=${portal}`;
  return read('Reading the journal', entry, (client) => askJson(client, { path }));
}

async function download(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
  const text = await response.text();
  if (response.ok) return JSON.parse(text);
  throw new BadAnswer(response.status, undefined, text);
}

const actions = ['CREATE', 'UPDATE', 'DELETE', 'MERGE', 'RESTORE'];
/** They change with every write, whatever it is about. */
const stamps = ['hs_lastmodifieddate', 'lastmodifieddate', 'createdate'];

/** Nothing is written down that nobody has asked for: what is read of a record, and what is mapped since. */
async function subscribe(
  connection: Connection,
  portal: number,
  fields: readonly Field[],
): Promise<void> {
  const path = `/webhooks-journal/subscriptions/${DATE}`;
  const { results } = await connection.read('Reading subscriptions', subscriptions, (client) =>
    askJson(client, { path }),
  );
  const wanted: [objectTypeId: string, properties: string[]][] = [
    ['0-1', [...leads.properties, ...propertiesOf(fields, 'lead')]],
    ['0-2', [...accounts.properties, ...propertiesOf(fields, 'account')]],
    ['0-3', deals.properties],
  ];
  for (const [objectTypeId, names] of wanted) {
    const asked = new Set(names.filter((name) => !stamps.includes(name)));
    const known = results.find(
      (one) => one.portalId === portal && one.objectTypeId === objectTypeId,
    );
    if (known && [...asked].every((name) => known.properties?.includes(name))) continue;
    const about = { subscriptionType: 'OBJECT', portalId: portal, objectTypeId, actions };
    const body = { ...about, properties: [...asked] };
    await connection.send('Subscribing to the journal', z.unknown(), (client) =>
      askJson(client, { path, method: 'POST', body }),
    );
  }
}
