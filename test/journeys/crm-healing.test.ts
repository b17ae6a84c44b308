import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { forgetLeads } from '../../src/services/departures.ts';
import { type HubSpotRegistry, openHubSpotRegistry } from '../support/hubspot-registry.ts';

let here: HubSpotRegistry;
beforeAll(async () => {
  here = await openHubSpotRegistry(40);
});
afterAll(() => here.close());

const prisma = () => here.world.database.prisma;
const watch = async () => {
  await watchCrm(here.ports);
  await takeNews(here.ports, here.id);
};
const compare = async () => {
  await compareCrm(here.ports);
  await takeNews(here.ports, here.id);
};
const indices = Array.from({ length: 40 }, (_, nth) => nth);

describe('people of HubSpot whose end nobody has told', () => {
  const contact = (nth: number) => {
    const all = indices.flatMap((one) => here.company.contactsOf(one));
    return all[nth]?.crmId ?? '';
  };
  const lead = (crmId: string) =>
    prisma().lead.findFirstOrThrow({ where: { workspaceId: here.id, crmId } });

  it('F10 erased: leave nothing of theirs; who is only deleted there may come back', async () => {
    const [erased, deleted] = [contact(0), contact(1)];
    const { name, email } = await lead(deleted);
    await here.inHubSpot('purge', { id: erased });
    await here.inHubSpot('archive', { kind: 'contacts', id: deleted });

    await compare();

    const nothing = { name: 'An erased contact', email: null, attributes: {} };
    expect(await lead(erased)).toMatchObject({ ...nothing, deletedAt: expect.any(Date) });
    expect(await lead(deleted)).toMatchObject({ name, email, deletedAt: expect.any(Date) });
    await here.inHubSpot('restore', { kind: 'contacts', id: deleted });
    await watch();
    expect(await lead(deleted)).toMatchObject({ name, email, deletedAt: null });
  });

  it('F10 deleted, and erased later on: leave nothing once nobody can restore them', async () => {
    const id = contact(2);
    const { name } = await lead(id);
    await here.inHubSpot('archive', { kind: 'contacts', id });
    await compare();

    const daysOn = (days: number) => ({
      ...here.ports,
      clock: { now: () => addDays(new Date(), days) },
    });
    await forgetLeads(daysOn(89));
    expect(await lead(id)).toMatchObject({ name });
    await forgetLeads(daysOn(91));
    expect(await lead(id)).toMatchObject({ name: 'An erased contact', email: null });
  });
});

describe('deals of HubSpot', () => {
  const deals = () => indices.flatMap((one) => here.company.dealsOf(one));
  const deal = (crmId = '') => prisma().deal.findFirst({ where: { workspaceId: here.id, crmId } });

  it('F18 of somebody hired today are theirs at once', async () => {
    const id = deals()[0]?.crmId ?? '';
    const { ownerId } = (await deal(id)) ?? {};
    const hired = await prisma().rep.findFirstOrThrow({
      where: { workspaceId: here.id, leftAt: null, id: { not: ownerId ?? '' } },
    });
    const stranger = { id: hired.id };
    await prisma().rep.update({ where: stranger, data: { crmOwnerId: null } });
    const properties = { hubspot_owner_id: hired.crmOwnerId };
    await here.inHubSpot('edit', { kind: 'deals', id, properties });

    await watch();

    expect((await deal(id))?.ownerId).toBe(hired.id);
  });

  it('F9 merged: are one at once', async () => {
    const [one, two] = indices
      .map((nth) => here.company.dealsOf(nth))
      .find((all) => all.length > 1) ?? [undefined, undefined];
    const [primary, other] = [one?.crmId ?? '', two?.crmId ?? ''];
    const { id } = await here.inHubSpot('merge', { kind: 'deals', primary, other });
    const merged = { kind: 'merged' as const, primary, others: [other] };

    await receiveNews(here.ports, here.id, [{ kind: 'deal', id, content: merged, key: 'merger' }]);
    await takeNews(here.ports, here.id);

    const left = [await deal(id), await deal(primary), await deal(other)];
    expect(left.map((found) => found?.crmId ?? 'gone')).toEqual([id, 'gone', 'gone']);
  });
});
