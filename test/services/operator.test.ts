import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Refusal, wordRefusal } from '../../src/domain/refusal.ts';
import { setOwner } from '../../src/services/operator.ts';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const to = 'bo@registry.example';
let world: World;

beforeAll(async () => {
  world = await openWorld();
  await hire(world, 'Bo');
  const ana = await hire(world, 'Ana');
  const foods = await enter('Cedar Foods', { crmId: '4711', ownerId: ana }, ['cedar-foods.com']);
  const attributes = { country: { value: 'DE', source: 'HubSpot', at: '2026-01-01T00:00:00Z' } };
  await world.database.prisma.account.update({ where: { id: foods }, data: { attributes } });
  await enter('Cedar Freight', { crmId: '4712' }, ['cedar-freight.com']);
});
afterAll(() => world.close());

async function enter(
  name: string,
  fields: { crmId: string; ownerId?: string },
  domains: string[],
): Promise<string> {
  const accountId = await register(world, name, fields);
  const names = [{ kind: 'name' as const, name }];
  await saveAccountNames(world.database.prisma, TEAM, [{ accountId, names, domains }]);
  return accountId;
}

const give = (asked: string) =>
  setOwner(world.ports, TEAM, { asked, to, because: 'moved', operator: 'root' });

/** What the operator reads, line by line. */
async function refusalOf(asked: string): Promise<string[]> {
  const error: unknown = await give(asked).catch((refusal) => refusal);
  if (error instanceof Refusal) return wordRefusal(error.reason).split('\n');
  throw error;
}

describe('an operator who names an account', () => {
  it('is shown all that the name fits, and how to name one of them', async () => {
    const [sentence, ...candidates] = await refusalOf('cedar');
    expect(sentence).toMatch(/“cedar” may be one of several.*CRM id.*domain/);
    expect(candidates.sort()).toEqual([
      '  4711  Cedar Foods · DE · Ana’s',
      '  4712  Cedar Freight · nobody’s',
    ]);
    expect(await world.database.prisma.ownershipChange.count()).toBe(0);
  });

  it.each([
    ['its CRM id', '4711', { account: 'Cedar Foods', from: 'Ana' }],
    ['a domain of its own', 'cedar-freight.com', { account: 'Cedar Freight' }],
  ])('can do so by %s', async (_how, asked, given) => {
    expect(await give(asked)).toEqual(given);
  });

  it('is told when nothing comes near', async () => {
    expect(await refusalOf('zzyzx')).toEqual([expect.stringMatching(/^No account .*“zzyzx”/)]);
  });
});
