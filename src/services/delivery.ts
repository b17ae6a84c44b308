import { addSeconds } from 'date-fns/addSeconds';
import { subMinutes } from 'date-fns/subMinutes';
import { type CrmFault, isOutage } from '../domain/crm-fault.ts';
import { isToldTogether } from '../domain/given-up.ts';
import { PutOff } from '../domain/put-off.ts';
import {
  type CrmOwnerTask,
  type GatheredTask,
  isForCrm,
  isForDispute,
  isForNotices,
  isGathered,
  ownedOf,
  type Task,
} from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { keepPaused, readPause } from '../store/crm-pauses.ts';
import { inTransaction } from '../store/database.ts';
import {
  buryTask,
  type Claim,
  claimTask,
  findStranded,
  finishTask,
  putOffTask,
  retryLater,
} from '../store/tasks.ts';
import { handOver } from './book-moves.ts';
import { tellBrokenFields } from './broken-fields.ts';
import { type End, tellCrm } from './crm-owner.ts';
import { pauseCrm, tellCrmPause } from './crm-pause.ts';
import { pausedKinds } from './crm-reading.ts';
import { CRM_LEASE_MINUTES, tellHeard } from './crm-writes.ts';
import { queueGivenUp, tellGivenUp } from './dead-tasks.ts';
import { performForDispute } from './dispute-tasks.ts';
import { readAgain } from './fields.ts';
import { tellFixes, writeFixes } from './fix-writes.ts';
import { follow } from './following.ts';
import { redrawHome } from './home.ts';
import { drawImport } from './import-post.ts';
import { readLeftOut } from './left-out.ts';
import { performForNotices } from './notices.ts';
import { tellWaiting } from './proposals.ts';
import { drawQuestion } from './question-cards.ts';
import { askRefusedWrites, tellRefused } from './refused-writes.ts';
import { remindOf } from './reminders.ts';
import { takeUp, tellRestless } from './restless-post.ts';
import { performSeveral } from './several.ts';
import { redrawCards } from './sharing.ts';
import { mergeTwins } from './twins.ts';
import { tellWoken } from './wakings.ts';

/** Longer than any one effect may take; a claim that is older belongs to a worker that died. */
const LEASE_MINUTES = 1;

/** Does one queued effect. Throws where it failed, so that the queue tries again later. */
export async function deliver(ports: Ports, taskId: string): Promise<void> {
  const at = ports.clock.now();
  const prisma = ports.database.prisma;
  const claim = await claimTask(prisma, taskId, at, subMinutes(at, LEASE_MINUTES));
  if (claim.kind === 'settled') return;
  if (claim.kind === 'busy') throw new Error('another worker has claimed this task');
  try {
    const end = await perform(ports, claim, taskId);
    if (end.kind === 'refused') {
      await retryLater(prisma, taskId, claim.attempt, end.error);
      await giveUp(ports, taskId);
      return;
    }
    await finish(ports, claim, taskId, end);
    ports.log.info({ taskId, kind: claim.task.kind }, 'task done');
  } catch (error) {
    if (error instanceof PutOff) return putOff(ports, taskId, claim.attempt, error);
    if (isOutage(error) && (await waitForCrm(ports, claim, taskId, error))) return;
    const message = error instanceof Error ? error.message : String(error);
    await retryLater(prisma, taskId, claim.attempt, message);
    throw error;
  }
}

/** It comes back by itself, with all its tries. */
async function putOff(
  { database, clock, queue, log }: Ports,
  taskId: string,
  attempt: number,
  { seconds, message }: PutOff,
): Promise<void> {
  const dueAt = addSeconds(clock.now(), seconds);
  await inTransaction(database, async (tx) => {
    if (await putOffTask(tx, taskId, attempt, dueAt)) await queue.putOff(tx, taskId, seconds);
  });
  log.info({ taskId, because: message }, 'task put off');
}

