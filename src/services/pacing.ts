import { setTimeout as sleep } from 'node:timers/promises';
import { PutOff } from '../domain/put-off.ts';
import type { Notifier, Ports } from '../ports.ts';
import { lineUp, pushSlot, takeSlot } from '../store/channel-slots.ts';

/** So long a worker waits for its turn; what has to wait longer goes back to the queue, and others get their turn. */
const WORTH_WAITING_SECONDS = 1;

/** Slack takes one message a second in each place: so many go there, from however many replicas. */
export function pacedNotifier(
  notifier: Notifier,
  { database: { prisma } }: Pick<Ports, 'database'>,
  pauseSeconds = 1,
): Notifier {
  const awaitTurn = async (workspaceId: string, place: string) => {
    if (await takeSlot(prisma, workspaceId, place, pauseSeconds)) return;
    const seconds = await lineUp(prisma, workspaceId, place, pauseSeconds);
    if (seconds <= WORTH_WAITING_SECONDS) {
      await sleep(Math.ceil(seconds * 1000));
      if (await takeSlot(prisma, workspaceId, place, pauseSeconds)) return;
    }
    throw new PutOff(`others are posting in ${place}`, Math.max(seconds, WORTH_WAITING_SECONDS));
  };
  return {
    ...notifier,
    post: async (workspaceId, place, ...what) => {
      await awaitTurn(workspaceId, place);
      try {
        return await notifier.post(workspaceId, place, ...what);
      } catch (error) {
        // Whoever is next need not find out for themselves.
        if (error instanceof PutOff) await pushSlot(prisma, workspaceId, place, error.seconds);
        throw error;
      }
    },
  };
}
