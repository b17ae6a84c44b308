import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { whyNotRep } from '../../src/services/why-not.ts';
import { enter } from '../support/accounts.ts';
import { publish } from '../support/publishing.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const RULES = `
rule set "Test"
pool "Desk" round robin = bo@registry.example, cy@registry.example, di@registry.example

rule "West"
  in geography, priority 1
  when country = US and state = CA
  then rep ana@registry.example

rule "Elsewhere in the US"
  in geography, priority 2
  when country = US
  then pool "Desk"
`;

let world: World;
const people: Record<string, string> = {};
beforeAll(async () => {
  world = await openWorld();
  for (const name of ['Ana', 'Bo', 'Cy']) people[name] = await hire(world, name);
  people.Di = await hire(world, 'Di', { leftAt: new Date('2026-01-01') });
  await publish(world, RULES);
});
afterAll(() => world.close());

let entered = 0;
function account(facts: Record<string, string>, owner?: string): Promise<string> {
  entered += 1;
  const ownerId = people[owner ?? ''];
  const domain = `x${entered}.example`;
  return enter(world, `X${entered}`, { domain, facts, ...(ownerId && { ownerId }) });
}
async function placeOf(accountId: string, rep: string) {
  const answer = await whyNotRep(
    world.ports,
    TEAM,
    { kind: 'account', id: accountId },
    people[rep] ?? '',
  );
  return answer.kind === 'rep' ? answer.place : undefined;
}
const california = { country: 'US', state: 'CA' };
const texas = { country: 'US', state: 'TX' };

describe('how a rep stands to an account', () => {
  it('is the owner of whom the rules say the same', async () => {
    expect(await placeOf(await account(california, 'Ana'), 'Ana')).toEqual({ kind: 'owner' });
  });

  it('is led to, and what speaks against it is said', async () => {
    const free = await account(california);
    expect(await placeOf(free, 'Ana')).toMatchObject({ kind: 'led', waits: false, flags: [] });
    const pinned = await account(california, 'Bo');
    const by = { kind: 'operator', name: 'dana' };
    await world.database.prisma.pin.create({
      data: {
        workspaceId: TEAM,
        accountId: pinned,
        reason: 'a verdict',
        by,
        pinnedAt: new Date(0),
      },
    });
    expect(await placeOf(pinned, 'Ana')).toMatchObject({
      kind: 'led',
      waits: true,
      flags: [{ kind: 'pinned', reason: 'a verdict' }],
    });
  });

  it('is one of a pool, whose turn it is or is not', async () => {
    const id = await account(texas);
    const bo = { id: people.Bo, name: 'Bo' };
    expect(await placeOf(id, 'Bo')).toMatchObject({
      kind: 'pooled',
      pool: { pool: 'Desk', verdict: { kind: 'chosen' }, next: bo },
    });
    expect(await placeOf(id, 'Cy')).toMatchObject({
      pool: { verdict: { kind: 'waits' }, next: bo },
    });
    expect(await placeOf(id, 'Di')).toMatchObject({ pool: { verdict: { kind: 'left' } } });
  });

  it('is passed over where another member of the pool has the account', async () => {
    const id = await account(texas, 'Cy');
    expect(await placeOf(id, 'Bo')).toEqual({
      kind: 'kept',
      pool: 'Desk',
      owner: { id: people.Cy, name: 'Cy' },
    });
    expect(await placeOf(id, 'Cy')).toEqual({ kind: 'owner' });
  });

  it('is somewhere else, with the pool that a change would lead to', async () => {
    const id = await account(california);
    const answer = await whyNotRep(world.ports, TEAM, { kind: 'account', id }, people.Cy ?? '');
    expect(answer).toMatchObject({
      place: { kind: 'elsewhere' },
      ways: [
        {
          line: { rule: { name: 'Elsewhere in the US' } },
          tries: [{ lacking: [], outcome: { kind: 'behind', count: 1 } }],
          pool: { pool: 'Desk', verdict: { kind: 'waits' } },
        },
      ],
    });
  });
});
