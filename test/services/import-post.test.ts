import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrmImport } from '../../src/domain/crm-import.ts';
import type { Notifier, Posted } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { deliver } from '../../src/services/delivery.ts';
import { aCrm, aCrmAccount, type CrmDouble } from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { jobsOf } from '../support/task-queue.ts';
import { hire, openWorld, type World } from '../support/world.ts';

const CHANNEL = 'C0OPS';
let world: World;
let crm: CrmDouble;
let here: Mirror;
/** Every message in Slack with each picture that it has shown, oldest first. */
let messages: { where: Posted; place: string; shown: CrmImport[] }[];
/** What happens while Slack is on the line. */
let onItsWay: () => Promise<void>;
let mayRead: boolean;

const during = async () => {
  const happens = onItsWay;
  onItsWay = async () => undefined;
  await happens();
};
const notifier: Partial<Notifier> = {
  post: async (_workspaceId, place, picture) => {
    if (picture.kind !== 'import') return 'gone';
    const where = { channel: place, ts: `${messages.length + 1}.0` };
    messages.push({ where, place, shown: [picture.now] });
    await during();
    return where;
  },
  find: async (_workspaceId, place) =>
    mayRead ? messages.find((one) => one.place === place)?.where : undefined,
  redraw: async (_workspaceId, { ts }, picture) => {
    await during();
    const message = messages.find(({ where }) => where.ts === ts);
    if (picture.kind === 'import') message?.shown.push(picture.now);
    return message ? 'drawn' : 'gone';
  },
};
beforeAll(async () => {
  world = await openWorld({ notifier });
});
afterAll(() => world.close());
beforeEach(() => {
  world.setTime('2026-11-20T10:00:00Z');
  [messages, onItsWay, mayRead] = [[], async () => undefined, true];
  crm = aCrm();
  here = mirror(world, crm);
  crm.company.accounts.push(...['1', '2', '3', '4', '5'].map((id) => aCrmAccount(id)));
});

const enter = (fields: { opsChannel?: string } = {}) =>
  world.database.prisma.workspace.create({
    data: { id: here.id, name: 'Registry Ltd', ...fields },
  });
const waiting = () =>
  world.database.prisma.task.findMany({
    where: { workspaceId: here.id, kind: 'redraw-import', status: { not: 'done' } },
  });
const drawWaiting = async () => {
  for (const { id } of await waiting()) await deliver(here.ports, id);
};
/** An import in which something happens after each of its moves. */
async function importWith(afterMove: (now: CrmImport) => Promise<void>): Promise<void> {
  let last = Promise.resolve();
  const patient = {
    ...crm,
    accounts: async function* (...asked: Parameters<CrmDouble['accounts']>) {
      for await (const page of crm.accounts(...asked)) {
        await last;
        yield page;
      }
    },
  };
  await importCrm(here.ports, { id: here.id, name: 'Registry Ltd' }, patient, (now) => {
    last = last.then(() => afterMove(now));
  });
  await last;
}

