import { randomUUID } from 'node:crypto';
import { addDays } from 'date-fns/addDays';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CrmKind } from '../../src/ports.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, foundCounts, watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { forgetLeads } from '../../src/services/departures.ts';
import { explainLeadMatch } from '../../src/services/lead-matching.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { aChange } from '../support/changes.ts';
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

it('F10 so many at once that it may be another HubSpot: nobody is erased', async () => {
  const all = indices.flatMap((nth) => here.company.contactsOf(nth)).map(({ crmId }) => crmId);
  const gone = all.slice(5, 60);
  for (const id of gone) await here.inHubSpot('purge', { id });

  await compare();

  const leads = { workspaceId: here.id, crmId: { in: gone }, deletedAt: { not: null } };
  expect(await prisma().lead.count({ where: leads })).toBe(gone.length);
  const erased = { ...leads, name: 'An erased contact' };
  expect(await prisma().lead.count({ where: erased })).toBe(0);
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

  it.each(['told', 'untold'])('F9 merged, %s: are one at once', async (how) => {
    const few = indices.map((nth) => here.company.dealsOf(nth)).filter((all) => all.length > 1);
    const [one, two] = few[how === 'told' ? 0 : 1] ?? [];
    const [primary, other] = [one?.crmId ?? '', two?.crmId ?? ''];
    const { id } = await here.inHubSpot('merge', { kind: 'deals', primary, other });
    const content = { kind: 'merged' as const, primary, others: [other] };
    if (how === 'told') {
      await receiveNews(here.ports, here.id, [{ kind: 'deal', id, content, key: 'merger' }]);
      await takeNews(here.ports, here.id);
    } else await watch();

    const left = [await deal(id), await deal(primary), await deal(other)];
    expect(left.map((found) => found?.crmId ?? 'gone')).toEqual([id, 'gone', 'gone']);
  });
});

it('F1, F5 what was healed: is counted without our own writes, and without what was told', async () => {
  const [one, two, three] = [1, 2, 3].map((nth) => here.company.account(nth).crmId);
  const ids = { one: one ?? '', two: two ?? '', three: three ?? '' };
  const rename = (id: string) =>
    here.inHubSpot('edit', { kind: 'companies', id, properties: { name: `Renamed ${id}` } });
  const found = async () =>
    (await foundCounts(here.ports)).find(({ kind }) => kind === 'account')?.found;
  await watch();
  const before = (await found()) ?? 0;

  const { id: accountId, ownerId: expected } = await here.account(ids.one);
  const other = { workspaceId: here.id, leftAt: null, crmOwnerId: { not: null } };
  const { id: wanted } = await prisma().rep.findFirstOrThrow({
    where: { ...other, id: { not: expected ?? '' } },
  });
  await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted }));
  await writeCrmOwners(here.ports, here.id);
  await rename(ids.two);
  await rename(ids.three);
  const told = { kind: 'account', id: ids.three, content: { kind: 'changed' } } as const;
  await receiveNews(here.ports, here.id, [{ ...told, key: 'told in time' }]);
  await watch();
  await compare();

  expect(((await found()) ?? 0) - before).toBe(1);
});

