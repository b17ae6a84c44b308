import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noticeRoute } from '../../src/domain/notice.ts';
import { PutOff } from '../../src/domain/put-off.ts';
import type { Shown } from '../../src/domain/shown.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { listDeadTasks, retryTask } from '../../src/services/dead-tasks.ts';
import { deliver } from '../../src/services/delivery.ts';
import { rouseNotices } from '../../src/services/notices.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { saveNoticeRoutes } from '../../src/store/workspaces.ts';
import { aChange } from '../support/changes.ts';
import { aCrm, aCrmAccount, owned } from '../support/crm.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

type Batch = Extract<Shown, { kind: 'notices' }>['batch'];
const crm = aCrm();
let world: World;
let [ana, bo, cy] = ['', '', ''];
let posted: { place: string; batch: Batch }[] = [];
let failing: string | undefined;
/** Nothing can be posted there. */
let closed: string | undefined;
/** The post arrives, and its worker dies before it can say so. */
let dying = false;
/** Slack lets nobody look for what was posted. */
let busy = false;
beforeAll(async () => {
  world = await openWorld({
    crm,
    notifier: {
      post: async (_, place, shown) => {
        if (closed === place) return 'gone';
        if (failing === place) throw new Error('Slack is down');
        if (shown.kind === 'notices') posted.push({ place, batch: shown.batch });
        if (dying) throw new Error('killed');
        return { channel: place, ts: String(posted.length) };
      },
      find: async (_, place, shown) => {
        if (busy) throw new PutOff('Slack’s rate limit', 1);
        const key = shown.kind === 'notices' ? shown.batch.id : '';
        const nth = posted.findIndex((one) => one.place === place && one.batch.id === key);
        return nth < 0 ? undefined : { channel: place, ts: String(nth + 1) };
      },
    },
  });
  const team = await world.database.prisma.team.create({
    data: { workspaceId: TEAM, name: 'West', slackChannel: 'C0WEST' },
  });
  // They will leave, and until then they are told what everybody is.
  const member = { teamId: team.id, leftAt: new Date('2036-03-01') };
  ana = await hire(world, 'Ana', { crmOwnerId: '7', slackUserId: 'U0ANA', ...member });
  bo = await hire(world, 'Bo', { crmOwnerId: '8', slackUserId: 'U0BO', ...member });
  cy = await hire(world, 'Cy', { crmOwnerId: '9', slackUserId: 'U0CY', ...member });
});
afterAll(() => world.close());
beforeEach(() => {
  posted = [];
  [failing, closed, dying, busy] = [undefined, undefined, false, false];
  crm.before = async () => undefined;
});

let serial = 0;
async function account(name: string) {
  serial += 1;
  const crmId = String(7000 + serial);
  crm.company.accounts.push(aCrmAccount(crmId, owned(['7', '2026-01-01'])));
  return register(world, name, { crmId, ownerId: ana });
}
const move = (accountId: string) =>
  changeOwner(world.ports, TEAM, aChange({ accountId, expected: ana, wanted: bo }));

let clock = Date.parse('2026-11-20T10:00:00Z');
const wait = (seconds: number) => {
  clock += seconds * 1000;
  world.setTime(new Date(clock).toISOString());
};
const due = () =>
  world.database.prisma.task.findMany({
    where: { kind: { in: ['send-notices', 'attach-file'] }, status: { in: ['due', 'retrying'] } },
    orderBy: { dueAt: 'asc' },
  });
/** Tells until nothing is left that is due, as a worker would. */
async function tell() {
  for (let tasks = await due(); tasks.length > 0; tasks = await due()) {
    wait(6);
    for (const { id } of tasks) await deliver(world.ports, id).catch(() => undefined);
    if (failing) return;
  }
}
const said = () => posted.map(({ place, batch }) => `${batch.audience} ${place}`);

