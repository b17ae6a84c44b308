import { subDays } from 'date-fns/subDays';
import type { Ports } from '../ports.ts';
import { forgetReceived, receive } from '../store/inbox.ts';

/** Who tells us something tells it again when our answer was late or lost, for a day at most. */
const REMEMBER_DAYS = 2;

export function isFirst(
  { database, clock }: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  eventId: string,
): Promise<boolean> {
  return receive(database.prisma, workspaceId, 'slack', eventId, clock.now());
}

export async function clearInbox({
  database,
  clock,
}: Pick<Ports, 'database' | 'clock'>): Promise<void> {
  await forgetReceived(database.prisma, subDays(clock.now(), REMEMBER_DAYS));
}
