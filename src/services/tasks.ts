import { addSeconds } from 'date-fns/addSeconds';
import { isForCrm, type Task } from '../domain/task.ts';
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
  const [forCrm, others] = [tasks.filter(isForCrm), tasks.filter((one) => !isForCrm(one))];
  const ids = await saveTasks(tx, workspaceId, others, dueAt);
  if (ids.length > 0) await queue.deliver(tx, ids, afterSeconds);
  const saved = await saveTasks(tx, workspaceId, forCrm, dueAt);
  if (saved.length > 0) await queue.rouse(tx, 'crm-writes', workspaceId);
}
