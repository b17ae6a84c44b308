import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { changeOwner } from '../../src/services/ownership.ts';
import type { DatabaseSettings } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { type Child, startBotProcess } from '../support/child.ts';
import { aCrm } from '../support/crm.ts';
import { serveCrm } from '../support/crm-server.ts';
import { copyTemplate } from '../support/databases.ts';
import { soon } from '../support/soon.ts';
import { untilSettled } from '../support/task-queue.ts';
import { hire, openWorldOn, register, TEAM, type World } from '../support/world.ts';

const ACCOUNTS = 120;
const WORKSPACES = [TEAM, 'T0OTHER'];
const crm = aCrm();
let recorder: Awaited<ReturnType<typeof serveCrm>>;
let settings: DatabaseSettings;
let drop: () => Promise<void>;
let bots: Child[] = [];
beforeAll(async () => {
  ({ settings, drop } = await copyTemplate(inject('template')));
  recorder = await serveCrm(crm);
});
afterAll(async () => {
  await Promise.all(bots.map((bot) => bot.kill('SIGKILL')));
  await recorder.stop();
  await drop();
});

const startBot = (name: string) => {
  const crmUrl = `${recorder.url}/${name}`;
  const bot = startBotProcess({ settings, workspaceId: TEAM, crmUrl, writers: 0, delivers: true });
  bots = [...bots, bot];
  return bot;
};

describe('a second bot on the same database', () => {
  it('shares the work on PostgreSQL, and is refused on the embedded database', async () => {
    if (inject('template').kind === 'postgres') await shareTheWork();
    else await refuseTheSecond();
  });
});

async function shareTheWork(): Promise<void> {
  const world = await openWorldOn(settings);
  await world.database.prisma.workspace.create({ data: { id: 'T0OTHER', name: 'Other Ltd' } });
  const pair = [startBot('one'), startBot('two')];
  await Promise.all(pair.map((bot) => bot.until(/ready/)));
  crm.before = untilBothWrite();
  const owners = await Promise.all(
    WORKSPACES.map((workspaceId) => hire(world, 'Ana', { crmOwnerId: '7', workspaceId })),
  );
  const ids = Array.from({ length: ACCOUNTS }, (_, nth) => String(nth));
  const giveEach = (some: string[]) =>
    Promise.all(
      some.map((crmId) => {
        const nth = Number(crmId) % WORKSPACES.length;
        return give(world, WORKSPACES[nth] ?? '', crmId, owners[nth] ?? '');
      }),
    );
  await giveEach(ids.slice(0, 2));
  await soon(() => expect(new Set(recorder.writers)).toEqual(new Set(['/one', '/two'])));
  await giveEach(ids.slice(2));
  await untilSettled(world);
  await world.close();

  expect(crm.asked.map(({ accountId }) => accountId).sort()).toEqual(ids.sort());
}

async function give(world: World, workspaceId: string, crmId: string, wanted: string) {
  const accountId = await register(world, `Alder ${crmId}`, { crmId, workspaceId });
  await changeOwner(world.ports, workspaceId, aChange({ accountId, wanted }));
}

/** Whoever writes for one workspace is held up until the other bot writes for the other one: neither may wait for its peer. */
function untilBothWrite(): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  return () => {
    if (new Set(recorder.writers).size === 2) resolve();
    return promise;
  };
}

async function refuseTheSecond(): Promise<void> {
  await startBot('one').until(/ready/);
  const second = startBot('two');

  expect(await second.ended).toBe(1);
  const dir = 'dir' in settings ? settings.dir : '';
  expect(second.complaints()).toBe(
    `The embedded database in ${dir} is open in another process. Stop that one first, give this ` +
      'one a directory of its own (DATA_DIR), or run several on one PostgreSQL (DATABASE_URL).\n',
  );
}
