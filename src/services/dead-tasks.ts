import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { findDead, reviveTask } from '../store/tasks.ts';

export function listDeadTasks({ database }: Pick<Ports, 'database'>) {
  return findDead(database.prisma);
}

/** Back in the queue with all its tries. */
export async function retryTask(
  { database, queue, clock }: Pick<Ports, 'database' | 'queue' | 'clock'>,
  id: string,
): Promise<void> {
  await inTransaction(database, async (tx) => {
    if (!(await reviveTask(tx, id, clock.now())))
      throw new Error(`no given-up task has the id ${id}`);
    await queue.deliver(tx, [id]);
  });
}
