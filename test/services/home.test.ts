import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Notifier } from '../../src/ports.ts';
import { deliver } from '../../src/services/delivery.ts';
import { openHome } from '../../src/services/home.ts';
import { changeOwner, changeOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { jobsOf } from '../support/task-queue.ts';
import { hire, openWorld, register, TEAM, type World } from '../support/world.ts';

let world: World;
/** Slack's side: who was drawn, what each Home shows, and what happens while a drawing is on its way. */
let published: string[];
const shown = new Map<string, number>();
let onItsWay: () => Promise<unknown>;
let hasLeftSlack: boolean;
let ana: string;
let bo: string;
const publishHome: Notifier['publishHome'] = async (_, slackUserId, book) => {
  const happens = onItsWay;
  onItsWay = async () => undefined;
  await happens();
  if (hasLeftSlack) return 'gone';
  published.push(slackUserId);
  shown.set(slackUserId, book.accounts);
  return 'drawn';
};
beforeAll(async () => {
  world = await openWorld({ notifier: { publishHome } });
  ana = await hire(world, 'Ana', { slackUserId: 'UANA' });
  bo = await hire(world, 'Bo', { slackUserId: 'UBO' });
  const mo = await hire(world, 'Mo', { slackUserId: 'UMO' });
  const cy = await hire(world, 'Cy', { slackUserId: 'UCY' });
  const { prisma } = world.database;
  const west = { workspaceId: TEAM, name: 'West', managerId: mo };
  const team = await prisma.team.create({ data: west });
  await prisma.rep.update({ where: { id: ana }, data: { teamId: team.id } });
  const [from, until] = [new Date('2026-11-01'), new Date('2026-12-01')];
  const away = { workspaceId: TEAM, repId: bo, backupId: cy, from, until };
  await prisma.absence.create({ data: away });
});
afterAll(() => world.close());
beforeEach(async () => {
  [published, onItsWay, hasLeftSlack] = [[], async () => undefined, false];
  await world.database.pool.query('DELETE FROM homes');
  await world.database.pool.query('DELETE FROM tasks');
});

const open = async (...slackUserIds: string[]) => {
  for (const slackUserId of slackUserIds) await openHome(world.ports, TEAM, slackUserId);
  published = [];
};
const give = async (accountId: string, expected: string | null, wanted: string | null) =>
  changeOwner(world.ports, TEAM, aChange({ accountId, expected, wanted }));
const waiting = () =>
  world.database.prisma.task.findMany({
    where: { kind: 'redraw-home', status: { not: 'done' } },
    orderBy: { key: 'asc' },
  });
const deliverAll = async () => {
  for (const { id } of await waiting()) await deliver(world.ports, id);
};

describe('Home', () => {
  it('of the former owner, the new one, their manager and a backup is published again', async () => {
    await open('UANA', 'UBO', 'UMO', 'UCY');
    const accountId = await register(world, 'Alder', { ownerId: ana });

    await give(accountId, ana, bo);
    await deliverAll();

    expect(published.sort()).toEqual(['UANA', 'UBO', 'UCY', 'UMO']);
  });

  it('of people whose book has not changed is left alone', async () => {
    await open('UANA', 'UMO', 'UBO', 'UMARKETING');
    const dee = await hire(world, 'Dee', { slackUserId: 'UDEE' });

    await give(await register(world, 'Beech'), null, dee);

    expect(await waiting()).toEqual([]);
  });

  it('is never published to somebody who has not opened it', async () => {
    await open('UBO');
    const accountId = await register(world, 'Cedar', { ownerId: ana });

    await give(accountId, ana, bo);
    await deliverAll();

    expect(published).toEqual(['UBO']);
  });

  it('is remembered of somebody who opened it before they came onto the roster', async () => {
    await open('UEVE');
    const eve = await hire(world, 'Eve', { slackUserId: 'UEVE' });

    await give(await register(world, 'Dogwood'), null, eve);
    await deliverAll();

    expect([published, shown.get('UEVE')]).toEqual([['UEVE'], 1]);
  });

  it('is not drawn where the same person opened it in another workspace', async () => {
    await world.database.prisma.workspace.create({ data: { id: 'T0OTHER', name: 'Other' } });
    await openHome(world.ports, 'T0OTHER', 'UANA');

    await give(await register(world, 'Elder'), null, ana);

    expect(await waiting()).toEqual([]);
  });

  it('waits three seconds for further changes', async () => {
    await open('UANA');
    await give(await register(world, 'Fir'), null, ana);

    const [task] = await waiting();
    const [job] = await jobsOf(world, task?.id ?? '');

    expect(job?.pause).toBe(3);
  });
});

describe('a burst of changes', () => {
  it('one after another is drawn once, and what comes later once more', async () => {
    await open('UANA', 'UMO');
    const before = shown.get('UANA') ?? 0;
    for (let nth = 0; nth < 20; nth += 1) {
      await give(await register(world, `Hazel ${nth}`), null, ana);
    }
    await deliverAll();
    expect(published.sort()).toEqual(['UANA', 'UMO']);
    expect(shown.get('UANA')).toBe(before + 20);

    await give(await register(world, 'Hazel'), null, ana);
    await deliverAll();

    expect(published).toHaveLength(4);
    expect(shown.get('UANA')).toBe(before + 21);
  });

  it('in one transaction, such as a page of an import, is drawn once', async () => {
    await open('UANA', 'UBO', 'UMO');
    const accounts: string[] = [];
    for (let nth = 0; nth < 20; nth += 1) {
      accounts.push(await register(world, `Ivy ${nth}`, { ownerId: ana }));
    }
    const cause = { kind: 'crm-edit' } as const;
    const moves = accounts.map((accountId) =>
      aChange({ accountId, expected: ana, wanted: bo, cause }),
    );

    await inTransaction(world.database, (tx) => changeOwners(tx, world.ports, TEAM, moves));
    await deliverAll();

    expect(published.sort()).toEqual(['UANA', 'UBO', 'UMO']);
  });

  it('shows accounts that an import has brought in', async () => {
    await open('UBO');
    const change = aChange({ accountId: await register(world, 'Juniper'), wanted: bo });

    await changeOwner(world.ports, TEAM, { ...change, cause: { kind: 'import' } });
    await deliverAll();

    expect(published).toEqual(['UBO']);
  });

  it('folds into a picture that was tried in vain and waits for its next try', async () => {
    await open('UANA');
    await give(await register(world, 'Larch'), null, ana);
    const [first] = await waiting();
    onItsWay = async () => {
      throw new Error('Slack is down');
    };
    await expect(deliver(world.ports, first?.id ?? '')).rejects.toThrow('Slack is down');

    await give(await register(world, 'Maple'), null, ana);

    expect(await waiting()).toMatchObject([{ id: first?.id, status: 'retrying' }]);
    await deliverAll();
    expect(published).toEqual(['UANA']);
  });
});

describe('a Home whose change and drawing meet', () => {
  it('shows a change that folds into it at the moment it is drawn', async () => {
    await open('UANA');
    const before = shown.get('UANA') ?? 0;
    await give(await register(world, 'Nutmeg'), null, ana);
    const [task] = await waiting();
    const late = aChange({ accountId: await register(world, 'Oak'), wanted: ana });

    let drawing: Promise<void> = Promise.resolve();
    await inTransaction(world.database, async (tx) => {
      await changeOwners(tx, world.ports, TEAM, [late]);
      drawing = deliver(world.ports, task?.id ?? '');
      await tx.$queryRawUnsafe('SELECT 1 FROM pg_sleep(0.2)');
    });
    await drawing;

    expect(await waiting()).toEqual([]);
    expect(shown.get('UANA')).toBe(before + 2);
  });

  it('shows a change that was under way when it was opened for the first time', async () => {
    const accountId = await register(world, 'Pine');
    await open('UANA');
    const before = shown.get('UANA') ?? 0;
    await world.database.pool.query('DELETE FROM homes');

    let opening: Promise<void> = Promise.resolve();
    await inTransaction(world.database, async (tx) => {
      await changeOwners(tx, world.ports, TEAM, [aChange({ accountId, wanted: ana })]);
      opening = openHome(world.ports, TEAM, 'UANA');
      await tx.$queryRawUnsafe('SELECT 1 FROM pg_sleep(0.2)');
    });
    await opening;
    await deliverAll();

    expect(shown.get('UANA')).toBe(before + 1);
  });

  it('shows the present book in the end, where a slow worker draws after a quick one', async () => {
    await open('UANA');
    const before = shown.get('UANA') ?? 0;
    await give(await register(world, 'Quince'), null, ana);
    const [slow] = await waiting();
    onItsWay = async () => {
      await give(await register(world, 'Rowan'), null, ana);
      const quick = (await waiting()).find(({ id }) => id !== slow?.id);
      await deliver(world.ports, quick?.id ?? '');
    };

    await deliver(world.ports, slow?.id ?? '');

    expect(shown.get('UANA')).toBe(before + 2);
  });

  it('shows the present book in the end, where it is opened while it is drawn', async () => {
    await open('UANA');
    const before = shown.get('UANA') ?? 0;
    onItsWay = async () => {
      await give(await register(world, 'Spruce'), null, ana);
      await deliverAll();
    };

    await openHome(world.ports, TEAM, 'UANA');

    expect(shown.get('UANA')).toBe(before + 1);
  });
});

describe('a Home that cannot be drawn', () => {
  it('is tried again where Slack is down', async () => {
    await open('UANA');
    await give(await register(world, 'Tupelo'), null, ana);
    const [task] = await waiting();
    onItsWay = async () => {
      throw new Error('Slack is down');
    };

    await expect(deliver(world.ports, task?.id ?? '')).rejects.toThrow('Slack is down');
    await deliver(world.ports, task?.id ?? '');

    expect(published).toEqual(['UANA']);
  });

  it('is forgotten where its person has left Slack, until they open it again', async () => {
    await open('UANA');
    hasLeftSlack = true;
    await give(await register(world, 'Viburnum'), null, ana);
    await deliverAll();
    expect(await waiting()).toEqual([]);

    await give(await register(world, 'Willow'), null, ana);
    expect(await waiting()).toEqual([]);

    hasLeftSlack = false;
    await open('UANA');
    await give(await register(world, 'Yew'), null, ana);
    await deliverAll();
    expect(published).toEqual(['UANA']);
  });
});
