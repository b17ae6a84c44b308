import { addSeconds } from 'date-fns/addSeconds';
import { subDays } from 'date-fns/subDays';
import { subMinutes } from 'date-fns/subMinutes';
import { subSeconds } from 'date-fns/subSeconds';
import { isChannel, type Notice, noticesOf, placeRefused } from '../domain/notice.ts';
import { PutOff } from '../domain/put-off.ts';
import type { NoticeTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { dropGone, findGone } from '../store/gone-notices.ts';
import { newId } from '../store/id.ts';
import {
  claimNotices,
  countDueNotices,
  findDuePlaces,
  letGoNotices,
  readNotices,
  readTold,
  releaseNotices,
  saveNotices,
  settleNotices,
} from '../store/notices.ts';
import { readNoticeRoutes } from '../store/workspaces.ts';
import { readLastActivity } from './account-activity.ts';
import { queueTasks } from './tasks.ts';

/** So many of one place are told one by one; more are told as one. */
const FEW = 3;
const GATHER_SECONDS = 5;
/** So long what comes in one place is waited for while more of it comes. */
const MOST_GATHER_SECONDS = 60;
/** Slack lets a bot post once a second in a channel. */
const PAUSE_SECONDS = 1;
const LEASE_MINUTES = 2;
/** What waits for its turn in a place has not failed. */
const BUSY_SECONDS = 2;
/** What a place refused longer ago is news no more. */
const RECALL_DAYS = 30;

type End = { kind: 'done'; receipt: unknown } | { kind: 'refused'; error: string };

/** Whoever should know of these changes will be told. Done again it adds nothing. */
export async function queueNotices(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  changeIds: string[],
): Promise<void> {
  if (changeIds.length === 0) return;
  const at = ports.clock.now();
  const routes = await readNoticeRoutes(tx, workspaceId);
  const told = await readTold(tx, workspaceId, changeIds, at);
  const notices = told.flatMap((one) => noticesOf(one, routes, at));
  const places = await saveNotices(tx, workspaceId, notices);
  await queuePlaces(tx, ports, workspaceId, places, GATHER_SECONDS);
}

async function queuePlaces(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  places: string[],
  afterSeconds: number,
): Promise<void> {
  const mark = newId();
  const tasks = places.map((place) => ({ kind: 'send-notices', place, mark }) as const);
  await queueTasks(tx, ports, workspaceId, tasks, afterSeconds);
}

/** A message to a place, or the file beside one. */
export async function performForNotices(
  ports: Ports,
  workspaceId: string,
  { task, isRetry }: { task: NoticeTask; isRetry: boolean },
): Promise<End> {
  if (task.kind === 'send-notices') return sendNotices(ports, workspaceId, task.place, isRetry);
  return { kind: 'done', receipt: await attachFile(ports, workspaceId, { ...task, isRetry }) };
}

/** What could not be posted there goes by the routes and channels of now: to that place, or to the one that stands for it. */
async function recall(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  place: string,
): Promise<void> {
  const at = ports.clock.now();
  const spot = { place, since: subDays(at, RECALL_DAYS) };
  const gone = await findGone(tx, workspaceId, spot);
  if (gone.length === 0) return;
  const changeIds = [...new Set(gone.map(({ changeId }) => changeId))];
  const routes = await readNoticeRoutes(tx, workspaceId);
  const told = await readTold(tx, workspaceId, changeIds, at);
  const missed = new Set(gone.map(({ changeId, audience }) => `${changeId} ${audience}`));
  const notices = told
    .flatMap((one) => noticesOf(one, routes, at))
    .filter(({ changeId, audience }) => missed.has(`${changeId} ${audience}`))
    // They have waited long enough.
    .map((notice) => ({ ...notice, dueAt: at }));
  await dropGone(tx, workspaceId, spot);
  const places = await saveNotices(tx, workspaceId, notices);
  const others = places.filter((one) => one !== place);
  await queuePlaces(tx, ports, workspaceId, others, 0);
}

/** What is due next in one place, in the order in which it happened. What is left has a task of its own. */
async function sendNotices(
  ports: Ports,
  workspaceId: string,
  place: string,
  isRetry: boolean,
): Promise<End> {
  const { database, clock } = ports;
  const at = clock.now();
  const claim = await inTransaction(database, async (tx) => {
    if (isRetry && isChannel(place)) await recall(tx, ports, workspaceId, place);
    return claimNotices(tx, workspaceId, place, {
      ...{ at, leaseFrom: subMinutes(at, LEASE_MINUTES), few: FEW },
      gathering: {
        since: subSeconds(at, MOST_GATHER_SECONDS),
        until: addSeconds(at, GATHER_SECONDS),
      },
    });
  });
  if (claim.kind === 'nothing') return { kind: 'done', receipt: { sent: 0 } };
  if (claim.kind === 'busy') throw new PutOff(`another worker is telling ${place}`, BUSY_SECONDS);
  if (claim.kind === 'gathering') throw new PutOff(`more comes to ${place}`, GATHER_SECONDS);
  const sent = await send(ports, workspaceId, place, claim);
  await inTransaction(database, async (tx) => {
    const left = await countDueNotices(tx, workspaceId, place, clock.now());
    if (left > 0) await queuePlaces(tx, ports, workspaceId, [place], PAUSE_SECONDS);
  });
  // Whoever has left, or may not ask, is not to be told; that a channel takes nothing is for ops to mend.
  if (sent === 'gone' && isChannel(place)) return { kind: 'refused', error: placeRefused(place) };
  return { kind: 'done', receipt: { sent: sent === 'gone' ? 0 : sent } };
}

/** Where a worker has died over it, its message is looked for before it is posted again. */
async function send(
  ports: Ports,
  workspaceId: string,
  place: string,
  { batchId, isAgain }: { batchId: string; isAgain: boolean },
): Promise<number | 'gone'> {
  const { notifier, clock, database } = ports;
  const { prisma } = database;
  const notices = await withLast(ports, workspaceId, await readNotices(prisma, batchId));
  const audience = notices[0]?.audience ?? 'ops';
  const shown = { kind: 'notices', batch: { id: batchId, audience, notices } } as const;
  try {
    const since = subMinutes(clock.now(), 24 * 60);
    const before = isAgain ? await notifier.find(workspaceId, place, shown, since) : undefined;
    const where = before ?? (await notifier.post(workspaceId, place, shown));
    await inTransaction(database, async (tx) => {
      await settleNotices(tx, batchId, where === 'gone' ? 'gone' : 'sent', clock.now());
      if (where === 'gone' || notices.length === 1) return;
      await queueTasks(tx, ports, workspaceId, [{ kind: 'attach-file', batchId, ...where }]);
    });
    if (where === 'gone') ports.log.warn({ place }, 'nobody can be told there: is the bot in it?');
    return where === 'gone' ? 'gone' : notices.length;
  } catch (error) {
    if (error instanceof PutOff && !isAgain) await letGoNotices(prisma, batchId);
    else await releaseNotices(prisma, batchId);
    throw error;
  }
}

/** Whoever gets an account reads what was done for it last; where they get many, that is on the cards. */
async function withLast(ports: Ports, workspaceId: string, notices: Notice[]): Promise<Notice[]> {
  const [only, ...more] = notices;
  const isAsked = only?.audience === 'owner' && only.subject.kind === 'account';
  if (!only || more.length > 0 || !isAsked) return notices;
  const last = await readLastActivity(ports, workspaceId, only.subject.id);
  return last ? [{ ...only, last }] : notices;
}

/** The file that goes beside a message about many changes: in a step of its own, which comes back where its worker dies. */
async function attachFile(
  { database: { prisma }, notifier }: Ports,
  workspaceId: string,
  {
    batchId,
    channel,
    ts,
    isRetry,
  }: { batchId: string; channel: string; ts: string; isRetry: boolean },
): Promise<{ attached: boolean }> {
  const notices = await readNotices(prisma, batchId);
  const audience = notices[0]?.audience ?? 'ops';
  const shown = { kind: 'notices', batch: { id: batchId, audience, notices } } as const;
  return { attached: await notifier.attach(workspaceId, { channel, ts }, shown, isRetry) };
}

/** Digests whose hour has come, and what lost its task. */
export async function rouseNotices(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
): Promise<void> {
  const at = ports.clock.now();
  const leaseFrom = subMinutes(at, LEASE_MINUTES);
  const due = await findDuePlaces(ports.database.prisma, { at, leaseFrom });
  const mark = at.toISOString().slice(0, 16);
  await inTransaction(ports.database, async (tx) => {
    for (const { workspaceId, place } of due) {
      await queueTasks(tx, ports, workspaceId, [{ kind: 'send-notices', place, mark }]);
    }
  });
}
