import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeOwner } from '../../src/services/ownership.ts';
import { readFactsAsOf } from '../../src/store/past.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, aCrmOwner, owned } from '../support/crm.ts';
import { mirror } from '../support/mirror.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const dayOf = (nth: number) => new Date(Date.UTC(2026, 5, 1 + nth));

type Picture = { name: string; attributes: Record<string, string | number> };
const picture: fc.Arbitrary<Picture> = fc.record({
  name: fc.constantFrom('Acme', 'Acme Ltd'),
  attributes: fc.dictionary(
    fc.constantFrom('employees', 'score', 'city'),
    fc.constantFrom<string | number>(1, 2, 3, 'Köln “am Rhein”'),
  ),
});

describe('the past of an account', () => {
  it('is what stood there at each moment, over any history', async () => {
    const { prisma } = world.database;
    const histories = fc.sample(fc.array(picture, { minLength: 1, maxLength: 7 }), {
      seed: 1,
      numRuns: 40,
    });
    for (const [nth, pictures] of histories.entries()) {
      let id = '';
      for (const [day, { name, attributes }] of pictures.entries()) {
        const said = Object.entries(attributes).map(([key, value]) => [
          key,
          { value, source: 'HubSpot', at: dayOf(day) },
        ]);
        const account = {
          ...{ crmId: `random ${nth}`, name, changedAt: dayOf(day) },
          attributes: Object.fromEntries(said),
        };
        const [saved] = await saveAccounts(prisma, TEAM, [account], dayOf(day));
        id = saved?.id ?? '';
      }
      for (const [day, { name, attributes }] of pictures.entries()) {
        const then = await readFactsAsOf(prisma, TEAM, id, dayOf(day));
        const { employees, score, city } = then?.known.facts ?? {};
        const is = JSON.parse(
          JSON.stringify({ name: then?.known.facts.name, employees, score, city }),
        );
        const read = Object.entries(attributes).filter(
          ([key, value]) => key === 'city' || typeof value === 'number',
        );
        const known = read.map(([key, value]) => [key, key === 'city' ? String(value) : value]);
        expect(is).toEqual({ name, ...Object.fromEntries(known) });
      }
    }
  });

  it('is not written by a first import, nor by one that finds nothing else', async () => {
    const owner = aCrmOwner('7');
    const crm = aCrm({ owners: [owner, aCrmOwner('8')] });
    const here = mirror(world, crm);
    const from = { source: 'HubSpot', at: new Date('2026-11-01T08:00:00Z') };
    const country = (value: string) => ({ attributes: { country: { value, ...from } } });
    const past = () =>
      world.database.prisma.attributeChange.findMany({ where: { workspaceId: here.id } });
    crm.company.accounts.push(
      aCrmAccount('1', { ...country('Germany'), ...owned(['7', '2024-01-01']) }),
    );
    world.setTime('2026-11-20T10:00:00Z');
    await here.bringIn();
    // A touch: the same is known, since later.
    const touched = { ...country('Germany'), changedAt: new Date('2026-11-02T08:00:00Z') };
    Object.assign(crm.company.accounts[0] ?? {}, touched);
    await here.bringIn();
    expect(await past()).toEqual([]);

    world.setTime('2026-11-21T10:00:00Z');
    const moved = { ...country('France'), changedAt: new Date('2026-11-03T08:00:00Z') };
    Object.assign(crm.company.accounts[0] ?? {}, moved);
    await here.bringIn();
    expect(await past()).toMatchObject([
      {
        ...{ key: 'country', value: 'Germany', source: 'HubSpot' },
        until: new Date('2026-11-21T10:00:00Z'),
      },
    ]);

    const { id: accountId } = await here.account('1');
    const [expected, wanted] = [await here.rep('7'), await here.rep('8')];
    world.setTime('2026-11-22T10:00:00Z');
    await changeOwner(here.ports, here.id, aChange({ accountId, expected, wanted }));
    const factsOn = async (iso: string) => {
      const then = await readFactsAsOf(world.database.prisma, here.id, accountId, new Date(iso));
      return then?.known.facts;
    };
    expect(await factsOn('2026-11-20T12:00:00Z')).toMatchObject({
      ...{ country: 'DE', owner: owner.email },
    });
    expect(await factsOn('2026-11-21T12:00:00Z')).toMatchObject({
      ...{ country: 'FR', owner: owner.email },
    });
    expect(await factsOn('2026-11-22T12:00:00Z')).toMatchObject({
      ...{ country: 'FR', owner: '8@registry.example' },
    });
  });
});
