import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { decideProposal } from '../../src/services/verdicts.ts';
import { claimTask } from '../../src/store/tasks.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, owned } from '../support/crm.ts';
import { tasksOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
let world: World;
let [ana, bo, cy] = ['', '', ''];
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  bo = await hire(world, 'Bo', { crmOwnerId: '8' });
  cy = await hire(world, 'Cy', { crmOwnerId: '9' });
});
afterAll(() => world.close());

let account: { id: string; crmId: string };
let serial = 0;
/** Each test has an account of Ana's, here and in the CRM. */
beforeEach(async () => {
  serial += 1;
  const crmId = String(5000 + serial);
  crm.company.accounts.push(aCrmAccount(crmId, owned(['7', '2026-01-01'])));
  crm.asked.length = 0;
  crm.before = async () => undefined;
  account = { id: await register(world, 'Alder', { crmId, ownerId: ana }), crmId };
});

/** Moves the account here; the answer tells the CRM of it, and says how that went. */
async function move(expected: string | null, wanted: string | null) {
  const { changeId } = await changeOwner(
    world.ports,
    TEAM,
    aChange({ accountId: account.id, expected, wanted }),
  );
  const find = async () => {
    const tasks = await tasksOf(world, account.id);
    const task = tasks.find(({ kind, key }) => kind === 'crm-owner' && key === changeId);
    if (!task) throw new Error('the change has no task');
    return task;
  };
  return {
    find,
    tell: async () => {
      await deliver(world.ports, (await find()).id);
      return (await find()).receipt;
    },
  };
}
const ownerHere = async () =>
  (await world.database.prisma.account.findUniqueOrThrow({ where: { id: account.id } })).ownerId;
const historyHere = () =>
  world.database.prisma.ownershipChange.findMany({
    where: { accountId: account.id },
    orderBy: { auditSeq: 'asc' },
  });

describe('telling the CRM of a new owner', () => {
  it('writes over the owner whom the change was decided on', async () => {
    const { tell } = await move(ana, bo);

    expect(await tell()).toMatchObject({ kind: 'written' });
    expect(crm.asked).toEqual([{ accountId: account.crmId, expected: '7', wanted: '8' }]);
  });

  it('takes the owner away where nobody is to own it', async () => {
    const { tell } = await move(ana, null);

    expect(await tell()).toMatchObject({ kind: 'written' });
    expect(crm.ownerOf(account.crmId)).toBeUndefined();
  });

  it('writes nothing where the CRM says so already', async () => {
    crm.edit(account.crmId, '8', new Date('2026-11-20'));
    const { tell } = await move(ana, bo);

    expect(await tell()).toMatchObject({ kind: 'already' });
    expect(await historyHere()).toHaveLength(1);
  });

  it('has nothing to write for what is deleted or merged meanwhile', async () => {
    const { tell } = await move(ana, bo);
    const gone = { deletedAt: new Date() };
    await world.database.prisma.account.update({ where: { id: account.id }, data: gone });

    expect(await tell()).toEqual({ kind: 'superseded' });
    expect(crm.asked).toEqual([]);
  });

  it('names whom to invite where the new owner is not known there', async () => {
    const di = await hire(world, `Di ${serial}`);
    const { tell } = await move(ana, di);

    await expect(tell()).rejects.toThrow(
      `Di ${serial} is no owner in HubSpot: invite them there, then retry`,
    );
    expect(crm.asked).toEqual([]);
  });
});

