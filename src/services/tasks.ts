import { addSeconds } from 'date-fns/addSeconds';
import type { Task } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { saveTasks } from '../store/tasks.ts';

/** Writes the tasks and their jobs in the caller's transaction: they exist if the change does. */
export async function queueTasks(
  tx: Db,
  { clock, queue }: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  tasks: Task[],
  afterSeconds = 0,
): Promise<void> {
  if (tasks.length === 0) return;
  const dueAt = addSeconds(clock.now(), afterSeconds);
  const ids = await saveTasks(tx, workspaceId, tasks, dueAt);
  if (ids.length > 0) await queue.deliver(tx, ids, afterSeconds);
}