describe('once rules are published', () => {
  const rules = (email = '') => `
rule "Iceland"
  in geography
  says "Iceland has one owner."
  when country = IS
  then rep ${email}`;
  const by = { kind: 'operator', name: 'ops' } as const;
  const toldOf = async (kind: CrmKind, ...ids: string[]) => {
    const content = { kind: 'changed' } as const;
    const news = ids.map((id) => ({ kind, id, content, key: randomUUID() }));
    await receiveNews(here.ports, here.id, news);
    await takeNews(here.ports, here.id);
  };
  const told = (...ids: string[]) => toldOf('account', ...ids);
  const decided = async (crmId: string) => {
    const { id: accountId } = await here.account(crmId);
    return prisma().decision.count({ where: { accountId } });
  };
  const crmId = (nth: number) => here.company.account(nth).crmId;
  const edit = (nth: number, properties: object) =>
    here.inHubSpot('edit', { kind: 'companies', id: crmId(nth), properties });

  beforeAll(async () => {
    const text = rules(here.company.reps.find(({ left }) => !left)?.email);
    await publishRules(here.ports, here.id, { text, note: '', by });
  });

  it('F24 another parent: all below it are asked about anew, and a mere look asks nothing', async () => {
    const ids = indices.map(crmId);
    const parents = await Promise.all(ids.map(here.account));
    const alone = parents.filter(({ id, parentId }) => {
      return parentId === null && !parents.some((one) => one.parentId === id);
    });
    const [low = '', mid = '', top = ''] = alone.map((one) => one.crmId);
    const hang = (child: string, parent: string) =>
      here.inHubSpot('associate', {
        from: { kind: 'companies', id: child },
        to: { kind: 'companies', id: parent },
        types: [14],
      });
    const counts = async () => [await decided(low), await decided(mid), await decided(top)];
    await told(low, mid, top);
    expect(await counts()).toEqual([0, 0, 0]);

    await hang(low, mid);
    await told(low);
    expect(await counts()).toEqual([1, 0, 0]);
    await hang(mid, top);
    await told(mid);
    expect(await counts()).toEqual([2, 1, 0]);
    await told(low, mid, top);
    await compare();
    expect(await counts()).toEqual([2, 1, 0]);
  });

  it('F24 another domain, F10 restored: are asked about anew, and a mere touch is not', async () => {
    const [nth, id] = [7, crmId(7)];
    await edit(nth, { hs_additional_domains: 'another-name.example' });
    await told(id);
    expect(await decided(id)).toBe(1);

    await here.inHubSpot('archive', { kind: 'companies', id });
    await told(id);
    await here.inHubSpot('restore', { kind: 'companies', id });
    await told(id);
    expect(await decided(id)).toBe(2);
    const { id: accountId } = await here.account(id);
    const waiting = { accountId, status: 'pending' };
    expect(await prisma().proposal.count({ where: waiting })).toBe(1);

    await edit(nth, { lifecyclestage: 'customer' });
    await told(id);
    await told(id);
    expect(await decided(id)).toBe(2);
  });

  it('F24 shared domain: a contact of it is given to neither of its companies silently', async () => {
    const shared = { domain: 'shared-by-two.com', country: 'United States' };
    for (const name of ['Northern Glass', 'Quiet Harbour']) {
      await here.inHubSpot('create', { kind: 'companies', properties: { ...shared, name } });
    }
    const properties = { email: 'ann@shared-by-two.com', firstname: 'Ann' };
    const { id } = await here.inHubSpot('create', { kind: 'contacts', properties });
    await watch();

    const where = { workspaceId: here.id, crmId: id };
    const lead = await prisma().lead.findFirstOrThrow({ where });
    expect(lead.ownerId).toBeNull();
    const match = await explainLeadMatch(here.ports, here.id, lead.id);
    expect(match).toMatchObject({ verdict: 'several', considered: [{}, {}] });
  });

  it('F24 ring of parents: is one family, and nothing goes round in it', async () => {
    const ring = [30, 31, 32].map(crmId);
    for (const [nth, id] of ring.entries()) {
      const to = { kind: 'companies', id: ring[(nth + 1) % ring.length] };
      await here.inHubSpot('associate', { from: { kind: 'companies', id }, to, types: [14] });
    }
    await watch();
    const family = await Promise.all(ring.map(here.account));
    const heads = family.map(({ id, ultimateParentId }) => ultimateParentId ?? id);
    expect(new Set(heads).size).toBe(1);
  });

  it('F10 restored: of a contact is decided anew as well', async () => {
    const all = indices.flatMap((nth) => here.company.contactsOf(nth));
    const id = all.at(-1)?.crmId ?? '';
    await here.inHubSpot('archive', { kind: 'contacts', id });
    await toldOf('lead', id);
    await here.inHubSpot('restore', { kind: 'contacts', id });
    await toldOf('lead', id);
    await toldOf('lead', id);
    const lead = await prisma().lead.findFirstOrThrow({ where: { crmId: id } });
    expect(await prisma().decision.count({ where: { leadId: lead.id } })).toBe(1);
  });
});
