import type { Task } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { saveTask } from '../store/tasks.ts';

/** Writes the tasks and their jobs in the caller's transaction: they exist if the change does. */
export async function queueTasks(
  tx: Db,
  { clock, queue }: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  tasks: Task[],
): Promise<void> {
  const ids: string[] = [];
  for (const wanted of tasks) {
    const id = await saveTask(tx, workspaceId, wanted, clock.now());
    if (id) ids.push(id);
  }
  if (ids.length > 0) await queue.deliver(tx, ids);
}
