import type { Ports } from '../ports.ts';
import { vacuum } from '../store/upkeep.ts';

export async function refreshStatistics({ database, clock, log }: Ports): Promise<void> {
  const started = clock.now();
  await vacuum(database);
  log.info({ ms: clock.now().getTime() - started.getTime() }, 'vacuumed and analysed');
}
