import { subDays } from 'date-fns/subDays';
import type { WakeTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { readWoken } from '../store/bells.ts';

/** One message for all that a round of bells has woken, to one who is asked, or to ops. */
export async function tellWoken(
  { database, notifier, clock }: Ports,
  workspaceId: string,
  { place, repId, since, isRetry }: WakeTask & { isRetry: boolean },
): Promise<{ told: number }> {
  const { lines, total } = await readWoken(database.prisma, workspaceId, { repId, since });
  if (total === 0) return { told: 0 };
  const shown = { kind: 'woken', woken: { key: `${place} ${since}`, lines, total } } as const;
  const day = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, day) : undefined;
  if (!before) await notifier.post(workspaceId, place, shown);
  return { told: total };
}
