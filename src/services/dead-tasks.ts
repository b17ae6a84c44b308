import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findDead, reviveTask } from '../store/tasks.ts';

export function listDeadTasks({ database }: Pick<Ports, 'database'>) {
  return findDead(database.prisma);
}

/** Back in the queue with all its tries. */
export async function retryTask(
  ports: Pick<Ports, 'database' | 'queue' | 'clock'>,
  id: string,
): Promise<void> {
  await inTransaction(ports.database, (tx) => retryWithin(tx, ports, id));
}

/** The same in the caller's transaction. */
export async function retryWithin(
  tx: Db,
  { queue, clock }: Pick<Ports, 'queue' | 'clock'>,
  id: string,
): Promise<void> {
  if (!(await reviveTask(tx, id, clock.now())))
    throw new Error(`no given-up task has the id ${id}`);
  await queue.deliver(tx, [id]);
}
