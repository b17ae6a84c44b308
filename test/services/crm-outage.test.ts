import { addHours } from 'date-fns/addHours';
import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrmStandstill } from '../../src/domain/crm-pause.ts';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { rousePaused } from '../../src/services/crm-pause.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { bury, deliver } from '../../src/services/delivery.ts';
import { readHistory } from '../../src/services/history.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { readHealth } from '../../src/store/health.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { aChange } from '../support/changes.ts';
import { crmJobs, crmTaskOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

const company = createCompany({ seed: 8, accounts: 20 });
const [ana, bo] = company.reps.filter(({ left }) => !left);
const start = new Date('2026-11-20T10:00:00Z');
/** What ops see of it, message by message: each as it was drawn last. */
const seen: Shown[] = [];
const notifier: Partial<Notifier> = {
  post: async (_, channel, shown) => ({ channel, ts: String(seen.push(shown) - 1) }),
  redraw: async (_, { ts }, shown) => {
    seen[Number(ts)] = shown;
    return 'drawn';
  },
};
let hubspot: HubSpot;
let world: World;
let reps: Record<string, string>;
beforeAll(async () => {
  hubspot = await startHubSpot({
    ...{ port: 0, company, token: 'pat-test', portalId: 4711, limits: 'off' },
  });
  world = await openWorld({ crm: connect(hubspot), notifier });
  const { prisma } = world.database;
  await prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: 'C0OPS' } });
  reps = {};
  for (const { crmOwnerId, name } of [ana, bo].flatMap((rep) => rep ?? [])) {
    reps[crmOwnerId] = await hire(world, name, { crmOwnerId });
  }
});
afterAll(async () => {
  await world.close();
  await hubspot.stop();
});
beforeEach(async () => {
  await world.database.prisma.task.deleteMany();
  await world.database.prisma.crmPause.deleteMany();
  await world.database.prisma.card.deleteMany();
  await world.database.pool.query('DELETE FROM pgboss.job');
  seen.length = 0;
  world.setTime(start.toISOString());
});

async function admin(method: string, path: string, body?: object) {
  const asked = { method, headers: { 'content-type': 'application/json' } };
  const url = `${hubspot.url}/admin/${path}`;
  const response = await fetch(url, { ...asked, ...(body && { body: JSON.stringify(body) }) });
  expect(response.ok).toBe(true);
  return response;
}
const calls = async (): Promise<number> => (await (await admin('GET', 'state')).json()).calls.calls;
const failing = (how: string, path: string) => admin('POST', 'fail', { how, path, times: 100_000 });
const mended = () => admin('DELETE', 'fail');

/** Accounts that were Ana’s in both places, and are decided to be Bo’s. */
async function decided(count: number) {
  const [from, to] = [ana?.crmOwnerId ?? '', bo?.crmOwnerId ?? ''];
  const all: string[] = [];
  for (let nth = 0; nth < count; nth += 1) {
    const id = company.account(nth).crmId;
    const properties = { hubspot_owner_id: from };
    await admin('POST', 'edit', { kind: 'companies', id, properties });
    await world.database.prisma.account.updateMany({
      where: { crmId: id },
      data: { crmId: `${id} of before ${Math.random()}` },
    });
    const accountId = await register(world, `Alder ${nth}`, { crmId: id, ownerId: reps[from] });
    const change = { accountId, expected: reps[from], wanted: reps[to] };
    await changeOwner(world.ports, TEAM, aChange(change));
    all.push(accountId);
  }
  const tasks = () => Promise.all(all.map((accountId) => crmTaskOf(world, accountId)));
  return {
    ...{ all, tasks },
    statuses: async () => new Set((await tasks()).map(({ status }) => status)),
  };
}
const ownJobs = async () =>
  (await world.database.pool.query(`SELECT FROM pgboss.job WHERE name = 'effects'`)).rowCount;
const standstills = (): CrmStandstill[] =>
  seen.flatMap((one) => (one.kind === 'crm-pause' ? [one.standstill] : []));
/** Ops are told what there is to be told. */
async function tell() {
  const where = { kind: 'tell-crm-pause', status: 'due' };
  for (const { id } of await world.database.prisma.task.findMany({ where })) {
    await deliver(world.ports, id);
  }
}
const write = async () => {
  await writeCrmOwners(world.ports, TEAM);
  await tell();
};
const passTo = (at: Date) => world.setTime(at.toISOString());

