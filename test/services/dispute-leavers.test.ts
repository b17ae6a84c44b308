import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askHandovers, decideHandover, type HandoverSaid } from '../../src/services/handovers.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { noteSlackPerson } from '../../src/services/slack-people.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { hire, TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const keep = { outcome: { kind: 'keep' } } as const;

/** Somebody of West with an account that Bo contests; then they leave, and their manager says what becomes of the book. */
async function leaves(name: string, said?: HandoverSaid) {
  const { prisma } = court.world.database;
  const { world, people } = court;
  const west = await prisma.team.findFirstOrThrow({ where: { name: 'West' } });
  const slackUserId = `U0${name.toUpperCase()}`;
  people[name] = await hire(world, name, { teamId: west.id, slackUserId });
  const accountId = await enter(world, `${name} Ltd`, {
    ...{ domain: `${name}.example`, ownerId: String(people[name]), facts: { country: 'Germany' } },
  });
  const id = await court.file('Bo', accountId);
  const leftAt = world.ports.clock.now();
  await prisma.rep.update({ where: { id: people[name] }, data: { leftAt } });
  await court.ring(0);
  await askHandovers(world.ports, TEAM);
  const { id: handoverId } = await prisma.handover.findFirstOrThrow({
    where: { repId: people[name] },
  });
  if (said) await decideHandover(world.ports, court.askerOf('Mia'), handoverId, said);
  await court.work();
  return { accountId, id, ownerOf: () => court.ownerOf(accountId) };
}

describe('the account of somebody who has left during a case', () => {
  it('goes by the rules once the case has ended, where the book has, and no pin is in the way', async () => {
    const { accountId, id, ownerOf } = await leaves('Eve', { kind: 'by-rules' });
    expect(await court.statusOf(id)).toBe('manager');
    expect(await ownerOf()).toBe('Eve');
    await court.rule('Mia', id, keep);
    expect(await ownerOf()).toBe('Ana');
    const { pin } = court.world.database.prisma;
    expect(await pin.count({ where: { accountId } })).toBe(0);
  });

  it('stays where somebody has said that the book stays', async () => {
    const { id, ownerOf } = await leaves('Fay', { kind: 'left', reason: 'She comes back.' });
    await court.rule('Mia', id, keep);
    expect(await ownerOf()).toBe('Fay');
  });

  it('goes where the book does, and not by what the rules had asked meanwhile', async () => {
    const repId = String(court.people.Cy);
    const { accountId, id, ownerOf } = await leaves('Hal', { kind: 'to', repId, reason: 'To Cy.' });
    await court.route(accountId);
    expect(await court.statesOf(accountId)).toEqual(['pending']);
    await court.rule('Mia', id, keep);
    await court.work();
    expect([await ownerOf(), await court.statesOf(accountId)]).toEqual(['Cy', ['withdrawn']]);
  });

  it('is not given back to them, where somebody has it in the CRM by then', async () => {
    const { accountId, id, ownerOf } = await leaves('Ida');
    const edit = { cause: { kind: 'crm-edit' }, expected: court.people.Ida } as const;
    const wanted = String(court.people.Cy);
    await changeOwner(court.world.ports, TEAM, aChange({ accountId, ...edit, wanted }));
    await court.rule('Mia', id, keep);
    expect([await court.statusOf(id), await ownerOf()]).toEqual(['closed', 'Cy']);
  });

  it('goes to whoever wins it, whatever was said of the book', async () => {
    const repId = String(court.people.Cy);
    const { id, ownerOf } = await leaves('Gil', { kind: 'to', repId, reason: 'Cy is free.' });
    expect(await ownerOf()).toBe('Gil');
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    expect(await ownerOf()).toBe('Bo');
  });
});

describe('somebody whose account in Slack is switched off', () => {
  it('is named once, and whoever leads both decides then, also once they are back', async () => {
    const accountId = await enter(court.world, 'Hill', {
      ...{ domain: 'hill.example', ownerId: String(court.people.Dan) },
    });
    const id = await court.file('Bo', accountId);
    await court.passUp('Bo', id);
    const isGone = (gone: boolean) =>
      noteSlackPerson(court.world.ports, TEAM, { slackUserId: 'U0MAX', isGone: gone });
    await isGone(true);
    await court.ring(0);
    await isGone(true);
    await court.ring(0);
    const { events } = await court.caseOf(id);
    expect(events.filter(({ kind }) => kind === 'departed')).toMatchObject([
      { who: [{ name: 'Max' }] },
    ]);
    await isGone(false);
    expect(await court.statusOf(id)).toBe('senior');
    await court.rule('Sue', id, keep);
    expect(await court.statusOf(id)).toBe('closed');
  });
});