/** A new owner waits with all others of its kind, and goes with them. False where the fault may be its own. */
async function waitForCrm(
  ports: Ports,
  { workspaceId, task, attempt }: Claimed,
  taskId: string,
  fault: CrmFault,
): Promise<boolean> {
  const { database, clock, queue, log } = ports;
  if (task.kind === 'crm-merge' || task.kind === 'crm-fixes') {
    return waitAlone(ports, { workspaceId, attempt }, taskId, fault);
  }
  if (!isForCrm(task)) return false;
  const { kind } = ownedOf(task);
  const isWaiting = await inTransaction(database, async (tx) => {
    const isAll = fault.reach === 'all' || (await readPause(tx, workspaceId, kind)) !== undefined;
    if (!isAll) return false;
    await putOffTask(tx, taskId, attempt, clock.now());
    await pauseCrm(tx, { clock, queue }, workspaceId, kind, fault);
    return true;
  });
  if (isWaiting) log.info({ taskId, because: fault.message }, 'task waits for the CRM');
  return isWaiting;
}

/** The shortest wait for a CRM that serves nothing. */
const OUTAGE_SECONDS = 60;

/** What else was decided for the CRM comes back by itself, however long it does not serve. */
async function waitAlone(
  ports: Ports,
  { workspaceId, attempt }: Pick<Claimed, 'workspaceId' | 'attempt'>,
  taskId: string,
  { reach, message, waitMs }: CrmFault,
): Promise<boolean> {
  const isAll = reach === 'all' || (await pausedKinds(ports, workspaceId)).has('account');
  if (!isAll) return false;
  const seconds = Math.max(OUTAGE_SECONDS, Math.ceil(waitMs / 1000));
  await putOff(ports, taskId, attempt, new PutOff(message, seconds));
  return true;
}

type Claimed = Extract<Claim, { kind: 'claimed' }>;

async function finish(
  ports: Ports,
  { workspaceId, task }: Claimed,
  id: string,
  end: Extract<Performed, { kind: 'done' }>,
): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    await finishTask(tx, id, ports.clock.now(), end.receipt);
    if (!isForCrm(task)) return;
    await tellHeard(tx, ports, workspaceId, [{ id, task }], new Map([[id, end as End]]));
    await readLeftOut(tx, ports, workspaceId, [id]);
  });
}

/** The queue has given up on it. A new owner that failed with all others waits with them. */
export async function bury(ports: Ports, taskId: string): Promise<void> {
  const { database, clock } = ports;
  if (await keepPaused(database.prisma, taskId, clock.now())) return;
  await giveUp(ports, taskId);
}

/** It stays visible, with its last error, until somebody retries it. */
async function giveUp(ports: Ports, taskId: string): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    const buried = await buryTask(tx, taskId);
    if (!buried) return;
    await askRefusedWrites(tx, ports, buried.workspaceId, [taskId]);
    await readLeftOut(tx, ports, buried.workspaceId, [taskId]);
    if (isToldTogether(buried)) await queueGivenUp(tx, ports, buried.workspaceId);
  });
  ports.log.error({ taskId }, 'task is dead: see "cadastre tasks"');
}

/** Puts tasks back in the queue whose job was lost. Returns how many. */
export async function resendStranded(ports: Ports): Promise<number> {
  const at = ports.clock.now();
  const since = subMinutes(at, 10 * LEASE_MINUTES);
  const claimedBefore = subMinutes(at, CRM_LEASE_MINUTES);
  const found = await findStranded(ports.database.prisma, since, claimedBefore);
  if (found.length === 0) return 0;
  const single = found.filter(({ isForCrm }) => !isForCrm).map(({ id }) => id);
  const workspaces = new Set(
    found.filter(({ isForCrm }) => isForCrm).map((one) => one.workspaceId),
  );
  await inTransaction(ports.database, async (tx) => {
    if (single.length > 0) await ports.queue.deliver(tx, single);
    for (const workspaceId of workspaces) await ports.queue.rouse(tx, 'crm-writes', workspaceId);
  });
  ports.log.warn({ count: found.length }, 'stranded tasks sent again');
  return found.length;
}

type Performed = { kind: 'done'; receipt: unknown } | { kind: 'refused'; error: string };

