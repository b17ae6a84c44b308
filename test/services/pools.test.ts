import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TURN } from '../../src/domain/credit.ts';
import { dealFrom } from '../../src/services/pools.ts';
import { aNamedPool, someAccount, someLead, someLeads, staff } from '../support/pool-staff.ts';
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

describe('a pool of the published rules', () => {
  it('deals to its members in turn and keeps a line of every turn', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    const account = someAccount();

    expect(await staffed.dealt('field')).toEqual(['ana']);
    expect(await staffed.dealt('Field', [someLead(), someLead(), account])).toEqual([
      'bo',
      'cy',
      'ana',
    ]);

    const turns = await staffed.lines('Field');
    expect(turns.map(({ number, repId }) => [Number(number), staffed.nameOf(repId)])).toEqual([
      ...[[1, 'ana'] as const, [2, 'bo'] as const, [3, 'cy'] as const, [4, 'ana'] as const],
    ]);
    expect(turns[3]).toMatchObject({
      ...{ kind: 'dealt', accountId: account.id, leadId: null, at: world.ports.clock.now() },
      ...{ creditBefore: 0n, creditAfter: BigInt((TURN * -2) / 3) },
      why: [
        { rep: { name: 'ana' }, verdict: { kind: 'chosen', ground: { kind: 'turn' } } },
        { rep: { name: 'bo' }, verdict: { kind: 'waits' } },
        { rep: { name: 'cy' }, verdict: { kind: 'waits' } },
      ],
    });
  });

  it('never amends a line', async () => {
    await staffed.publish(aNamedPool('Field', ['ana']));
    await staffed.dealt('Field');
    const { pool: connections } = world.database;
    await expect(connections.query('UPDATE pool_turns SET why = $1', ['{}'])).rejects.toThrow(
      'append-only',
    );
    await expect(connections.query('DELETE FROM pool_turns')).rejects.toThrow('append-only');
  });

  it('says so where it is unknown, resting, or empty', async () => {
    await staffed.publish(aNamedPool('Field', []));
    const ask = (name: string) =>
      staffed.within((tx) => dealFrom(tx, world.ports, staffed.workspaceId, name, someLead()));
    expect(await ask('Nowhere')).toEqual({ kind: 'nobody', unknown: 'Nowhere', passed: [] });
    expect(await ask('Field')).toEqual({ kind: 'nobody', passed: [{ pool: 'Field', why: [] }] });
    await staffed.publish();
    expect(await ask('Field')).toMatchObject({ kind: 'nobody', unknown: 'Field' });
  });

  it('is not that of another workspace', async () => {
    await staffed.publish(aNamedPool('Field', ['ana']));
    await world.database.prisma.workspace.upsert({
      where: { id: 'T0OTHER' },
      create: { id: 'T0OTHER', name: 'Other' },
      update: {},
    });
    const theirs = await staffed.within((tx) =>
      dealFrom(tx, world.ports, 'T0OTHER', 'Field', someLead()),
    );
    expect(theirs).toMatchObject({ kind: 'nobody', unknown: 'Field' });
  });
});

