import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { endPin, findEndedPins } from '../store/pins.ts';
import { queueTasks } from './tasks.ts';

const MOST = 200;

/** Once the time of a pin is over, the rules look at its account: else it would stay until something else happened to it. */
export async function endPins(ports: Pick<Ports, 'database' | 'clock' | 'queue'>): Promise<void> {
  const { database, clock } = ports;
  for (const { id, workspaceId } of await findEndedPins(database.prisma, clock.now(), MOST)) {
    await inTransaction(database, async (tx) => {
      const accountId = await endPin(tx, id);
      if (accountId === undefined) return;
      const task = { kind: 'route-account', accountId, key: `pin:${id}` } as const;
      await queueTasks(tx, ports, workspaceId, [task]);
    });
  }
}
