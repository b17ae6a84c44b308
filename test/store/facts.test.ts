import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashFacts, readFacts, readLeadFacts } from '../../src/store/facts.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const at = '2026-05-01T00:00:00.000Z';
const hubSpot = (value: string | number) => ({ value, source: 'HubSpot', at });
const one = async (id: string) => (await readFacts(world.database.prisma, TEAM, [id])).get(id);

async function deal(
  accountId: string,
  fields: { amount?: number; status?: string; ownerId?: string },
): Promise<void> {
  const { amount = null, status = 'open', ownerId = null } = fields;
  await world.database.prisma.deal.create({
    data: {
      ...{ workspaceId: TEAM, crmId: randomUUID(), name: 'Pilot', stage: 'Proposal' },
      ...{ accountId, amount, status, ownerId },
    },
  });
}

describe('what is known of an account', () => {
  it('is what it stores and what stands around it', async () => {
    const { prisma } = world.database;
    const [ana, bo, cy, di] = await Promise.all(
      ['Ana Ruiz', 'Bo Lind', 'Cy Park', 'Di Wood'].map((name) => hire(world, name)),
    );
    const group = await register(world, 'Acme Group', { ...(cy && { ownerId: cy }) });
    const parent = await register(world, 'Acme Europe', { ...(bo && { ownerId: bo }) });
    const id = await register(world, 'Acme Health', { ...(ana && { ownerId: ana }) });
    await prisma.account.update({
      where: { id },
      data: {
        parentId: parent,
        ultimateParentId: group,
        attributes: { country: hubSpot('Deutschland'), revenue: hubSpot(88_000_000) },
      },
    });
    await prisma.accountDomain.createMany({
      data: ['acme-health.de', 'acme.com'].map((domain) => ({
        workspaceId: TEAM,
        accountId: id,
        domain,
      })),
    });
    await deal(id, { amount: 10_000, ...(ana && { ownerId: ana }) });
    await deal(id, { amount: 30_000.5, ...(di && { ownerId: di }) });
    await deal(id, { amount: 900_000, status: 'won', ...(bo && { ownerId: bo }) });

    const known = await one(id);
    expect(known?.facts).toEqual({
      record: 'account',
      name: 'Acme Health',
      domain: 'acme.com',
      domains: ['acme-health.de', 'acme.com'],
      country: 'DE',
      revenue: 88_000_000,
      owner: 'ana.ruiz@registry.example',
      parent: 'Acme Europe',
      parent_owner: 'bo.lind@registry.example',
      family_owner: 'cy.park@registry.example',
      open_deal_owner: 'di.wood@registry.example',
      open_deal_value: 40_000.5,
    });
    expect(known?.origins.country).toEqual({ source: 'HubSpot', at: new Date(at) });
  });

  it('says nothing of what is not there', async () => {
    const id = await register(world, 'Lonely Ltd');
    const known = await one(id);
    expect(JSON.parse(JSON.stringify(known?.facts))).toEqual({
      record: 'account',
      name: 'Lonely Ltd',
      open_deal_value: 0,
    });
  });

  it('names the owner of the largest deal that has one', async () => {
    const eve = await hire(world, 'Eve Holt');
    const id = await register(world, 'Dealer GmbH');
    await deal(id, { amount: 500 });
    await deal(id, { ownerId: eve });
    expect((await one(id))?.facts).toMatchObject({
      open_deal_owner: 'eve.holt@registry.example',
      open_deal_value: 500,
    });
  });

  it('reports what it could not read', async () => {
    const id = await register(world, 'Dirty Inc');
    await world.database.prisma.account.update({
      where: { id },
      data: { attributes: { country: hubSpot('Narnia') } },
    });
    expect((await one(id))?.unreadable).toEqual([
      { attribute: 'country', value: 'Narnia', source: 'HubSpot' },
    ]);
  });

  it('leaves out accounts that are gone, of others, or never were', async () => {
    const { prisma } = world.database;
    const here = await register(world, 'Here AG');
    const gone = await register(world, 'Gone AG');
    await prisma.account.update({ where: { id: gone }, data: { deletedAt: new Date(at) } });
    await prisma.workspace.create({ data: { id: 'T0OTHER', name: 'Other' } });
    const theirs = await register(world, 'Theirs AG', { workspaceId: 'T0OTHER' });
    const known = await readFacts(prisma, TEAM, [here, gone, theirs, randomUUID()]);
    expect([...known.keys()]).toEqual([here]);
    expect(await readFacts(prisma, TEAM, [])).toEqual(new Map());
  });

  it('does not speak of a parent that is gone', async () => {
    const { prisma } = world.database;
    const parent = await register(world, 'Old Parent', { ownerId: await hire(world, 'Flo Dean') });
    const id = await register(world, 'Orphan Ltd');
    const data = { parentId: parent, ultimateParentId: parent };
    await prisma.account.update({ where: { id }, data });
    await prisma.account.update({ where: { id: parent }, data: { deletedAt: new Date(at) } });
    const facts = (await one(id))?.facts;
    expect([facts?.parent, facts?.parent_owner, facts?.family_owner]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what is known of a lead', () => {
  it('is its own, and what is known of its account', async () => {
    const { prisma } = world.database;
    const gus = await hire(world, 'Gus Hill');
    const accountId = await register(world, 'Matched SE', { ownerId: gus });
    await prisma.account.update({
      where: { id: accountId },
      data: { attributes: { country: hubSpot('US'), zip: hubSpot('94612') } },
    });
    const lead = { workspaceId: TEAM, name: 'Eva Roth', email: 'Eva@Matched.com' };
    const [matched, alone] = await Promise.all(
      [{ accountId }, { attributes: { source: hubSpot('PAID_SEARCH') } }].map((fields) =>
        prisma.lead.create({ data: { ...lead, ...fields, crmId: randomUUID() } }),
      ),
    );
    const ids = [matched?.id ?? '', alone?.id ?? ''];
    const known = await readLeadFacts(prisma, TEAM, ids);
    expect(known.get(ids[0] ?? '')?.facts).toMatchObject({
      record: 'lead',
      name: 'Eva Roth',
      domain: 'matched.com',
      country: 'US',
      state: 'CA',
      matched_owner: 'gus.hill@registry.example',
      open_deal_value: 0,
    });
    expect(JSON.parse(JSON.stringify(known.get(ids[1] ?? '')?.facts))).toEqual({
      record: 'lead',
      name: 'Eva Roth',
      domain: 'matched.com',
      domains: ['matched.com'],
      source: 'Paid Search',
    });
  });
});

describe('the hash of facts', () => {
  it('depends on what is known and on nothing else', () => {
    const facts = { country: 'US', revenue: 5, tags: ['a', 'b'] };
    const same = { tags: ['b', 'a'], revenue: 5, state: undefined, zip: null, country: 'US' };
    expect(hashFacts(same)).toBe(hashFacts(facts));
    expect(hashFacts(facts)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashFacts({ ...facts, revenue: 6 })).not.toBe(hashFacts(facts));
    expect(hashFacts({ ...facts, revenue: '5' })).not.toBe(hashFacts(facts));
    expect(hashFacts({ ...facts, state: 'CA' })).not.toBe(hashFacts(facts));
  });
});