describe('where a person edited the CRM meanwhile', () => {
  it('their owner stands, here too, and the history says why', async () => {
    const { tell } = await move(ana, bo);
    crm.edit(account.crmId, '9', new Date('2026-11-20'));

    expect(await tell()).toEqual({ kind: 'conflict', present: '9' });
    expect(await ownerHere()).toBe(cy);
    expect((await historyHere()).at(-1)).toMatchObject({
      fromId: bo,
      toId: cy,
      cause: { kind: 'crm-edit' },
      actor: { kind: 'crm-user', name: 'Dana Cole' },
      reason: 'HubSpot was edited while our change was on its way; the edit stands',
    });
    expect(crm.ownerOf(account.crmId)).toBe('9');
  });

  it('a person is asked which of both it shall be, and ours is written on their word', async () => {
    const { tell } = await move(ana, bo);
    crm.edit(account.crmId, '9', new Date('2026-11-20'));
    await tell();

    const { prisma } = world.database;
    const where = { accountId: account.id, status: 'pending' };
    const asked = await prisma.proposal.findFirstOrThrow({ where });
    expect(asked).toMatchObject({ presentOwnerId: cy, proposedOwnerId: bo });
    expect(asked.flags).toMatchObject([
      { kind: 'crm-edit', crm: 'HubSpot', by: { name: 'Dana Cole' } },
    ]);
    await hire(world, `Olga ${serial}`, { slackUserId: `U${serial}`, role: 'ops' });
    const asker = { workspaceId: TEAM, userId: `U${serial}` };
    await decideProposal(world.ports, asker, asked.id, { kind: 'approve', reason: '' });
    expect(await ownerHere()).toBe(bo);
    const task = (await tasksOf(world, account.id)).find(({ kind, status }) => {
      return kind === 'crm-owner' && status === 'due';
    });
    await deliver(world.ports, task?.id ?? '');
    expect(crm.ownerOf(account.crmId)).toBe('8');
  });

  it('an owner whom the CRM does not list is somebody here, who has left', async () => {
    const { tell } = await move(ana, bo);
    crm.edit(account.crmId, '404', new Date('2026-11-20'));

    await tell();

    const { prisma } = world.database;
    const gone = await prisma.rep.findFirstOrThrow({ where: { crmOwnerId: '404' } });
    expect(gone).toMatchObject({ id: await ownerHere(), name: 'HubSpot owner 404', leftBy: 'crm' });
  });
});

describe('several changes of one account', () => {
  it('end with the last owner there, whichever is told first', async () => {
    const [first, second] = [await move(ana, bo), await move(bo, cy)];

    expect(await second.tell()).toMatchObject({ kind: 'written' });
    expect(await first.tell()).toEqual({ kind: 'superseded' });

    expect(crm.ownerOf(account.crmId)).toBe('9');
    expect([await ownerHere(), (await historyHere()).length]).toEqual([cy, 2]);
  });

  it('go on from what the CRM heard last', async () => {
    const first = await move(ana, bo);
    await first.tell();
    const second = await move(bo, cy);
    await second.tell();

    expect(crm.asked.map(({ expected }) => expected)).toEqual(['7', '8']);
  });

  it('do not overtake one that is being written', async () => {
    const [first, second] = [await move(ana, bo), await move(bo, cy)];
    const { id } = await first.find();
    await claimTask(world.database.prisma, id, world.ports.clock.now(), new Date(0));

    await expect(second.tell()).rejects.toThrow('an earlier change of this account is on its way');

    expect(crm.asked).toEqual([]);
  });

  it('know their own write again, though its answer was lost with its worker', async () => {
    const first = await move(ana, bo);
    crm.edit(account.crmId, '8', new Date('2026-11-20'));
    const second = await move(bo, cy);

    expect(await second.tell()).toMatchObject({ kind: 'written' });
    expect(await first.tell()).toEqual({ kind: 'superseded' });

    expect(crm.ownerOf(account.crmId)).toBe('9');
    expect([await ownerHere(), (await historyHere()).length]).toEqual([cy, 2]);
  });

  it('still give way to a person', async () => {
    const [first, second] = [await move(ana, bo), await move(bo, cy)];
    crm.edit(account.crmId, undefined, new Date('2026-11-20'));

    expect(await second.tell()).toEqual({ kind: 'conflict' });
    expect(await first.tell()).toEqual({ kind: 'superseded' });

    expect(await ownerHere()).toBeNull();
    expect(crm.ownerOf(account.crmId)).toBeUndefined();
  });
});
