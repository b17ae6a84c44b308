import { z } from 'zod';
import type { CrmActivity } from '../../ports.ts';
import type { Connection } from './connection.ts';
import { timeIn } from './text.ts';

type Way = CrmActivity['way'];
type Properties = Record<string, string | undefined>;

/** What HubSpot calls the outcome of a call in which somebody answered. */
const ANSWERED = 'f240bbac-87c9-4f6e-bf70-924b57d47db7';
const PAGE = 200;
/** Of one kind no more are read: who did so much has done enough. */
const MOST = 1000;

/** Each kind, with what says who began it and whether both sides were there; undefined where nothing came of it. */
const kinds = {
  email: {
    plural: 'emails',
    property: 'hs_email_direction',
    way: (has: Properties): Way => (has.hs_email_direction === 'INCOMING_EMAIL' ? 'in' : 'out'),
  },
  call: {
    plural: 'calls',
    property: 'hs_call_direction',
    way: (has: Properties): Way => {
      if (has.hs_call_disposition === ANSWERED) return 'both';
      return has.hs_call_direction === 'INBOUND' ? 'in' : 'out';
    },
  },
  meeting: {
    plural: 'meetings',
    property: 'hs_meeting_outcome',
    way: (has: Properties): Way =>
      /^(?:CANCELED|NO_SHOW|RESCHEDULED)$/.test(has.hs_meeting_outcome ?? '') ? 'out' : 'both',
  },
} as const satisfies Record<CrmActivity['kind'], unknown>;

const hits = z.object({
  results: z.array(
    z.object({ id: z.string(), properties: z.record(z.string(), z.string().nullish()) }),
  ),
  paging: z.object({ next: z.object({ after: z.string() }) }).optional(),
});

/** What was done for an account since a moment, newest first; what is only planned is not done. */
export async function readActivities(
  connection: Connection,
  accountId: string,
  { since, until }: { since: Date; until: Date },
): Promise<CrmActivity[]> {
  const all: CrmActivity[] = [];
  for (const kind of ['email', 'call', 'meeting'] as const) {
    all.push(...(await readKind(connection, accountId, kind, since)));
  }
  return all
    .filter(({ at }) => at <= until)
    .sort((one, other) => other.at.getTime() - one.at.getTime());
}

async function readKind(
  { read, searchTurn }: Connection,
  accountId: string,
  kind: CrmActivity['kind'],
  since: Date,
): Promise<CrmActivity[]> {
  const { plural, property } = kinds[kind];
  const found: CrmActivity[] = [];
  for (let after: string | undefined = '0'; after !== undefined && found.length < MOST; ) {
    const asked = {
      filterGroups: [
        {
          filters: [
            { propertyName: 'associations.company', operator: 'EQ', value: accountId },
            { propertyName: 'hs_timestamp', operator: 'GTE', value: String(since.getTime()) },
          ],
        },
      ],
      sorts: [{ propertyName: 'hs_timestamp', direction: 'DESCENDING' }],
      properties: ['hs_timestamp', 'hubspot_owner_id', property, 'hs_call_disposition'],
      ...{ limit: PAGE, after },
    };
    await searchTurn();
    const page: z.infer<typeof hits> = await read(`Reading ${plural}`, hits, ({ crm }) =>
      // The client's types know neither this form of a sort nor plain operators; HubSpot takes both.
      crm.objects.searchApi.doSearch(plural, asked as never),
    );
    found.push(...page.results.flatMap(({ properties }) => activityOf(kind, properties)));
    after = page.paging?.next.after;
  }
  return found;
}

function activityOf(
  kind: CrmActivity['kind'],
  properties: Record<string, string | null | undefined>,
): CrmActivity[] {
  const has: Properties = Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [name, value ?? undefined]),
  );
  const at = timeIn(has.hs_timestamp);
  if (!at) return [];
  const ownerId = has.hubspot_owner_id;
  return [{ kind, way: kinds[kind].way(has), at, ...(ownerId && { ownerId }) }];
}
