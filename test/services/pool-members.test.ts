import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dealFrom } from '../../src/services/pools.ts';
import { aNamedPool, someAccount, someLead, staff } from '../support/pool-staff.ts';
import { openWorld, register, type World } from '../support/world.ts';

let world: World;
let staffed: Awaited<ReturnType<typeof staff>>;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  staffed = await staff(world);
});

describe('what the registry knows of the members', () => {
  it('counts: absences and their backups, hours and holidays', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    const [ana = '', bo = '', cy = ''] = ['ana', 'bo', 'cy'].map((name) => staffed.idOf(name));
    const { rep, absence } = world.database.prisma;
    const until = new Date('2026-12-24');
    await absence.create({
      data: {
        workspaceId: staffed.workspaceId,
        repId: ana,
        from: new Date('2026-11-01'),
        until,
        backupId: bo,
      },
    });
    await rep.update({
      where: { id: cy },
      data: {
        timeZone: 'America/New_York',
        hours: { fri: [{ from: '09:00', until: '17:00' }] },
        holidayRegion: 'US',
      },
    });
    // Friday, 20 November, ten in the morning UTC: five in New York.
    expect(await staffed.dealt('Field', [someLead(), someLead(), someLead()])).toEqual([
      'bo',
      'bo',
      'bo',
    ]);

    world.setTime('2026-11-20T15:00:00Z');
    expect(await staffed.dealt('Field', [someLead(), someLead(), someLead()])).toContain('cy');
    world.setTime('2026-12-25T15:00:00Z');
    const noon = await staffed.within((tx) =>
      dealFrom(tx, world.ports, staffed.workspaceId, 'Field', someLead()),
    );
    expect(noon).toMatchObject({
      why: [{}, {}, { verdict: { kind: 'off', until: new Date('2027-01-08T14:00:00Z') } }],
    });
    world.setTime('2026-11-20T10:00:00Z');
  });

  it.each(['count', 'value', 'score'] as const)('weighs their load by %s', async (by) => {
    await staffed.publish(
      aNamedPool('Field', ['ana', 'bo'], { method: { kind: 'least-loaded', by } }),
    );
    const { prisma } = world.database;
    const held = await register(world, 'Held', {
      workspaceId: staffed.workspaceId,
      ownerId: staffed.idOf('ana'),
    });
    await prisma.account.update({
      where: { id: held },
      data: { attributes: { score: { value: 9, source: 'CRM', at: '2026-01-01' } } },
    });
    await prisma.deal.create({
      data: {
        ...{
          workspaceId: staffed.workspaceId,
          crmId: randomUUID(),
          accountId: held,
          name: 'Renewal',
          stage: 'open',
        },
        ...{ status: 'open', amount: 1000 },
      },
    });
    const small = () => someAccount({ score: 4, open_deal_value: 400 });
    const expected = by === 'count' ? ['bo', 'ana', 'bo'] : ['bo', 'bo', 'bo'];
    expect(await staffed.dealt('Field', [small(), small(), small()])).toEqual(expected);
  });

  it('counts leads where leads are dealt', async () => {
    await staffed.publish(
      aNamedPool('Field', ['ana', 'bo'], { method: { kind: 'least-loaded', by: 'count' } }),
    );
    await register(world, 'Held', {
      workspaceId: staffed.workspaceId,
      ownerId: staffed.idOf('bo'),
    });
    await world.database.prisma.lead.create({
      data: {
        workspaceId: staffed.workspaceId,
        crmId: randomUUID(),
        name: 'Lee',
        ownerId: staffed.idOf('ana'),
      },
    });
    expect(await staffed.dealt('Field')).toEqual(['bo']);
    expect(await staffed.dealt('Field', [someAccount()])).toEqual(['ana']);
  });

  it('finds who wins in a segment, and in how many deals', async () => {
    const method = { kind: 'best-fit', by: ['win-rate'] } as const;
    await staffed.publish(
      aNamedPool('Field', ['ana', 'bo'], { method: { ...method, by: [...method.by] } }),
    );
    const accountId = await register(world, 'Shop', { workspaceId: staffed.workspaceId });
    await world.database.prisma.account.update({
      where: { id: accountId },
      data: { attributes: { industry: { value: 'Retail', source: 'CRM', at: '2026-01-01' } } },
    });
    const deals = (rep: string, won: number) =>
      Array.from({ length: 60 }, (_, index) => ({
        ...{
          workspaceId: staffed.workspaceId,
          crmId: randomUUID(),
          accountId,
          name: 'Deal',
          stage: 'closed',
        },
        ...{ status: index < won ? 'won' : 'lost', ownerId: staffed.idOf(rep) },
      }));
    await world.database.prisma.deal.createMany({
      data: [...deals('ana', 15), ...deals('bo', 45)],
    });
    const answer = await staffed.within((tx) =>
      dealFrom(tx, world.ports, staffed.workspaceId, 'Field', someAccount({ industry: 'retail' })),
    );
    expect(answer).toMatchObject({
      rep: { name: 'bo' },
      why: [{}, { verdict: { ground: { parts: [{ by: 'win-rate', deals: 60 }] } } }],
    });
  });

  it('leaves a claim to whoever comes first', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo'], { method: { kind: 'claim' } }));
    const answer = await staffed.within((tx) =>
      dealFrom(tx, world.ports, staffed.workspaceId, 'Field', someLead()),
    );
    expect(answer).toMatchObject({
      kind: 'open',
      pool: 'Field',
      to: [{ name: 'ana' }, { name: 'bo' }],
    });
    expect(await staffed.lines('Field')).toEqual([]);
  });
});
