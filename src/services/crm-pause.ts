import { subSeconds } from 'date-fns/subSeconds';
import { CrmFault } from '../domain/crm-fault.ts';
import {
  type CrmStandstill,
  isUnreadWorthTelling,
  isWorthTelling,
  pauseAfter,
} from '../domain/crm-pause.ts';
import type { Owned } from '../domain/ownership.ts';
import type { Task } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { endPause, findOverdue, readPause, readPauses, savePause } from '../store/crm-pauses.ts';
import { readUnread } from '../store/crm-watch.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readCrmName } from '../store/workspaces.ts';
import { tellOps } from './ops-post.ts';
import { queueTasks } from './tasks.ts';

type Door = Pick<Ports, 'clock' | 'queue'>;

/** Other clocks may be a little late: by them the pause has to be over, too. */
export const SPARE_SECONDS = 1;

/** Pauses that are over, and whose job was lost. */
export async function rousePaused({
  database,
  clock,
  queue,
}: Pick<Ports, 'database' | 'clock' | 'queue'>): Promise<void> {
  const workspaces = await findOverdue(database.prisma, subSeconds(clock.now(), 30));
  if (workspaces.length === 0) return;
  await inTransaction(database, async (tx) => {
    for (const workspaceId of workspaces) await queue.rouse(tx, 'crm-writes', workspaceId);
  });
}

/** The CRM does not take new owners of this kind: all of them wait, and are tried again by themselves. */
export async function pauseCrm(
  tx: Db,
  ports: Door,
  workspaceId: string,
  kind: Owned['kind'],
  failure: unknown,
): Promise<void> {
  const at = ports.clock.now();
  const before = await readPause(tx, workspaceId, kind);
  // Another worker has just met the same.
  if (before && before.until > at) return;
  const problem = failure instanceof Error ? failure.message : String(failure);
  const waitMs = failure instanceof CrmFault ? failure.waitMs : 0;
  const pause = pauseAfter(before, { kind, problem, waitMs }, at);
  await savePause(tx, workspaceId, pause);
  const seconds = (pause.until.getTime() - at.getTime()) / 1000;
  await ports.queue.rouseLater(tx, 'crm-writes', workspaceId, seconds + SPARE_SECONDS);
  if (isWorthTelling(pause)) await queuePauseTold(tx, ports, workspaceId);
}

/** It takes them again. */
export async function resumeCrm(
  tx: Db,
  ports: Door,
  workspaceId: string,
  kind: Owned['kind'],
): Promise<void> {
  const ended = await endPause(tx, workspaceId, kind);
  if (ended && isWorthTelling(ended)) await queuePauseTold(tx, ports, workspaceId);
}

/** That it does not serve, or serves again. */
export async function queuePauseTold(tx: Db, ports: Door, workspaceId: string): Promise<void> {
  const told: Task = { kind: 'tell-crm-pause', since: ports.clock.now().toISOString() };
  await queueTasks(tx, ports, workspaceId, [told]);
}

/** One message to ops for as long as it lasts. */
export function tellCrmPause(
  ports: Ports,
  workspaceId: string,
  { since, isRetry }: { since: string; isRetry: boolean },
): Promise<{ drawn: number }> {
  const { prisma } = ports.database;
  const read = async (): Promise<CrmStandstill> => ({
    crm: await readCrmName(prisma, workspaceId),
    pauses: await readPauses(prisma, workspaceId),
    unread: await readUnread(prisma, workspaceId),
  });
  return tellOps(
    ports,
    workspaceId,
    {
      ...{ kind: 'crm-pause', read },
      shown: (standstill) => ({ kind: 'crm-pause', standstill, since }),
      standOf: ({ pauses, unread }) => {
        if (pauses.length === 0 && unread.length === 0) return 'mended';
        const at = ports.clock.now();
        const isNew = unread.some((one) => isUnreadWorthTelling(one, at));
        return isNew || pauses.some(isWorthTelling) ? 'new' : 'old';
      },
    },
    isRetry,
  );
}
