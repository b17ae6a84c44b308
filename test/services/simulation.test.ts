import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Compared, changedIn } from '../../src/domain/comparison.ts';
import { comparisonLine } from '../../src/domain/comparison-csv.ts';
import { simulateRules } from '../../src/services/simulation.ts';
import { savePin } from '../../src/store/pins.ts';
import { enter } from '../support/accounts.ts';
import { publish } from '../support/publishing.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const rules = `
pool "Desk" round robin = ada.lind@registry.example, ben.okoye@registry.example

rule "Inbound leads"
  in vertical, priority 1
  when record = lead
  then pool "Desk"

rule "West"
  in geography, priority 1
  when state = CA
  then rep ada.lind@registry.example

rule "Rest"
  in catch-all, priority 1
  when always
  then review
`;
const bens = rules.replace('then rep ada.lind', 'then rep ben.okoye');
const byHand = rules.replace('then pool "Desk"', 'then review');

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const ada = await hire(world, 'Ada Lind');
  await hire(world, 'Ben Okoye');
  const facts = { country: 'US', state: 'CA' };
  await enter(world, 'Birch', { domain: 'birch.example', ownerId: ada, facts });
  await enter(world, 'Cedar', { domain: 'cedar.example', facts });
  const pinned = await enter(world, 'Oak', { domain: 'oak.example', ownerId: ada, facts });
  const by = { kind: 'operator', name: 'mo' } as const;
  const at = world.ports.clock.now();
  await savePin(world.database.prisma, TEAM, { accountId: pinned, by, reason: 'renewal' }, at);
  const lead = { workspaceId: TEAM, crmId: 'L1', name: 'Lea Park', attributes: {} };
  await world.database.prisma.lead.create({ data: { ...lead, createdAt: at } });
  await publish(world, rules);
});
afterAll(() => world.close());

async function compare(text: string, of?: string[]) {
  const told: Compared[] = [];
  const comparison = await simulateRules(world.ports, TEAM, { text, ...(of && { of }) }, (one) =>
    told.push(one),
  );
  return { ...comparison, told, lines: told.map(comparisonLine) };
}

describe('a simulation', () => {
  it('is about some accounts alone where it is asked to be', async () => {
    const { id } = await world.database.prisma.account.findFirstOrThrow({
      where: { name: 'Birch' },
    });
    const { accounts, leads, told } = await compare(bens, [id]);
    expect([accounts.count, changedIn(accounts), leads.count]).toEqual([1, 1, 0]);
    expect(told.map(({ name }) => name)).toEqual(['Birch']);
  });

  it('finds nothing where the rules are the same', async () => {
    const { accounts, leads, told } = await compare(rules);
    expect([accounts.count, changedIn(accounts)]).toEqual([3, 0]);
    expect([leads.count, changedIn(leads)]).toEqual([1, 0]);
    expect(told).toEqual([]);
  });

  it('counts what would wait apart from what would go: a pin keeps an account where it is', async () => {
    const { accounts, lines } = await compare(bens);
    expect(accounts).toMatchObject({ goes: 2, waits: 1, stays: 0 });
    expect(lines.join('')).toMatch(
      /account,Oak,[^,]+,Ada Lind,,West,waits for a person \(Ben Okoye\),West,pinned,/,
    );
    expect(accounts.byOwner).toEqual([
      { name: 'Ben Okoye', before: 0, after: 2, gained: 2, lost: 0 },
      { name: 'Ada Lind', before: 2, after: 1, gained: 0, lost: 1 },
      { name: 'nobody', before: 1, after: 0, gained: 0, lost: 1 },
    ]);
  });

  it('calls whoever owns an account its owner now, and sets what the published rules say beside it', async () => {
    const { lines } = await compare(bens);
    const line = /account,Cedar,[^,]+,nobody,Ada Lind,West,Ben Okoye,West,,/;
    expect(lines.join('')).toMatch(line);
  });

  it('goes through leads as well', async () => {
    const { accounts, leads, lines } = await compare(byHand);
    expect(changedIn(accounts)).toBe(0);
    expect(leads).toMatchObject({ count: 1, goes: 0, waits: 1 });
    expect(lines).toEqual([
      'lead,Lea Park,L1,nobody,pool Desk,Inbound leads,waits for a person,Inbound leads,review,\r\n',
    ]);
  });

  it('keeps two of one name apart', async () => {
    const namesake = {
      email: 'ada2@registry.example',
      skills: [],
      languages: [],
      certificates: [],
    };
    await world.database.prisma.rep.create({
      data: { ...namesake, workspaceId: TEAM, name: 'Ada Lind' },
    });
    const { accounts, lines } = await compare(rules.replace('rep ada.lind@', 'rep ada2@'));
    expect(accounts).toMatchObject({ goes: 2, waits: 1 });
    expect(lines.join('')).toContain('Ada Lind (ada.lind@registry.example),');
    expect(lines.join('')).toContain('Ada Lind (ada2@registry.example),');
  });
});
