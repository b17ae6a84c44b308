import { subDays } from 'date-fns/subDays';
import type { SlackPerson, SlackStanding } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import {
  findUnknownInSlack,
  noteSlackLeaving,
  readZone,
  saveSlackUser,
  saveZone,
} from '../store/slack-people.ts';
import { readStanding, saveStanding } from '../store/slack-standings.ts';
import { listWorkspaces } from './workspaces.ts';

/** Slack answers so many of these in a minute. */
const MOST_AT_ONCE = 40;

/** Whom the CRM has brought without their account in Slack, or their time zone: asked for by their address, and remembered. */
export async function findSlackPeople(
  ports: Pick<Ports, 'database' | 'clock' | 'log' | 'notifier'>,
): Promise<void> {
  const { clock, log, notifier } = ports;
  const { prisma } = ports.database;
  for (const { id: workspaceId } of await listWorkspaces(ports)) {
    const at = clock.now();
    const look = { askedBefore: subDays(at, 1), most: MOST_AT_ONCE, at };
    try {
      for (const { id, email } of await findUnknownInSlack(prisma, workspaceId, look)) {
        const found = await notifier.findPerson(workspaceId, email);
        await saveSlackUser(prisma, workspaceId, id, found, clock.now());
      }
    } catch (error) {
      log.warn({ error: String(error) }, 'Slack could not be asked who is who');
    }
  }
}

/** What every replica goes by, whichever of them Slack has told. */
export type SlackStandings = {
  read: (workspaceId: string, slackUserId: string) => Promise<SlackStanding | undefined>;
  note: (workspaceId: string, slackUserId: string, standing: SlackStanding) => Promise<void>;
};

/** `ports`: the door is made before the house, and asked after. */
export function keepStandings(ports: () => Pick<Ports, 'database'>): SlackStandings {
  const prisma = () => ports().database.prisma;
  return {
    read: (workspaceId, slackUserId) => readStanding(prisma(), workspaceId, slackUserId),
    note: (workspaceId, slackUserId, standing) =>
      saveStanding(prisma(), workspaceId, slackUserId, standing),
  };
}

/** The time zone by which somebody reads, where it is known. */
export function readerZone(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<string | undefined> {
  return readZone(database.prisma, workspaceId, userId);
}

/** Whose account Slack has switched off is not waited for in any case, from now on; who is back is. Where they moved, their clock goes with them. */
export async function noteSlackPerson(
  { database, clock, queue }: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
  person: SlackPerson & { isGone: boolean },
): Promise<void> {
  await inTransaction(database, async (tx) => {
    const { slackUserId, timeZone } = person;
    if (timeZone) await saveZone(tx, workspaceId, slackUserId, timeZone);
    const isNews = await noteSlackLeaving(tx, workspaceId, person, clock.now());
    if (isNews) await queue.rouse(tx, 'bells', workspaceId);
  });
}
