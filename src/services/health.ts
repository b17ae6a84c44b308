import type { Ports } from '../ports.ts';
import { countTasks } from '../store/tasks.ts';

export function isReady({ database }: Pick<Ports, 'database'>): Promise<boolean> {
  return database.pool.query('SELECT 1').then(
    () => true,
    () => false,
  );
}

export function taskCounts({ database }: Pick<Ports, 'database'>) {
  return countTasks(database.prisma);
}
