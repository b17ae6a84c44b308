import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { weekdays } from '../../src/domain/roster.ts';
import type { Rep } from '../../src/generated/prisma/client.ts';
import { type JobQueue, startQueue } from '../../src/jobs/queue.ts';
import type { Crm, Log, Notifier, Ports } from '../../src/ports.ts';
import { type Database, type DatabaseSettings, openDatabase } from '../../src/store/database.ts';
import { copyTemplate } from './databases.ts';
import { drawing } from './notifier.ts';

export const TEAM = 'T0CADASTRE';

type Outside = { crm?: Crm; notifier?: Partial<Notifier> };

export type World = {
  ports: Ports;
  database: Database;
  queue: JobQueue;
  /** Moves the only clock that services see. */
  setTime: (iso: string) => void;
  close: () => Promise<void>;
};

/** A real database and a real queue of a test file's own; outside systems stand still. */
export async function openWorld(outside: Outside = {}): Promise<World> {
  const { settings, drop } = await copyTemplate(inject('template'));
  const world = await openWorldOn(settings, outside);
  return {
    ...world,
    close: async () => {
      await world.close();
      await drop();
    },
  };
}

/** The same on a database that outlives the world. */
export async function openWorldOn(
  settings: DatabaseSettings,
  outside: Outside = {},
): Promise<World> {
  let open = true;
  const database = await openDatabase(settings, (error) => open && console.error(error));
  const queue = await startQueue(database, silent);
  let now = new Date('2026-11-20T10:00:00Z');
  const workspace = { id: TEAM, name: 'Registry Ltd' };
  await database.prisma.workspace.upsert({ where: { id: TEAM }, create: workspace, update: {} });
  return {
    ports: {
      database,
      clock: { now: () => now },
      log: silent,
      queue,
      crm: () => outside.crm,
      notifier: { ...drawing, ...outside.notifier },
    },
    database,
    queue,
    setTime: (iso) => {
      now = new Date(iso);
    },
    close: async () => {
      await queue.stop(1000);
      open = false;
      await database.close();
    },
  };
}

const nothing = () => undefined;
const silent: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const roundTheClock = { from: '00:00', until: '00:00' };
/** A rep on the roster, who works at all hours; a test names only what it is about. */
export async function hire(
  { database }: World,
  name: string,
  fields: Partial<
    Pick<Rep, 'leftAt' | 'crmOwnerId' | 'slackUserId' | 'workspaceId' | 'role' | 'teamId'>
  > = {},
) {
  const email = `${name.toLowerCase().replaceAll(' ', '.')}@registry.example`;
  const workspaceId = fields.workspaceId ?? TEAM;
  const hours = Object.fromEntries(weekdays.map((day) => [day, [roundTheClock]]));
  const rep = await database.prisma.rep.create({
    data: {
      hours,
      skills: [],
      languages: [],
      certificates: [],
      ...fields,
      workspaceId,
      name,
      email,
    },
  });
  return rep.id;
}

/** An account in the registry, owned by nobody unless somebody is named. */
export async function register(
  { database }: World,
  name: string,
  fields: { ownerId?: string; crmId?: string; workspaceId?: string } = {},
) {
  const account = await database.prisma.account.create({
    data: { workspaceId: TEAM, crmId: randomUUID(), name, ...fields },
  });
  return account.id;
}

/** The account's card hangs in a channel, so that a change has something to draw again. */
export async function post({ database }: World, accountId: string, workspaceId = TEAM) {
  await database.prisma.card.create({
    data: {
      ...{ workspaceId, kind: 'owner-card', subjectId: accountId, channel: 'C1' },
      ...{ ts: randomUUID(), postedFor: 'U1', drawnAt: new Date('2026-11-01') },
    },
  });
}
