import type { Crm, Log } from '../../ports.ts';
import { readAccounts } from './account.ts';
import { createConnection } from './connection.ts';
import { readDeals } from './deal.ts';
import { readLeads } from './lead.ts';
import { readOwners } from './owner.ts';
import { OWNERS_AT_ONCE, writeOwners } from './owner-write.ts';
import { type Pace, realPace } from './pace.ts';
import { createPortalReader } from './portal.ts';

export type HubSpotSettings = {
  token: string;
  url: string;
  /** The date in HubSpot's paths. */
  version?: string;
  /** No single call takes longer. */
  deadlineMs?: number;
  /** HubSpot lets an app make 190, on its smaller plans 100. */
  callsPerTenSeconds?: number;
};

const defaults = { version: '2026-09', deadlineMs: 20_000, callsPerTenSeconds: 150 };

export function createHubSpot(
  settings: HubSpotSettings,
  { log, pace = realPace }: { log: Log; pace?: Pace },
): Crm {
  const connection = createConnection({ ...defaults, ...settings }, { pace, log });
  const portal = createPortalReader(connection);
  return {
    name: 'HubSpot',
    owners: () => readOwners(connection),
    accounts: () => readAccounts(connection),
    deals: () => readDeals(connection, portal),
    leads: () => readLeads(connection),
    accountUrl: async () => (await portal()).accountUrl,
    ownersAtOnce: OWNERS_AT_ONCE,
    writeOwners: (writes) => writeOwners(connection, writes),
  };
}
