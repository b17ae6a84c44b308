import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { collect, connect, quickPace } from '../adapters/hubspot-server.ts';
import { aChange } from '../support/changes.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

const other = { id: 'T0OTHER', name: 'Other Ltd' };
const company = createCompany({ seed: 6, accounts: 12 });
/** Owners that were written to the other one. */
const written: string[] = [];
let here: HubSpotRegistry;
let hubspot: HubSpot;
let ports: Ports;
beforeAll(async () => {
  here = await openHubSpotRegistry(12);
  const app = { token: 'pat-test', portalId: 4712, limits: 'off', port: 0 } as const;
  hubspot = await startHubSpot({ ...app, company, onWrite: ({ id }) => written.push(id) });
  const crm = connect(hubspot);
  ports = { ...here.ports, crm: (id) => (id === other.id ? crm : here.crm) };
  await importCrm(ports, other, crm, () => undefined);
});
afterAll(async () => {
  await hubspot.stop();
  await here.close();
});

/** All that a workspace has from its HubSpot. */
async function bookOf(workspaceId: string) {
  const { prisma } = here.world.database;
  const ofIt = { where: { workspaceId }, orderBy: { crmId: 'asc' as const } };
  const select = { crmId: true, name: true, ownerId: true, deletedAt: true };
  return [
    await prisma.account.findMany({ ...ofIt, select }),
    await prisma.lead.findMany({ ...ofIt, select }),
  ];
}

it('F30 two accounts in one process: what happens in one leaves the other’s records as they are', async () => {
  const { crmId } = here.company.account(3);
  expect(company.account(3).crmId).toBe(crmId);
  const before = await bookOf(other.id);
  const properties = { name: 'Renamed in the first' };
  await here.inHubSpot('edit', { kind: 'companies', id: crmId, properties });
  await here.inHubSpot('archive', { kind: 'companies', id: here.company.account(4).crmId });
  const { id: accountId, ownerId: expected } = await here.account(crmId);
  const rep = await here.world.database.prisma.rep.findFirstOrThrow({
    where: { workspaceId: here.id, leftAt: null, id: { not: expected ?? '' } },
  });
  await changeOwner(ports, here.id, aChange({ accountId, expected, wanted: rep.id }));

  await watchCrm(ports);
  await compareCrm(ports);
  for (const id of [here.id, other.id]) {
    await takeNews(ports, id);
    await writeCrmOwners(ports, id);
  }

  expect(await here.account(crmId)).toMatchObject({ ...properties, ownerId: rep.id });
  expect(here.written).toEqual([crmId]);
  expect(written).toEqual([]);
  expect(await bookOf(other.id)).toEqual(before);
});

it('F30 two accounts in one process: one that has used up its calls does not hold up the other', async () => {
  const pace = quickPace();
  const few = { callsPerTenSeconds: 1, pace };
  const [first, second] = [connect(here.hubspot, few), connect(hubspot, few)];
  const ask = (crm: typeof first) => collect(crm.all('deal'));

  await ask(first);
  await ask(second);
  expect(pace.waits).toEqual([]);
  await ask(first);
  expect(pace.waits).not.toEqual([]);
});
