import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  findHome,
  findHomesDisputed,
  findHomesOfOps,
  findHomesShowing,
  findHomesWaiting,
  forgetHome,
  holdWaitingHomes,
  markHomeDrawn,
  rememberHome,
} from '../store/homes.ts';
import type { SavedChange } from '../store/ownership.ts';
import { readBook } from './book.ts';
import { queueTasks } from './tasks.ts';

/** Changes that come thick and fast are drawn together: one picture a person in so much time. */
const SETTLE_SECONDS = 3;

/** Somebody opens Home: it is drawn, and from now on drawn again whenever their book changes. */
export async function openHome(
  ports: Ports,
  workspaceId: string,
  slackUserId: string,
): Promise<void> {
  const { database, clock } = ports;
  const isKnown = await findHome(database.prisma, workspaceId, slackUserId);
  if (!isKnown) {
    await inTransaction(database, (tx) => rememberHome(tx, workspaceId, slackUserId, clock.now()));
  }
  await redrawHome(ports, workspaceId, slackUserId);
}

/** Draws what one person has opened; whoever never opened it is left alone. */
export async function redrawHome(
  ports: Ports,
  workspaceId: string,
  slackUserId: string,
): Promise<{ kind: 'drawn' | 'gone' | 'never-opened' }> {
  const { clock, notifier } = ports;
  const { prisma } = ports.database;
  // Its mark is read before its book: a mark that has moved meanwhile may be of a newer picture.
  const home = await findHome(prisma, workspaceId, slackUserId);
  if (!home) return { kind: 'never-opened' };
  const book = await readBook(ports, workspaceId, slackUserId);
  const kind = await notifier.publishHome(workspaceId, slackUserId, book, clock.now());
  if (kind === 'gone') {
    await forgetHome(prisma, workspaceId, slackUserId);
    return { kind };
  }
  const isLast = await markHomeDrawn(prisma, workspaceId, slackUserId, home.drawnAt, clock.now());
  return isLast ? { kind } : redrawHome(ports, workspaceId, slackUserId);
}

/** Homes that show what has changed hands, each once; a waiting picture takes further changes in. */
export async function queueHomes(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  changes: Pick<SavedChange, 'id' | 'expected' | 'wanted'>[],
): Promise<void> {
  const changeId = changes.at(-1)?.id ?? '';
  const owners = changes.flatMap(({ expected, wanted }) => [expected, wanted]);
  const touched = new Set(owners.filter((repId) => repId !== null));
  const viewers = await findHomesShowing(tx, workspaceId, [...touched], ports.clock.now());
  await queueEach(tx, ports, workspaceId, changeId, viewers);
}

/** Homes that show that these decisions wait, or have waited until now. */
export async function queueWaitingHomes(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { mark, ...waited }: { proposalIds: string[]; refusedIds: string[]; mark: string },
): Promise<void> {
  const viewers = await findHomesWaiting(tx, workspaceId, waited);
  await queueEach(tx, ports, workspaceId, mark, viewers);
}

/** Homes that show this case, or have shown it until now. */
export async function queueDisputedHomes(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { disputeId, mark }: { disputeId: string; mark: string },
): Promise<void> {
  const viewers = await findHomesDisputed(tx, workspaceId, disputeId);
  await queueEach(tx, ports, workspaceId, mark, viewers);
}

/** Homes that show the state of the whole registry: which rules hold, above all. */
export async function queueHomesOfOps(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  mark: string,
): Promise<void> {
  await queueEach(tx, ports, workspaceId, mark, await findHomesOfOps(tx, workspaceId));
}

async function queueEach(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  changeId: string,
  viewers: string[],
): Promise<void> {
  if (viewers.length === 0) return;
  const waiting = await holdWaitingHomes(tx, workspaceId, viewers);
  const tasks = viewers
    .filter((slackUserId) => !waiting.has(slackUserId))
    .map((slackUserId) => ({ kind: 'redraw-home', changeId, slackUserId }) as const);
  await queueTasks(tx, ports, workspaceId, tasks, SETTLE_SECONDS);
}
