import type { Ports } from '../ports.ts';
import { recountWords } from '../store/account-names.ts';
import { vacuum } from '../store/upkeep.ts';
import { readWorkspaces } from '../store/workspaces.ts';

export async function refreshStatistics({ database, clock, log }: Ports): Promise<void> {
  const started = clock.now();
  for (const { id } of await readWorkspaces(database.prisma))
    await recountWords(database.prisma, id);
  await vacuum(database);
  log.info(
    { ms: clock.now().getTime() - started.getTime() },
    'words recounted, vacuumed and analysed',
  );
}
