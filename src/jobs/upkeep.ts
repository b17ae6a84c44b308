import type { Ports } from '../ports.ts';
import { refreshStatistics } from '../services/upkeep.ts';
import type { JobQueue } from './queue.ts';

/** PGlite has no autovacuum; a server has, and loses nothing by this. */
export async function workUpkeep(queue: JobQueue, ports: Ports): Promise<void> {
  await queue.schedule('refresh-statistics', '17 3 * * *', () => refreshStatistics(ports));
}
