import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Shown } from '../../src/domain/shown.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { deliver } from '../../src/services/delivery.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, owned } from '../support/crm.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
const posted: { place: string; batch: Extract<Shown, { kind: 'notices' }>['batch'] }[] = [];
let world: World;
let [ana, bo] = ['', ''];
beforeAll(async () => {
  world = await openWorld({
    crm,
    notifier: {
      post: async (_, place, shown) => {
        if (place === 'C0OLD') return 'gone';
        if (shown.kind === 'notices') posted.push({ place, batch: shown.batch });
        return { channel: place, ts: '1' };
      },
    },
  });
  ana = await hire(world, 'Ana', { crmOwnerId: '7', slackUserId: 'U0ANA' });
  bo = await hire(world, 'Bo', { crmOwnerId: '8', slackUserId: 'U0BO' });
  await hire(world, 'Cy', { crmOwnerId: '9' });
});
afterAll(() => world.close());

/** As a worker would, once they have gathered. */
let minute = 0;
async function tell() {
  minute += 1;
  world.setTime(`2026-11-20T10:0${minute}:00Z`);
  const { prisma } = world.database;
  const due = await prisma.task.findMany({
    where: { kind: 'send-notices', status: { in: ['due', 'retrying'] } },
  });
  for (const { id } of due) await deliver(world.ports, id);
}

it('an account is told of with what goes along and what stays, who is there and what was done last', async () => {
  const id = await register(world, 'Aspen', { crmId: 'aspen', ownerId: ana });
  crm.company.accounts.push(aCrmAccount('aspen', owned(['7', '2026-01-01'])));
  const { prisma } = world.database;
  const of = { workspaceId: TEAM, accountId: id };
  const deal = { ...of, stage: 'talks', status: 'open', amount: 900, currency: 'EUR' };
  const { id: dealId } = await prisma.deal.create({
    data: { ...deal, crmId: 'aspen 1', name: 'Seats', ownerId: ana },
  });
  await prisma.deal.create({ data: { ...deal, crmId: 'aspen 2', name: 'More', ownerId: bo } });
  const until = new Date('2027-01-01');
  await prisma.holdover.create({ data: { ...of, dealId, repId: ana, until, reason: 'agreed' } });
  const [lia, tom] = ['Lia', 'Tom'].map((name) => ({ ...of, crmId: `aspen ${name}`, name }));
  await prisma.lead.create({
    data: { ...lia, ownerId: ana, email: 'lia@aspen.example' } as never,
  });
  await prisma.lead.create({ data: { ...tom, ownerId: ana } as never });
  const at = new Date('2026-11-10T10:00:00Z');
  crm.activities = async () => [{ kind: 'call', way: 'both', at, ownerId: '9' }];
  const expected = { accountId: id, expected: ana, wanted: bo };
  await changeOwner(world.ports, TEAM, aChange(expected));
  await writeCrmOwners(world.ports, TEAM);
  await tell();
  Reflect.deleteProperty(crm, 'activities');

  const [toBo] = posted.filter(({ place }) => place === 'U0BO');
  const [toAna] = posted.filter(({ place }) => place === 'U0ANA');
  const both = {
    ...{ along: ['leads'], deals: { count: 2, total: 1800 } },
    kept: { count: 1, total: 900, currency: 'EUR', until },
  };
  expect(toBo?.batch.notices).toMatchObject([
    {
      ...both,
      contacts: expect.arrayContaining([{ name: 'Lia', email: 'lia@aspen.example' }]),
      last: { kind: 'call', at, by: { name: 'Cy' } },
    },
  ]);
  expect(toAna?.batch.notices).toMatchObject([both]);
  expect(toAna?.batch.notices[0]?.last).toBeUndefined();
});

it('what a channel takes no more is told in the one that stands for it by now', async () => {
  const { prisma } = world.database;
  const team = { workspaceId: TEAM, name: 'West', slackChannel: 'C0OLD' };
  const { id: teamId } = await prisma.team.create({ data: team });
  await prisma.rep.update({ where: { id: bo }, data: { teamId } });
  const id = await register(world, 'Glade', { crmId: 'glade', ownerId: ana });
  crm.company.accounts.push(aCrmAccount('glade', owned(['7', '2026-01-01'])));
  const change = aChange({ accountId: id, expected: ana, wanted: bo });
  await changeOwner(world.ports, TEAM, change);
  await writeCrmOwners(world.ports, TEAM);
  await tell();
  const dead = await listDeadTasks(world.ports);
  expect(dead.map(({ lastError }) => lastError).join()).toMatch(/C0OLD/);

  posted.length = 0;
  await prisma.team.update({ where: { id: teamId }, data: { slackChannel: 'C0NEW' } });
  for (const one of dead) await retryTask(world.ports, one.id);
  await tell();
  await tell();
  expect(posted.map(({ place }) => place)).toEqual(['C0NEW']);
  expect(await listDeadTasks(world.ports)).toEqual([]);
});
