import { subMinutes } from 'date-fns/subMinutes';
import type { Ports } from '../ports.ts';
import { type Claimed, claimCrmWrites, settleCrmWrites } from '../store/crm-owner.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { type End, type Ends, isHeard, tellCrm } from './crm-owner.ts';
import { queueNotices } from './notices.ts';
import { askRefusedWrites, noteTaken } from './refused-writes.ts';

/** Longer than a batch takes unless the CRM asks for long pauses: then another worker may look at the same records again. */
export const CRM_LEASE_MINUTES = 2;
/** Where there is no CRM, nothing limits them. */
const AT_ONCE = 100;
/** While one batch waits for the CRM, another is prepared: its calls are what is scarce. */
const LANES = 3;
/** So often they are tried together; then each has a job of its own, lest one holds up the others for ever. */
const TOGETHER = 3;

/** Carries all changes of owners that wait to the CRM, as many at a time as it takes. */
export async function writeCrmOwners(ports: Ports, workspaceId: string): Promise<void> {
  const stop = new AbortController();
  const lanes = Array.from({ length: LANES }, () => writeUntilNoneWait(ports, workspaceId, stop));
  const ended = await Promise.allSettled(lanes);
  const failed = ended.find((lane) => lane.status === 'rejected');
  if (failed) throw failed.reason;
}

async function writeUntilNoneWait(
  ports: Ports,
  workspaceId: string,
  stop: AbortController,
): Promise<void> {
  const { database, clock } = ports;
  const most = ports.crm(workspaceId)?.ownersAtOnce ?? AT_ONCE;
  while (!stop.signal.aborted) {
    const at = clock.now();
    const lease = { at, leaseFrom: subMinutes(at, CRM_LEASE_MINUTES), most };
    const claimed = await claimCrmWrites(database.prisma, workspaceId, lease);
    if (claimed.length === 0) return;
    await settle(ports, workspaceId, claimed, await tell(ports, workspaceId, claimed, stop));
  }
}

/** Where the CRM as a whole does not serve, all go back and wait: what is wrong is not theirs. */
async function tell(
  ports: Ports,
  workspaceId: string,
  claimed: Claimed[],
  stop: AbortController,
): Promise<Ends> {
  try {
    return await tellCrm(ports, workspaceId, claimed);
  } catch (failure) {
    const error = failure instanceof Error ? failure.message : String(failure);
    const alone = claimed.filter(({ attempt }) => claimed.length === 1 || attempt >= TOGETHER);
    const back = claimed
      .filter((one) => !alone.includes(one))
      .map(({ id, attempt }) => ({ id, attempt, status: 'due' as const, error }));
    // Before they are free again: another lane would use up their tries on the same failure.
    if (back.length > 0) stop.abort();
    await settleCrmWrites(ports.database.prisma, workspaceId, back, ports.clock.now());
    const later = new Map(alone.map(({ id }) => [id, { kind: 'later', error } as const]));
    await settle(ports, workspaceId, alone, later);
    if (back.length > 0) throw failure;
    return new Map();
  }
}

async function settle(
  ports: Ports,
  workspaceId: string,
  claimed: Claimed[],
  ends: Ends,
): Promise<void> {
  const { database, clock, queue, log } = ports;
  const states = { done: 'done', later: 'retrying', refused: 'dead' } as const;
  const lines = claimed.flatMap(({ id, attempt }) => {
    const end = ends.get(id);
    if (!end) return [];
    const { kind, ...said } = end;
    return [{ id, attempt, status: states[kind], ...said }];
  });
  await inTransaction(database, async (tx) => {
    const settled = await settleCrmWrites(tx, workspaceId, lines, clock.now());
    const stood = new Set(settled.map(({ id }) => id));
    await tellHeard(
      tx,
      ports,
      workspaceId,
      claimed.filter(({ id }) => stood.has(id)),
      ends,
    );
    const dead = settled.filter(({ status }) => status === 'dead');
    await askRefusedWrites(
      tx,
      ports,
      workspaceId,
      dead.map(({ id }) => id),
    );
    const again = settled.filter(({ status }) => status === 'retrying');
    const ids = again.map(({ id }) => id);
    if (ids.length > 0) await queue.deliver(tx, ids);
  });
  const count = (kind: End['kind']) => [...ends.values()].filter((end) => end.kind === kind).length;
  log.info({ done: count('done'), later: count('later') }, 'owners told to the CRM');
  for (const { id, status } of lines) {
    if (status === 'dead') log.error({ taskId: id }, 'task is dead: see "cadastre tasks"');
  }
}

/** What the CRM has may be told; what it had refused before has found its end. */
export async function tellHeard(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  settled: Pick<Claimed, 'id' | 'task'>[],
  ends: Ends,
): Promise<void> {
  const done = settled.filter(({ id }) => ends.get(id)?.kind === 'done');
  const heard = done.filter(({ id }) => {
    const end = ends.get(id);
    return end !== undefined && isHeard(end);
  });
  const changeIds = heard.map(({ task }) => task.changeId);
  await queueNotices(tx, ports, workspaceId, changeIds);
  await noteTaken(tx, ports, workspaceId, done);
}