describe('a change of owner', () => {
  it('is told to nobody before the CRM has it, and then to everybody whom it concerns', async () => {
    await move(await account('Alder'));
    await tell();
    expect(posted).toEqual([]);
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said().toSorted()).toEqual(['former-owner U0ANA', 'owner U0BO', 'team C0WEST']);
    const [{ batch }] = posted as [(typeof posted)[number]];
    expect(batch.notices).toMatchObject([
      { subject: { name: 'Alder' }, from: { name: 'Ana' }, to: { name: 'Bo' } },
    ]);
  });

  it('is not told where the CRM was edited meanwhile: what stands is', async () => {
    const id = await account('Birch');
    await move(id);
    const { crmId } = await world.database.prisma.account.findUniqueOrThrow({ where: { id } });
    crm.edit(crmId, undefined, new Date('2026-11-20'));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    // Bo has never had it for all that anybody was told.
    expect(said().filter((one) => one.includes('U0BO'))).toEqual([]);
    const former = posted.find(({ place }) => place === 'U0ANA');
    expect(former?.batch).toMatchObject({
      audience: 'former-owner',
      notices: [{ cause: { kind: 'crm-edit' } }],
    });
  });

  it('is told together with what went before it, where the CRM has had the last one alone', async () => {
    const id = await account('Cork');
    await move(id);
    await changeOwner(
      world.ports,
      TEAM,
      aChange({ accountId: id, expected: bo, wanted: cy, reason: 'Cy knows them.' }),
    );
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said().toSorted()).toEqual(['former-owner U0ANA', 'owner U0CY', 'team C0WEST']);
    const notice = { from: { name: 'Ana' }, to: { name: 'Cy' }, reason: 'Cy knows them.' };
    for (const { batch } of posted) expect(batch.notices).toMatchObject([notice]);
  });

  it('is told to nobody where it has come back before the CRM had it', async () => {
    const id = await account('Cypress');
    await move(id);
    await changeOwner(world.ports, TEAM, aChange({ accountId: id, expected: bo, wanted: ana }));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(posted).toEqual([]);
  });

  it('is told once, however often it is queued', async () => {
    const id = await account('Cedar');
    const { changeId } = await move(id);
    await writeCrmOwners(world.ports, TEAM);
    const task = await world.database.prisma.task.findFirstOrThrow({
      where: { kind: 'crm-owner', key: changeId },
    });
    await world.database.prisma.task.update({ where: { id: task.id }, data: { status: 'due' } });
    await deliver(world.ports, task.id);
    await tell();
    expect(said().filter((one) => one === 'owner U0BO')).toHaveLength(1);
  });
});