describe('Decided owners while HubSpot does not serve', () => {
  it('F14 daily: wait until it lets us again, with one message to ops and no call meanwhile', async () => {
    const { statuses, tasks, all } = await decided(5);
    await failing('daily', '/batch/read');

    await write();
    const asked = await calls();
    await write();
    passTo(addMinutes(start, 59));
    await write();

    expect(await calls()).toBe(asked);
    expect(await statuses()).toEqual(new Set(['due']));
    expect(standstills()).toMatchObject([
      {
        pauses: [
          {
            ...{ kind: 'account', waiting: 5, until: addHours(start, 1) },
            problem: expect.stringContaining('used up until midnight'),
          },
        ],
      },
    ]);

    // Nobody who looks is told that all is well.
    const { prisma } = world.database;
    const heard = async () =>
      (await readHistory(world.ports, TEAM, all[0] ?? '', 0)).lines.at(0)?.receipt?.kind;
    const { sync } = await readHealth(prisma, TEAM, world.ports.clock.now());
    expect(sync.pauses).toMatchObject([{ kind: 'account', waiting: 5 }]);
    expect(await heard()).toBe('held-up');

    await mended();
    passTo(addMinutes(start, 61));
    await write();
    expect(await heard()).toBe('written');
    expect(await statuses()).toEqual(new Set(['done']));
    expect(
      new Set((await tasks()).map(({ receipt }) => (receipt as { kind: string }).kind)),
    ).toEqual(new Set(['written']));
    expect(standstills()).toMatchObject([{ pauses: [] }]);
  });

  it('F16 token taken back: wait for days, told once with the remedy, and go once it is mended', async () => {
    const { statuses } = await decided(3);
    await failing('expired', '');

    for (let hours = 0; hours < 48; hours += 1) {
      passTo(addHours(start, hours));
      await write();
    }

    expect(await statuses()).toEqual(new Set(['due']));
    expect(standstills()).toHaveLength(1);
    const [told] = standstills();
    expect(told?.pauses).toMatchObject([
      { since: start, problem: expect.stringContaining('HUBSPOT_TOKEN') },
    ]);

    await mended();
    passTo(addHours(start, 49));
    await write();
    expect(await statuses()).toEqual(new Set(['done']));
  });

  it.each(['unavailable', 'reset', 'page'])(
    'F15 %s: an hour of it costs none of them, and one at a time is tried',
    async (how) => {
      const { statuses } = await decided(4);
      await failing(how, '/batch/update');

      for (let minutes = 0; minutes < 60; minutes += 6) {
        passTo(addMinutes(start, minutes));
        await write();
      }

      expect(await statuses()).toEqual(new Set(['due']));
      expect(standstills()).toHaveLength(1);
      await mended();
      passTo(addHours(start, 1));
      await write();
      expect(await statuses()).toEqual(new Set(['done']));
    },
  );

  it('F14 burst of one that has a job of its own: it joins the others, and is not given up', async () => {
    const { tasks, statuses } = await decided(1);
    const [task] = await tasks();
    const id = task?.id ?? '';
    await failing('daily', '');

    await deliver(world.ports, id);
    expect(await statuses()).toEqual(new Set(['due']));
    // However often its job came back before that.
    await bury(world.ports, id);
    expect(await statuses()).toEqual(new Set(['due']));

    await mended();
    passTo(addHours(start, 2));
    await write();
    expect(await statuses()).toEqual(new Set(['done']));
  });

  it('F15 one hiccup: nobody is told of what passes by itself', async () => {
    const { statuses } = await decided(2);
    await failing('unavailable', '/batch/update');
    await write();
    await mended();

    passTo(addMinutes(start, 1));
    await write();

    expect(await statuses()).toEqual(new Set(['done']));
    expect(seen).toEqual([]);
  });

  it('F14 burst: are roused once a pause is over, also where its job was lost', async () => {
    await decided(1);
    await failing('daily', '');
    await write();
    await mended();
    await world.database.pool.query('DELETE FROM pgboss.job');

    passTo(addMinutes(start, 59));
    await rousePaused(world.ports);
    expect(await crmJobs(world)).toEqual([]);
    passTo(addMinutes(start, 61));
    await rousePaused(world.ports);
    expect(await crmJobs(world)).toHaveLength(1);
  });

  it('F14 start no jobs of their own', async () => {
    await decided(5);
    await world.database.pool.query('DELETE FROM pgboss.job');
    await failing('unavailable', '');

    for (let minutes = 0; minutes < 30; minutes += 6) {
      passTo(addMinutes(start, minutes));
      await writeCrmOwners(world.ports, TEAM);
    }
    await mended();

    const own = await world.database.prisma.task.count({ where: { kind: 'tell-crm-pause' } });
    expect(await ownJobs()).toBe(own);
  });
});
