import { subDays } from 'date-fns/subDays';
import type { Ports } from '../ports.ts';
import { forgetReceived, receive } from '../store/inbox.ts';

/** Slack sends an event again when our answer was late or lost; it tries for hours, not for days. */
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
  await forgetReceived(database.prisma, 'slack', subDays(clock.now(), REMEMBER_DAYS));
}
