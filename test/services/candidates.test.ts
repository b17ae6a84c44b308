import { afterAll, beforeAll, expect, it } from 'vitest';
import { suggestCandidates } from '../../src/services/candidates.ts';
import { candidateOptions } from '../../src/slack/views/verdict-modal.ts';
import { big, openCourt } from '../support/court.ts';
import { register, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
  const { prisma } = court.world.database;
  const grow = (name: string, gifts: object) =>
    prisma.rep.update({ where: { id: String(court.people[name]) }, data: gifts });
  await grow('Cy', { skills: ['Healthcare'] });
  await grow('Bo', { capacity: 1, skills: ['healthcare'] });
  const won = await register(court.world, 'Won', { ownerId: String(court.people.Bo) });
  await prisma.account.update({
    where: { id: won },
    data: { attributes: { industry: { value: 'Healthcare', source: 'CRM', at: new Date(0) } } },
  });
  const deal = {
    workspaceId: TEAM,
    crmId: 'd1',
    accountId: won,
    name: 'Won',
    stage: 'Won',
    status: 'won',
  };
  await prisma.deal.create({ data: { ...deal, ownerId: String(court.people.Bo) } });
});
afterAll(() => court.world.close());
const olga = { workspaceId: TEAM, userId: 'U0OLGA' };

it('people are offered for a proposal with how they suit it: those with room first, then the best', async () => {
  const accountId = await court.arrive('Elm', { ...big, industry: 'Healthcare' });
  const [proposal] = await court.proposalsOf(accountId);
  const offered = await suggestCandidates(court.world.ports, olga, '', proposal?.id);

  expect(offered.map(({ name }) => name)).toEqual(['Cy', 'Ana', 'Bo', 'Max', 'Mia']);
  expect(offered.find(({ name }) => name === 'Cy')?.suits).toMatchObject({ words: ['healthcare'] });
  expect(offered.find(({ name }) => name === 'Bo')?.suits).toMatchObject({ deals: 1 });
  const options = candidateOptions(offered).map(({ description }) => description?.text);
  expect(options[0]).toBe('0 accounts · suits healthcare · West');
  expect(options[2]).toBe('1 of 1 accounts · suits healthcare, closed 1 in its industry · West');
});

it('elsewhere nothing is said of that', async () => {
  const offered = await suggestCandidates(court.world.ports, olga, 'west');
  expect(offered.map(({ name, suits }) => [name, suits])).toEqual([
    ['Ana', undefined],
    ['Cy', undefined],
    ['Bo', undefined],
  ]);
});

it('nobody is offered to whom it cannot go, nor given it', async () => {
  const { prisma } = court.world.database;
  const accountId = await court.arrive('Fig', big, 'Bo');
  const [proposal] = await court.proposalsOf(accountId);
  const offeredTo = async (user: string) => {
    const asker = { workspaceId: TEAM, userId: `U0${user.toUpperCase()}` };
    const found = await suggestCandidates(court.world.ports, asker, '', proposal?.id);
    return found.map(({ name }) => name).toSorted();
  };
  expect(await offeredTo('Mia')).toEqual(['Ana', 'Cy', 'Max']);
  expect(await offeredTo('Olga')).toEqual(['Ana', 'Cy', 'Max', 'Mia']);

  await prisma.workspace.update({ where: { id: TEAM }, data: { crmName: 'HubSpot' } });
  await prisma.rep.update({ where: { id: String(court.people.Ana) }, data: { crmOwnerId: '1' } });
  expect(await offeredTo('Mia')).toEqual(['Ana']);
  const toCy = { kind: 'reassign', repId: String(court.people.Cy), reason: 'nearer' } as const;
  await expect(court.say('Mia', accountId, toCy)).rejects.toMatchObject({
    reason: { kind: 'no-crm-owner', rep: 'Cy', crm: 'HubSpot' },
  });
});
