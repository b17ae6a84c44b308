import { addSeconds } from 'date-fns/addSeconds';
import { subDays } from 'date-fns/subDays';
import { askedPeople } from '../domain/approval-course.ts';
import { placeRefused } from '../domain/notice.ts';
import type { Person } from '../domain/roster.ts';
import type { Task, WakeTask } from '../domain/task.ts';
import type { WokenLine } from '../domain/woken.ts';
import type { Ports } from '../ports.ts';
import { readCourses } from '../store/courses.ts';
import type { Db } from '../store/database.ts';
import { type GatheringKind, holdGatherings, markRung, readWoken } from '../store/wakings.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { queueTasks } from './tasks.ts';

type Door = Pick<Ports, 'clock' | 'queue'>;

/**
 * How long a message gathers what is told together, and how far apart two of them are in one place: what hangs before people is
 * called to mind at once; what came by the thousand, or rings by the thousand, is a message now and then.
 */
const paces = {
  soon: { seconds: 3, apart: 0 },
  many: { seconds: 10, apart: 600 },
};
export type Pace = keyof typeof paces;

/** Whoever is asked about these now reads so in one message, for all that is told together. */
export async function wake(
  tx: Db,
  ports: Door,
  workspaceId: string,
  ids: string[],
  { how, pace }: { how: WokenLine['how']; pace: Pace },
): Promise<void> {
  if (ids.length === 0) return;
  const readers = await findReaders(tx, workspaceId, ids);
  const places = [...readers.keys()].toSorted();
  const gather = { kind: 'wake', places, pace } as const;
  const taskOf = (place: string, since: string): Task => {
    const repId = readers.get(place)?.id;
    return { kind: 'wake', place, since, ...(repId && { repId }) };
  };
  const { from } = await gatherIn(tx, ports, workspaceId, gather, taskOf);
  await markRung(tx, ids, how, from);
}

/** One message for each who is asked; for ops where nobody can be written to. */
async function findReaders(
  tx: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, Person | undefined>> {
  const readers = new Map<string, Person | undefined>();
  let isForOps = false;
  for (const people of (await peopleAskedAbout(tx, workspaceId, ids)).values()) {
    for (const one of people) if (one.slackUserId) readers.set(one.slackUserId, one);
    isForOps ||= !people.some(({ slackUserId }) => slackUserId);
  }
  const ops = isForOps ? (await readWorkspace(tx, workspaceId))?.opsChannel : undefined;
  if (ops) readers.set(ops, undefined);
  return readers;
}

/** Who has each of these before them at the moment. */
export async function peopleAskedAbout(
  tx: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, Person[]>> {
  const found = await readCourses(tx, workspaceId, ids);
  return new Map(found.map(({ id, course, votes }) => [id, askedPeople(course, votes)]));
}

type Gathering = { kind: GatheringKind; places: readonly string[]; pace: Pace };

/**
 * A message in each place, unless one gathers there already. `from`: what is marked with that moment, or a later one, is in all of
 * them, however far the replicas' clocks are apart.
 */
export async function gatherIn(
  tx: Db,
  ports: Door,
  workspaceId: string,
  { kind, places, pace }: Gathering,
  taskOf: (place: string, since: string) => Task,
): Promise<{ from: Date }> {
  const now = ports.clock.now();
  const { open, last } = await holdGatherings(tx, workspaceId, kind, places);
  const { seconds, apart } = paces[pace];
  for (const place of places) {
    if (open.has(place)) continue;
    const before = last.get(place);
    const earliest = before ? addSeconds(before, apart).getTime() - now.getTime() : 0;
    const wait = Math.max(seconds, Math.ceil(earliest / 1000));
    await queueTasks(tx, ports, workspaceId, [taskOf(place, now.toISOString())], wait);
  }
  const moments = [now, ...[...open.values()].map((since) => new Date(since))];
  return { from: new Date(Math.max(...moments.map((one) => one.getTime()))) };
}

type End = { kind: 'done'; receipt: { told: number } } | { kind: 'refused'; error: string };

/** One message for all that has gathered, to one who is asked; to ops where nobody is, or they take no message. */
export async function tellWoken(
  { database, notifier, clock }: Ports,
  workspaceId: string,
  { place, repId, since, isRetry }: WakeTask & { isRetry: boolean },
): Promise<End> {
  const { lines, total } = await readWoken(database.prisma, workspaceId, { repId, since });
  if (total === 0) return { kind: 'done', receipt: { told: 0 } };
  const shown = { kind: 'woken', woken: { key: `${place} ${since}`, lines, total } } as const;
  const day = subDays(clock.now(), 1);
  const ops = (await readWorkspace(database.prisma, workspaceId))?.opsChannel;
  const places = [...new Set([place, ...(ops ? [ops] : [])])];
  for (const one of places) {
    const before = isRetry ? await notifier.find(workspaceId, one, shown, day) : undefined;
    const where = before ?? (await notifier.post(workspaceId, one, shown));
    if (where !== 'gone') return { kind: 'done', receipt: { told: total } };
  }
  return { kind: 'refused', error: placeRefused(...places) };
}