describe('ops', () => {
  it('have one message in their channel, which is drawn again and ends with the totals', async () => {
    await enter({ opsChannel: CHANNEL });
    await importWith(drawWaiting);
    await drawWaiting();

    expect(messages.map(({ place }) => place)).toEqual([CHANNEL]);
    const shown = messages[0]?.shown ?? [];
    expect(shown.length).toBeGreaterThan(2);
    expect(shown[1]).toMatchObject({ state: { status: 'running' } });
    expect(shown.at(-1)).toMatchObject({ counts: { accounts: 5 }, state: { status: 'done' } });
  });

  it('are told directly where they have no channel, and others are not', async () => {
    await enter();
    const roles = { ops: 'UOPS', rep: 'UREP', manager: 'UMO' };
    const leftAt = new Date('2036-03-01');
    for (const [role, slackUserId] of Object.entries(roles)) {
      const id = await hire(world, role, { slackUserId, workspaceId: here.id, leftAt });
      await world.database.prisma.rep.update({ where: { id }, data: { role } });
    }
    await here.bringIn();
    await drawWaiting();

    expect(messages.map(({ place }) => place)).toEqual(['UOPS']);
  });

  it('who are nowhere to be found are told nothing, and nothing waits', async () => {
    await here.bringIn();
    expect(await waiting()).toEqual([]);
  });

  it('have another message for the next import', async () => {
    await enter({ opsChannel: CHANNEL });
    for (const _import of ['first', 'second']) {
      await here.bringIn();
      await drawWaiting();
    }
    expect(messages.map(({ shown }) => shown.length)).toEqual([1, 1]);
  });

  it('are told why an import stands still', async () => {
    await enter({ opsChannel: CHANNEL });
    crm.deals = () => {
      throw new Error('HubSpot is down');
    };
    await expect(here.bringIn()).rejects.toThrow('HubSpot is down');
    await drawWaiting();

    const state = { status: 'running', step: 'deals', problem: 'HubSpot is down' };
    expect(messages[0]?.shown.at(-1)).toMatchObject({ state });
  });
});

describe('the message', () => {
  it('takes in the pages of three seconds, and no more', async () => {
    await enter({ opsChannel: CHANNEL });
    await here.bringIn();

    const tasks = await waiting();
    expect(tasks).toHaveLength(1);
    const [job] = await jobsOf(world, tasks[0]?.id ?? '');
    expect(job?.pause).toBe(3);
  });

  it('is found again, not posted twice, where a worker died before it had written down where', async () => {
    await enter({ opsChannel: CHANNEL });
    await here.bringIn();
    onItsWay = async () => {
      throw new Error('pulled the plug');
    };
    const [task] = await waiting();
    const id = task?.id ?? '';
    await expect(deliver(here.ports, id)).rejects.toThrow('pulled the plug');
    // Whoever it was may still be at it.
    await expect(deliver(here.ports, id)).rejects.toThrow('another worker');
    expect(messages).toHaveLength(1);

    world.setTime('2026-11-20T10:01:01Z');
    await deliver(here.ports, id);
    expect(messages.map(({ shown }) => shown.length)).toEqual([2]);
  });

  it('is posted once more rather than never, where the bot may not look whether it is there', async () => {
    await enter({ opsChannel: CHANNEL });
    mayRead = false;
    await here.bringIn();
    onItsWay = async () => {
      throw new Error('pulled the plug');
    };
    await expect(drawWaiting()).rejects.toThrow('pulled the plug');
    world.setTime('2026-11-20T10:01:01Z');
    await drawWaiting();
    expect(messages).toHaveLength(2);
  });

  it('is left alone once somebody has deleted it', async () => {
    await enter({ opsChannel: CHANNEL });
    let deleted = false;
    await importWith(async () => {
      await drawWaiting();
      if (messages.length > 0 && !deleted) [messages, deleted] = [[], true];
    });
    await drawWaiting();
    expect([messages, deleted]).toEqual([[], true]);
  });

  it('shows the present state in the end, where a slow worker draws after a quick one', async () => {
    await enter({ opsChannel: CHANNEL });
    let isSlow = false;
    await importWith(async (now) => {
      if (now.state.status === 'done') return;
      if (messages.length > 0 && !isSlow) {
        isSlow = true;
        // A page comes in and is drawn while an older picture is on its way.
        onItsWay = async () => {
          const where = { workspaceId: here.id };
          await world.database.prisma.crmImport.updateMany({ where, data: { problem: 'newer' } });
          const { database } = world;
          await database.pool.query(
            `UPDATE import_posts SET drawn_at = drawn_at + interval '1 second' WHERE workspace_id = $1`,
            [here.id],
          );
        };
      }
      await drawWaiting();
    });
    const problems = messages[0]?.shown.map(({ state }) => 'problem' in state && state.problem);
    expect(problems).toContain('newer');
  });
});
