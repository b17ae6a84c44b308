import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { wordAsked } from '../../src/domain/voice.ts';
import { handOverAccount } from '../../src/services/account-handover.ts';
import { claim } from '../../src/services/claims.ts';
import { raiseDispute } from '../../src/services/disputes.ts';
import { openOrder, orderHandover } from '../../src/services/handover-orders.ts';
import { askWithoutLeavers } from '../../src/services/leavers.ts';
import { permit } from '../../src/services/permission.ts';
import { pinAccount, showForDeed, unpinAccount } from '../../src/services/pins.ts';
import { showProposal } from '../../src/services/proposals.ts';
import { readPoolMembers } from '../../src/store/claims.ts';
import { readDesk } from '../../src/store/dispute-desk.ts';
import { enter } from '../support/accounts.ts';
import { big, openCourt, RULES } from '../support/court.ts';
import { publish } from '../support/publishing.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openCourt>>;
beforeAll(async () => {
  court = await openCourt();
});
afterAll(() => court.world.close());
afterEach(async () => {
  await court.world.database.prisma.rep.updateMany({ data: { leftAt: null } });
  court.posted.length = 0;
});

const leave = (name: string, leftAt: Date | null = court.world.ports.clock.now()) =>
  court.world.database.prisma.rep.update({
    where: { id: court.people[name] ?? '' },
    data: { leftAt },
  });
const look = async () => {
  court.pass(60);
  await askWithoutLeavers(court.world.ports, TEAM);
  await court.work();
};
const latestOf = async (accountId: string) => (await court.proposalsOf(accountId)).at(-1);

const wordsOf = async (id: string) => {
  const [{ id: proposalId } = { id: '' }] = await court.proposalsOf(id);
  const shown = await showProposal(court.world.ports, TEAM, proposalId);
  return shown?.course && wordAsked({ course: shown.course, votes: shown.votes });
};
const places = (name: string) =>
  court.posted.flatMap(({ channel, proposal }) => (proposal.subject.name === name ? channel : []));

describe('a decision for somebody who leaves', () => {
  it('proposes them no longer, comes to their manager anew, and proposes them when they are back', async () => {
    const elm = await court.arrive('Elm', big);
    await court.work();
    await leave('Ana');
    await look();
    await look();
    expect(await court.statesOf(elm)).toEqual(['superseded', 'pending']);
    expect(court.posted).toMatchObject([
      { channel: 'U0MIA', proposal: { proposed: { name: 'Ana' } } },
      { channel: 'U0MIA', proposal: { rule: { name: 'Germany' } } },
    ]);
    const anew = court.posted.at(-1)?.proposal;
    expect(anew?.proposed).toBeUndefined();
    expect(anew?.flags).toMatchObject([{ kind: 'inactive-owner', name: 'Ana' }, {}]);
    await expect(court.approve('Mia', elm)).rejects.toMatchObject({
      reason: { kind: 'nothing-proposed' },
    });

    await leave('Ana', null);
    await look();
    expect(await latestOf(elm)).toMatchObject({
      ...{ status: 'pending', proposedOwnerId: court.people.Ana },
    });
    await court.approve('Mia', elm);
    expect(await court.ownerOf(elm)).toBe('Ana');
  });

  it('is withdrawn where no rule has asked it', async () => {
    const fig = await court.arrive('Fig', { country: 'Germany' }, 'Bo');
    const { prisma } = court.world.database;
    await prisma.proposal.create({
      data: {
        ...{ workspaceId: TEAM, accountId: fig, status: 'pending', flags: [{ kind: 'crm-edit' }] },
        ...{ presentOwnerId: court.people.Bo ?? null, proposedOwnerId: court.people.Cy ?? null },
        createdAt: court.world.ports.clock.now(),
      },
    });
    await leave('Cy');
    await look();
    expect(await latestOf(fig)).toMatchObject({ status: 'withdrawn' });
  });
});

const mia = { workspaceId: TEAM, userId: 'U0MIA' };
const filing = { kind: 'owner-wrong', wish: 'It is mine.', reason: 'I was first.' } as const;

