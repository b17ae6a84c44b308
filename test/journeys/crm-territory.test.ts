import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeNews } from '../../src/services/crm-news.ts';
import { watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
beforeAll(async () => {
  here = await openHubSpotRegistry(3);
});
afterAll(() => here.close());

it('the territory that was decided here stands until somebody says another one in HubSpot', async () => {
  const { prisma } = here.world.database;
  const ids: Record<string, string> = {};
  for (const key of ['west', 'east', 'north']) {
    const { id } = await prisma.territory.create({
      data: { workspaceId: here.id, key, name: key },
    });
    ids[key] = id;
  }
  const { crmId } = here.company.account(0);
  const inHubSpot = async (properties: object) => {
    await here.inHubSpot('edit', { kind: 'companies', id: crmId, properties });
    await watchCrm(here.ports);
    await takeNews(here.ports, here.id);
    const { territoryId } = await here.account(crmId);
    return Object.keys(ids).find((key) => ids[key] === territoryId);
  };
  expect(await inHubSpot({ territory: 'west' })).toBe('west');

  const { id: accountId, ownerId: expected } = await here.account(crmId);
  const others = { workspaceId: here.id, leftAt: null, crmOwnerId: { not: null } };
  const { id: wanted } = await prisma.rep.findFirstOrThrow({
    where: { ...others, id: { not: expected ?? '' } },
  });
  const territory = { id: ids.east ?? '', name: 'east' };
  await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted, territory }));
  await writeCrmOwners(here.ports, here.id);

  expect(await inHubSpot({ name: 'Only renamed' })).toBe('east');
  expect(await inHubSpot({ territory: '' })).toBe('east');
  expect(await inHubSpot({ territory: 'north' })).toBe('north');
});
