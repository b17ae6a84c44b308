import { afterAll, beforeAll, expect, it } from 'vitest';
import { ringBells } from '../../src/services/bells.ts';
import { big, bigInFrance, openCourt } from '../support/court.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());

const by = { kind: 'operator', name: 'Dana' } as const;
const laydown = (rules: string) => court.layDown(rules);
const places = (name: string) =>
  court.posted.flatMap(({ channel, proposal }) => (proposal.subject.name === name ? channel : []));

const small =
  '  - { name: Small, ask: [ops], approvesItself: { flags: [FLAG], valueBelow: 1000 } }';
it('what the policy approves by itself is applied at once, and the audit names the rule and the version', async () => {
  const { prisma } = court.world.database;
  await laydown(small.replace('FLAG', 'set-by-hand, open-deal'));
  const elm = await court.arrive('Elm', { country: 'Germany' }, 'Bo');
  const change = {
    cause: { kind: 'operator' },
    actor: by,
    reason: '',
    at: new Date(),
    auditSeq: 1000,
  };
  await prisma.account.update({ where: { id: elm }, data: { ownerId: court.people.Bo ?? '' } });
  await prisma.ownershipChange.create({
    data: { ...change, workspaceId: TEAM, accountId: elm, toId: court.people.Bo ?? '' },
  });
  await court.route(elm);
  await ringBells(court.world.ports);
  await court.work();
  expect(await court.ownerOf(elm)).toBe('Ana');
  expect(court.posted).toEqual([]);
  const last = await court.world.database.prisma.auditEntry.findFirst({
    ...{ where: { action: 'owner-changed' }, orderBy: { seq: 'desc' } },
  });
  expect(last).toMatchObject({
    actor: { kind: 'machine', name: 'the approval policy' },
    context: { cause: { kind: 'approval', policy: { number: 1, rule: 'Small' } } },
  });
});

it('what it cannot approve is put to people where nobody is proposed, and never where much is at stake', async () => {
  await laydown(small.replace('FLAG', 'no-match'));
  const elm = await court.arrive('Elm', big);
  const fir = await court.arrive('Fir', { country: 'Spain' });
  const oak = await court.arrive('Oak', bigInFrance);
  await ringBells(court.world.ports);
  await court.work();
  const states = await Promise.all([elm, fir, oak].map(court.statesOf));
  expect(states).toEqual([['pending'], ['pending'], ['pending']]);
  expect(['Elm', 'Fir', 'Oak'].map(places)).toEqual([['C0OPS'], ['C0OPS'], ['C0OPS']]);
});
