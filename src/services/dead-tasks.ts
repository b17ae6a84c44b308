import { type GivenUp, isToldTogether, type Retried } from '../domain/given-up.ts';
import type { Actor } from '../domain/ownership.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Task } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findDead, readGivenUp, reviveTask, reviveTasks } from '../store/dead-tasks.ts';
import { speakerOf } from './decider.ts';
import { tellOps } from './ops-post.ts';
import { permit } from './permission.ts';
import { queueTasks } from './tasks.ts';

type Asker = { workspaceId: string; userId: string };
/** So many of a kind are named. */
const NAMED = 5;
/** Of what fails together one message is made. */
const GATHER_SECONDS = 10;

export function listDeadTasks({ database }: Pick<Ports, 'database'>) {
  return findDead(database.prisma);
}

/** Back in the queue with all its tries. */
export async function retryTask(
  ports: Pick<Ports, 'database' | 'queue' | 'clock'>,
  id: string,
): Promise<void> {
  const isRetried = await inTransaction(ports.database, (tx) => retryWithin(tx, ports, id));
  if (!isRetried) throw new Error(`no given-up task has the id ${id}`);
}

/** The same in the caller's transaction; false where it is not given up, or not any more. */
export async function retryWithin(
  tx: Db,
  ports: Pick<Ports, 'queue' | 'clock'>,
  id: string,
): Promise<boolean> {
  const revived = await reviveTask(tx, id, ports.clock.now());
  if (!revived) return false;
  await ports.queue.deliver(tx, [id]);
  if (isToldTogether(revived)) await queueGivenUp(tx, ports, revived.workspaceId);
  return true;
}

/** What was given up, for those who may try it again. */
export async function showGivenUp(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
): Promise<GivenUp> {
  await permit(ports, asker, 'retry what failed');
  return readGivenUp(ports.database.prisma, asker.workspaceId, NAMED);
}

/** All of it, one kind or one goes back to the queue. Returns how many. */
export async function retryGivenUp(
  ports: Pick<Ports, 'database' | 'queue' | 'clock'>,
  { workspaceId, userId }: Asker,
  what: Retried,
): Promise<number> {
  return inTransaction(ports.database, async (tx) => {
    const at = ports.clock.now();
    const { person, role } = await speakerOf(tx, workspaceId, userId, at);
    if (!may(role, 'retry what failed')) {
      throw new Refusal({ kind: 'not-your-role', deed: 'retry what failed' });
    }
    const by: Actor = { kind: 'rep', id: person.id, name: person.name };
    const ids = await reviveTasks(tx, workspaceId, what, at);
    if (ids.length === 0) return 0;
    await ports.queue.deliver(tx, ids);
    await appendAudit(tx, workspaceId, [
      {
        ...{ at, actor: by, action: 'effects-retried', reason: '', before: null, after: null },
        ...{ subject: { kind: 'workspace', id: workspaceId }, context: { effects: ids.length } },
      },
    ]);
    await queueGivenUp(tx, ports, workspaceId);
    return ids.length;
  });
}

/** Ops see that something was given up, or is tried again: one picture of what comes together. */
export async function queueGivenUp(
  tx: Db,
  ports: Pick<Ports, 'queue' | 'clock'>,
  workspaceId: string,
): Promise<void> {
  const since = ports.clock.now().toISOString().slice(0, 18);
  const told: Task = { kind: 'tell-given-up', since };
  await queueTasks(tx, ports, workspaceId, [told], GATHER_SECONDS);
}

/** One message to ops, drawn again as the count changes. */
export function tellGivenUp(
  ports: Ports,
  workspaceId: string,
  { since, isRetry }: { since: string; isRetry: boolean },
): Promise<{ drawn: number }> {
  return tellOps(
    ports,
    workspaceId,
    {
      kind: 'given-up',
      read: async () => togetherIn(await readGivenUp(ports.database.prisma, workspaceId, 1)),
      shown: (givenUp) => ({ kind: 'given-up', givenUp, since }),
      standOf: ({ total }) => (total === 0 ? 'mended' : 'new'),
    },
    isRetry,
  );
}

function togetherIn({ kinds }: GivenUp): GivenUp {
  const told = kinds.filter(isToldTogether);
  return { kinds: told, total: told.reduce((sum, { count }) => sum + count, 0) };
}
