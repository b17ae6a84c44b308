import type { Crm, Heard, Log, Push } from '../../ports.ts';
import type { Access } from './access.ts';
import { getAccounts, readAccounts } from './account.ts';
import { readActivities } from './activity.ts';
import { createBudget } from './budget.ts';
import { allOf, changedSince, countOf } from './changed.ts';
import { type Connection, createConnection } from './connection.ts';
import { getDeals, readDeals } from './deal.ts';
import { makeCrmFields, readCrmFields } from './field.ts';
import { createJournal, JOURNAL_SCOPES } from './journal.ts';
import { getLeads, readLeads } from './lead.ts';
import { createLimiter } from './limiter.ts';
import { mergeCompanies } from './merge.ts';
import { newsIn } from './news.ts';
import { createOwnersByUser, readOwners } from './owner.ts';
import { OWNERS_AT_ONCE, writeOwners } from './owner-write.ts';
import { type Pace, realPace } from './pace.ts';
import { createPortalReader } from './portal.ts';
import { archivedAmong } from './record.ts';
import { flawInSignature, type PushSettings } from './signature.ts';
import { writeValues } from './value-write.ts';

export type HubSpotSettings = {
  access: Access;
  url: string;
  /** The date in HubSpot's paths. */
  version?: string;
  /** No single call takes longer. */
  deadlineMs?: number;
  /** HubSpot lets an app make 190, on its smaller plans 100. */
  callsPerTenSeconds?: number;
  /** Where HubSpot sends its webhooks, and how they are known to be its own. */
  push?: PushSettings;
};

const defaults = { version: '2026-09', deadlineMs: 20_000, callsPerTenSeconds: 150 };

export function createHubSpot(
  settings: HubSpotSettings,
  { log, pace = realPace }: { log: Log; pace?: Pace },
): Crm {
  const wanted = { ...defaults, ...settings };
  const limiter = createLimiter(wanted.callsPerTenSeconds, pace);
  const shared = { pace, log, limiter, budget: createBudget(pace) };
  const connection = createConnection(wanted, shared);
  const bulk = connection.inBulk();
  const portal = createPortalReader(connection);
  const ownersByUser = createOwnersByUser(connection);
  const { push, access } = settings;
  const ofApp = 'token' in access ? undefined : { ...access, scope: JOURNAL_SCOPES };
  return {
    name: 'HubSpot',
    owners: () => readOwners(connection),
    accounts: (fields, after) => readAccounts(bulk, ownersByUser, fields, after),
    deals: (after) => readDeals(bulk, portal, after),
    leads: (fields, after) => readLeads(bulk, fields, after),
    count: (kind) => countOf(bulk, kind),
    get: getOver(connection, { portal, ownersByUser }),
    getInBulk: getOver(bulk, { portal, ownersByUser }),
    restorableLeads: (ids) => archivedAmong(connection, 'contacts', ids),
    activities: (accountId, span) => readActivities(connection, accountId, span),
    mergeAccounts: (keep, other) => mergeCompanies(connection, keep, other),
    fields: (record) => readCrmFields(connection, record),
    makeFields: (record, wanted) => makeCrmFields(connection, record, wanted),
    changedSince: (kind, since) => changedSince(connection, kind, since),
    all: (kind) => allOf(bulk, kind),
    ...(push && {
      hear: (told, ours) =>
        hear(told, push, async () => (ours ? Number(ours) : (await portal()).id)),
    }),
    ...(ofApp && {
      journal: createJournal(
        createConnection({ ...wanted, access: ofApp }, shared),
        async () => (await portal()).id,
      ),
    }),
    accountId: async () => String((await portal()).id),
    accountUrl: async () => (await portal()).accountUrl,
    leadUrl: async () => (await portal()).leadUrl,
    ownersAtOnce: OWNERS_AT_ONCE,
    writeOwners: (writes) => writeOwners(connection, writes),
    writeValues: (writes, fields) => writeValues(connection, writes, fields),
  };
}

function getOver(
  connection: Connection,
  { portal, ownersByUser }: Parameters<typeof getDeals>[1],
): Crm['get'] {
  return {
    account: (ids, fields) => getAccounts(connection, ownersByUser, ids, fields),
    lead: (ids, fields) => getLeads(connection, ownersByUser, ids, fields),
    deal: (ids) => getDeals(connection, { portal, ownersByUser }, ids),
  };
}

/** Signatures first: nobody else may make us ask HubSpot anything. */
async function hear(
  push: Push,
  settings: PushSettings,
  portalId: () => Promise<number>,
): Promise<Heard> {
  const flaw = flawInSignature(push, settings);
  if (flaw) return { kind: 'refused', because: flaw };
  const news = newsIn(push.body, await portalId());
  return news ? { kind: 'news', news } : { kind: 'refused', because: 'it is no list of events' };
}