describe('many changes at once', () => {
  it('are one message in each place, with all of them', async () => {
    for (let nth = 0; nth < 12; nth += 1) await move(await account(`Dune ${nth}`));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said().toSorted()).toEqual(['former-owner U0ANA', 'owner U0BO', 'team C0WEST']);
    expect(posted.map(({ batch }) => batch.notices.length)).toEqual([12, 12, 12]);
  });

  it('are one message though the CRM takes them in parts, and wait a minute at most', async () => {
    const some = async (part: string, count: number) => {
      for (let nth = 0; nth < count; nth += 1) await move(await account(`${part} ${nth}`));
    };
    const toBo = () => posted.filter(({ place }) => place === 'U0BO');
    const lookIn = async (seconds: number) => {
      wait(seconds);
      for (const { id } of await due()) await deliver(world.ports, id);
    };
    await some('First', 4);
    await writeCrmOwners(world.ports, TEAM);
    await some('Second', 2);
    await lookIn(6);
    await writeCrmOwners(world.ports, TEAM);
    await lookIn(2);
    await some('Late', 1);
    await lookIn(6);
    expect(posted).toEqual([]);

    await lookIn(60);
    expect(toBo().map(({ batch }) => batch.notices.length)).toEqual([6]);
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(toBo().map(({ batch }) => batch.notices.length)).toEqual([6, 1]);
  });

  it('have a file beside the message, which comes back where its worker dies', async () => {
    const { notifier } = world.ports;
    const { attach } = notifier;
    const tries: boolean[] = [];
    notifier.attach = async (_, { channel }, shown, isRetry) => {
      if (channel !== 'U0BO') return false;
      tries.push(isRetry);
      if (!isRetry) throw new Error('killed');
      return shown.kind === 'notices' && shown.batch.notices.length === 12;
    };
    for (let nth = 0; nth < 12; nth += 1) await move(await account(`Fen ${nth}`));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    await tell();
    notifier.attach = attach;
    expect(tries).toEqual([false, true]);
    expect(said().filter((one) => one === 'owner U0BO')).toHaveLength(1);
    const where = { kind: 'attach-file', payload: { path: ['channel'], equals: 'U0BO' } };
    const tasks = await world.database.prisma.task.findMany({ where });
    expect(tasks.at(-1)).toMatchObject({ status: 'done', receipt: { attached: true } });
  });

  it('are told one by one where they are few, in the order in which they happened', async () => {
    for (const name of ['Elm', 'Fir']) await move(await account(name));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    const toBo = posted.filter(({ place }) => place === 'U0BO');
    expect(toBo.map(({ batch }) => batch.notices.map(({ subject }) => subject.name))).toEqual([
      ['Elm'],
      ['Fir'],
    ]);
  });
});

describe('a place', () => {
  it('that cannot be reached is tried again, and loses nothing', async () => {
    failing = 'U0BO';
    await move(await account('Gum'));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said()).not.toContain('owner U0BO');
    failing = undefined;
    wait(60);
    await rouseNotices(world.ports);
    await tell();
    expect(said()).toContain('owner U0BO');
  });

  it('that takes nothing is seen by ops, and told all of it once that is mended', async () => {
    closed = 'C0WEST';
    for (const name of ['Gale', 'Glen']) await move(await account(name));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    const dead = await listDeadTasks(world.ports);
    expect(dead.map(({ lastError }) => lastError).join()).toMatch(
      /Nothing can be posted in C0WEST: invite me there/,
    );
    expect(said()).not.toContain('team C0WEST');

    closed = undefined;
    for (const { id } of dead) await retryTask(world.ports, id);
    await tell();
    const there = posted.filter(({ place }) => place === 'C0WEST');
    expect(there.flatMap(({ batch }) => batch.notices.map(({ subject }) => subject.name))).toEqual([
      ...['Gale', 'Glen'],
    ]);
    expect(await listDeadTasks(world.ports)).toEqual([]);
  });

  it('that is a person who may not be told is nobody’s to mend', async () => {
    closed = 'U0BO';
    await move(await account('Gorse'));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said().toSorted()).toEqual(['former-owner U0ANA', 'team C0WEST']);
    expect(await listDeadTasks(world.ports)).toEqual([]);
  });

  it('is not told twice where its worker died after the post', async () => {
    await move(await account('Hazel'));
    await writeCrmOwners(world.ports, TEAM);
    dying = true;
    for (busy of [false, true]) {
      wait(6);
      for (const { id } of await due()) await deliver(world.ports, id).catch(() => undefined);
      dying = false;
    }
    busy = false;
    await tell();
    expect(said().toSorted()).toEqual(['former-owner U0ANA', 'owner U0BO', 'team C0WEST']);
  });

  it('hears at its hour where it asked for that', async () => {
    const hourly = noticeRoute.parse({ audience: 'finance', to: 'C0FIN', when: 'hourly' });
    await saveNoticeRoutes(world.database.prisma, TEAM, [hourly]);
    await move(await account('Iris'));
    await writeCrmOwners(world.ports, TEAM);
    await tell();
    expect(said()).not.toContain('finance C0FIN');
    wait(3600);
    await rouseNotices(world.ports);
    await tell();
    expect(said()).toContain('finance C0FIN');
  });
});