describe('somebody who has left', () => {
  it.each<[string, (accountId: string) => Promise<unknown>]>([
    ['pins', (id) => pinAccount(court.world.ports, mia, id, { reason: 'mine' })],
    ['lifts a pin', (id) => unpinAccount(court.world.ports, mia, id, 'mine')],
    ['opens a window to pin', (id) => showForDeed(court.world.ports, mia, id, 'pin accounts')],
    [
      'hands over',
      (accountId) => {
        const { Ana: ownerId, Bo: repId = '' } = court.people;
        return handOverAccount(court.world.ports, mia, { accountId, ownerId, repId, reason: 'x' });
      },
    ],
    ['looks at a book to hand over', () => openOrder(court.world.ports, mia, { from: 'Ana' })],
    [
      'hands a book over',
      () => {
        const { Ana: repId = '' } = court.people;
        const order = { repId, said: { kind: 'by-rules' }, reason: 'x' } as const;
        return orderHandover(court.world.ports, mia, order);
      },
    ],
    [
      'raises a dispute',
      (accountId) => raiseDispute(court.world.ports, mia, { ...filing, accountId, links: [] }),
    ],
    ['claims', (id) => claim(court.world.ports, TEAM, { kind: 'account', id }, 'U0MIA')],
    ['does what a role allows', () => permit(court.world.ports, mia, 'simulate rules')],
  ])('%s no more', async (name, tried) => {
    const id = await court.arrive(`${name} ltd`, { country: 'Germany' });
    await leave('Mia');
    await expect(tried(id)).rejects.toMatchObject({ reason: { kind: 'has-left' } });
    await leave('Mia', null);
    await expect(tried(id).catch((error) => error.reason?.kind)).resolves.not.toBe('has-left');
  });

  it('decides nothing any more, and others are asked in their place', async () => {
    const gum = await court.arrive('Gum', big);
    await court.work();
    await leave('Mia');
    await expect(court.approve('Mia', gum)).rejects.toMatchObject({ reason: { kind: 'has-left' } });
    await expect(court.say('Mia', gum, { kind: 'reject', reason: 'No.' })).rejects.toMatchObject({
      reason: { kind: 'has-left' },
    });
    court.pass(3600);
    await look();
    await look();
    const gums = court.posted.filter(({ proposal }) => proposal.subject.name === 'Gum');
    expect(gums.map(({ channel }) => channel)).toEqual(['U0MIA', 'C0OPS']);
    const { prisma } = court.world.database;
    const moves = await prisma.auditEntry.findMany({
      where: { action: 'proposal-moved-up', subject: { equals: { kind: 'account', id: gum } } },
    });
    expect(moves).toMatchObject([{ before: ['Mia'], after: ['ops'] }]);
    await expect(court.approve('Mia', gum)).rejects.toMatchObject({ reason: { kind: 'has-left' } });
    await court.approve('Olga', gum);
    expect(await court.ownerOf(gum)).toBe('Ana');
  });
});

it('is here like everybody until the day on which they leave', async () => {
  const { people, world } = court;
  const { prisma } = world.database;
  await leave('Bo', new Date('2027-03-01'));
  const at = world.ports.clock.now();
  const members = await readPoolMembers(prisma, TEAM, 'Desk', at);
  expect(members.map(({ name }) => name)).toEqual(['Bo', 'Cy']);
  const nut = await court.arrive('Nut', { country: 'Germany' });
  const head = await enter(world, 'Nut Group', { domain: 'nut.example', ownerId: people.Bo });
  await prisma.account.update({ where: { id: nut }, data: { ultimateParentId: head } });
  expect(await readDesk(prisma, TEAM, nut, at)).toMatchObject({ familyOwner: { name: 'Bo' } });
  // Pinned accounts stay with somebody who hands a book over, and not with a leaver.
  const order = await openOrder(world.ports, mia, { from: 'Bo' });
  expect(order.leftAt).toBeUndefined();
  expect(order).toHaveProperty('pinned');

  await publish(world, RULES.replace('round robin', 'claim'));
  const oak = await court.arrive('Oak', { country: 'France' });
  await claim(world.ports, TEAM, { kind: 'account', id: oak }, 'U0BO');
  expect(await court.ownerOf(oak)).toBe('Bo');
});

describe('an approver whose team another leads by now', () => {
  const lead = (name: string) =>
    court.world.database.prisma.team.updateMany({
      where: { name: 'West' },
      data: { managerId: court.people[name] ?? null },
    });
  afterEach(() => lead('Mia'));

  it('is asked no longer: whoever leads it is, at the next bell or with the next news', async () => {
    const [oak, pea] = [await court.arrive('Oak', big), await court.arrive('Pea', big)];
    await court.work();
    await lead('Max');
    // News of one of them; of the other nothing but its half time.
    await court.route(pea);
    await court.work();
    expect(places('Pea')).toEqual(['U0MIA', 'U0MAX']);
    expect(places('Oak')).toEqual(['U0MIA']);
    await court.ringAfter(4.1);
    await court.work();
    expect(places('Oak')).toEqual(['U0MIA', 'U0MAX']);
    const subject = { equals: { kind: 'account', id: oak } };
    const moved = { action: 'proposal-moved-up', subject };
    const { auditEntry } = court.world.database.prisma;
    expect(await auditEntry.findMany({ where: moved })).toMatchObject([
      { before: ['Mia'], after: ['Max'], reason: 'somebody else leads them now' },
    ]);
    await court.approve('Max', pea);
    await expect(court.approve('Mia', oak)).rejects.toMatchObject({
      reason: { kind: 'not-asked', asked: ['Max'] },
    });
    // Silent himself, he is followed by whoever is above him, as anybody is.
    await court.ringAfter(4.1);
    await court.ringAfter(4.1);
    expect(await wordsOf(oak)).toEqual(['ops']);
  });

  it('decides nothing, and their successor does, before anybody was told', async () => {
    const fig = await court.arrive('Fig', big);
    await lead('Max');
    await expect(court.approve('Mia', fig)).rejects.toMatchObject({ reason: { asked: ['Max'] } });
    await court.approve('Max', fig);
    expect(await court.ownerOf(fig)).toBe('Ana');
  });
});