describe('publishing a pool again', () => {
  it('keeps the credit of those who stay, however it is spelt', async () => {
    await staffed.publish(aNamedPool('Équipe', ['ana', 'bo', 'cy']));
    await staffed.dealt('Équipe', [someLead()]);
    expect(await staffed.credits('Équipe')).toEqual([-2 / 3, 1 / 3, 1 / 3]);

    await staffed.publish(
      aNamedPool('ÉQUIPE', ['ana', 'bo', 'cy', 'di'], { method: { kind: 'weighted' } }),
    );

    expect(await staffed.credits('ÉQUIPE')).toEqual([-2 / 3, 1 / 3, 1 / 3, 0]);
    expect(await staffed.dealt('équipe', [someLead(), someLead()])).toEqual(['bo', 'cy']);
    expect(
      await world.database.prisma.pool.count({ where: { workspaceId: staffed.workspaceId } }),
    ).toBe(1);
  });

  it('shares what a leaver was due, and lets them begin anew when they come back', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    await staffed.dealt('Field');
    await staffed.publish(aNamedPool('Field', ['bo', 'cy']));
    expect(await staffed.credits('Field')).toEqual([0, 0]);
    const left = await world.database.prisma.poolMember.findFirstOrThrow({
      where: { workspaceId: staffed.workspaceId, repId: staffed.idOf('ana') },
    });
    expect(left).toMatchObject({ leftAt: world.ports.clock.now(), credit: 0n });

    await staffed.publish(aNamedPool('Field', ['ana', 'bo', 'cy']));
    expect(await staffed.credits('Field')).toEqual([0, 0, 0]);
    expect(await staffed.dealt('Field')).toEqual(['ana']);
  });

  it('lets a pool that is no longer named rest as it is', async () => {
    await staffed.publish(aNamedPool('Field', ['ana', 'bo']), aNamedPool('Home', ['cy']));
    await staffed.dealt('Field');
    await staffed.publish(aNamedPool('Home', ['cy']));
    await staffed.publish(aNamedPool('Field', ['ana', 'bo']), aNamedPool('Home', ['cy']));
    expect(await staffed.dealt('Field')).toEqual(['bo']);
  });

  it('names members whom the registry does not know, and counts nobody twice', async () => {
    const strangers = await staffed.publish(aNamedPool('Field', ['ana', 'zoe', 'ANA']));
    expect(strangers).toEqual([{ pool: 'Field', rep: 'zoe@pool.example' }]);
    expect(await staffed.dealt('Field', [someLead(), someLead()])).toEqual(['ana', 'ana']);
  });
});

describe('capacity and overflow', () => {
  it('fills everybody up, then goes on in the next pool, and round no circle', async () => {
    await staffed.join('ed', { capacity: 2 });
    await staffed.join('flo', { capacity: 1 });
    await staffed.publish(
      aNamedPool('First', ['ed', 'flo'], { overflow: 'second' }),
      aNamedPool('Second', ['ed'], { overflow: 'First' }),
    );
    const ed = staffed.idOf('ed');
    await register(world, 'Held', { workspaceId: staffed.workspaceId, ownerId: ed });

    const subjects = [someAccount(), someAccount(), someAccount()];
    expect(await staffed.dealt('First', subjects)).toEqual(['ed', 'flo', 'nobody']);

    await staffed.join('gus');
    await staffed.publish(
      aNamedPool('First', ['ed', 'flo'], { overflow: 'second' }),
      aNamedPool('Second', ['ed', 'gus'], { overflow: 'First' }),
    );
    const answers = await staffed.deal('First', [someAccount(), someAccount(), someAccount()]);
    expect(answers[2]).toMatchObject({
      ...{ kind: 'chosen', pool: 'Second', rep: { name: 'gus' } },
      passed: [
        {
          pool: 'First',
          why: [
            { verdict: { kind: 'full', load: 2, capacity: 2 } },
            { verdict: { kind: 'full', load: 1, capacity: 1 } },
          ],
        },
      ],
      why: [{ verdict: { kind: 'full', load: 2, capacity: 2 } }, { verdict: { kind: 'chosen' } }],
    });
  });
});

describe('five thousand at once', () => {
  it('are dealt in one transaction, to the same people as one by one', async () => {
    const members = ['ana', 'bo', 'cy', 'di'].map((rep, index) => ({
      rep: `${rep}@pool.example`,
      weight: index + 1,
    }));
    await staffed.publish(aNamedPool('Field', [], { method: { kind: 'weighted' }, members }));
    const got = await staffed.dealt('Field', someLeads(5000));
    const had = ['ana', 'bo', 'cy', 'di'].map((name) => got.filter((one) => one === name).length);
    expect(had).toEqual([500, 1000, 1500, 2000]);
    expect(await staffed.lines('Field')).toHaveLength(5000);
    expect(await staffed.credits('Field')).toEqual([0, 0, 0, 0]);
  });
});
