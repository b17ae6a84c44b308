import { CrmFault, isOutage } from '../domain/crm-fault.ts';
import { type CrmUnread, isUnreadWorthTelling, pauseAfter } from '../domain/crm-pause.ts';
import type { CrmKind, Ports } from '../ports.ts';
import { endUnread, noteUnread, readUnread } from '../store/crm-watch.ts';
import { inTransaction } from '../store/database.ts';
import { queuePauseTold, SPARE_SECONDS } from './crm-pause.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue'>;

/** What the CRM does not let us read at present, and is not to be asked for before its pause is over. */
export async function pausedKinds(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
): Promise<Map<CrmKind, CrmUnread>> {
  const at = clock.now();
  const unread = await readUnread(database.prisma, workspaceId);
  const paused = unread.filter(({ until }) => until && until > at);
  return new Map(paused.map((one) => [one.kind, one]));
}

/** Whether it serves nothing at all: what hangs on no kind need not be asked for either. */
export async function servesNothing(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
): Promise<boolean> {
  return (await pausedKinds(ports, workspaceId)).size === 3;
}

/** A kind could not be read: where that is the CRM's fault, it is left alone for a while, each time for longer. */
export async function pauseReading(
  ports: Needs,
  workspaceId: string,
  kind: CrmKind,
  failure: unknown,
): Promise<CrmUnread | undefined> {
  const { database, clock, queue } = ports;
  const at = clock.now();
  const problem = failure instanceof Error ? failure.message : String(failure);
  const waitMs = failure instanceof CrmFault ? failure.waitMs : 0;
  return inTransaction(database, async (tx) => {
    const before = (await readUnread(tx, workspaceId)).find((one) => one.kind === kind);
    // Another worker has just met the same.
    if (before?.until && before.until > at) return before;
    const { tries = 0, since } = before ?? {};
    const earlier = since && { kind, since, problem, tries, until: at };
    const pause = isOutage(failure)
      ? pauseAfter(earlier, { kind, problem, waitMs }, at)
      : undefined;
    const now = { kind, problem, at, until: pause?.until ?? null, tries: pause?.tries ?? tries };
    const unread = await noteUnread(tx, workspaceId, now);
    if (pause) {
      const seconds = (pause.until.getTime() - at.getTime()) / 1000;
      await queue.rouseLater(tx, 'crm-news', workspaceId, seconds + SPARE_SECONDS);
    }
    return unread;
  });
}

/** These kinds could be read. */
export async function resumeReading(
  ports: Needs,
  workspaceId: string,
  kinds: readonly CrmKind[],
): Promise<void> {
  const unread = await readUnread(ports.database.prisma, workspaceId);
  const ended = unread.filter(({ kind }) => kinds.includes(kind));
  if (ended.length === 0) return;
  for (const { kind } of ended) await endUnread(ports.database.prisma, workspaceId, kind);
  await tellUnread(ports, workspaceId, ended);
}

/** Ops read of what lasts, once, and that it is over. */
export async function tellUnread(
  ports: Needs,
  workspaceId: string,
  troubles: readonly CrmUnread[],
): Promise<void> {
  const at = ports.clock.now();
  if (!troubles.some((one) => isUnreadWorthTelling(one, at))) return;
  await inTransaction(ports.database, (tx) => queuePauseTold(tx, ports, workspaceId));
}