async function perform(
  ports: Ports,
  { workspaceId, task, attempt }: Claimed,
  id: string,
): Promise<Performed> {
  // An earlier try may have posted it, and died before it was remembered.
  const isRetry = attempt > 1;
  if (isForCrm(task)) return tellOwner(ports, workspaceId, { id, task });
  if (isForDispute(task)) return performForDispute(ports, workspaceId, { task, isRetry });
  if (isForNotices(task)) return performForNotices(ports, workspaceId, { task, isRetry });
  if (isGathered(task)) return tellGathered(ports, workspaceId, { id, task, isRetry });
  switch (task.kind) {
    case 'follow':
      return { kind: 'done', receipt: await follow(ports, workspaceId, task) };
    case 'redraw-cards':
      return { kind: 'done', receipt: await redrawCards(ports, workspaceId, task.accountId) };
    case 'draw-question': {
      const { question: kind, id: questionId } = task;
      const drawing = { kind, id: questionId, isRetry };
      return drawQuestion(ports, workspaceId, drawing);
    }
    case 'remind-question':
      return { kind: 'done', receipt: await remindOf(ports, workspaceId, { ...task, isRetry }) };
    case 'hand-over':
      return { kind: 'done', receipt: await handOver(ports, workspaceId, task.handoverId) };
    case 'approve-several': {
      const receipt = await performSeveral(ports, workspaceId, { ...task, isRetry });
      return { kind: 'done', receipt };
    }
    case 'take-up':
      return { kind: 'done', receipt: await takeUp(ports, workspaceId, task) };
    case 'crm-merge':
      return mergeTwins(ports, workspaceId, task.twinsId);
    case 'crm-fixes':
      return { kind: 'done', receipt: await writeFixes(ports, workspaceId, task) };
    case 'tell-fixes':
      return { kind: 'done', receipt: await tellFixes(ports, workspaceId, { ...task, isRetry }) };
    case 'read-again':
      return { kind: 'done', receipt: await readAgain(ports, workspaceId, task) };
    case 'tell-given-up':
    case 'tell-crm-pause':
    case 'tell-broken-fields':
      return { kind: 'done', receipt: await tellTrouble(ports, workspaceId, task, isRetry) };
    case 'redraw-home':
      return { kind: 'done', receipt: await redrawHome(ports, workspaceId, task.slackUserId) };
    case 'redraw-import':
      return { kind: 'done', receipt: await drawImport(ports, workspaceId, task.importId) };
  }
}

type Trouble = Extract<Task, { kind: 'tell-given-up' | 'tell-crm-pause' | 'tell-broken-fields' }>;

function tellTrouble(ports: Ports, workspaceId: string, task: Trouble, isRetry: boolean) {
  const told = { ...task, isRetry };
  switch (task.kind) {
    case 'tell-given-up':
      return tellGivenUp(ports, workspaceId, told);
    case 'tell-crm-pause':
      return tellCrmPause(ports, workspaceId, told);
    case 'tell-broken-fields':
      return tellBrokenFields(ports, workspaceId, told);
  }
}

async function tellGathered(
  ports: Ports,
  workspaceId: string,
  { id, task, isRetry }: { id: string; task: GatheredTask; isRetry: boolean },
): Promise<Performed> {
  switch (task.kind) {
    case 'tell-waiting':
      return tellWaiting(ports, workspaceId, { ...task, isRetry });
    case 'tell-refused':
      return { kind: 'done', receipt: await tellRefused(ports, workspaceId, { ...task, isRetry }) };
    case 'tell-restless':
      return tellRestless(ports, workspaceId, { toldIn: id, isRetry });
    case 'wake':
      return tellWoken(ports, workspaceId, { ...task, isRetry });
  }
}

async function tellOwner(
  ports: Ports,
  workspaceId: string,
  one: { id: string; task: CrmOwnerTask },
): Promise<Performed> {
  const end = (await tellCrm(ports, workspaceId, [one])).get(one.id);
  if (end === undefined || end.kind === 'later') throw new Error(end?.error);
  return end;
}
