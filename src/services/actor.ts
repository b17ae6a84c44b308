import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { findRepBySlackUser } from '../store/roster.ts';
import { refuseLeaver } from './permission.ts';

/** Whoever changes something in Slack, as the log names them; refuses who has left. */
export async function actorOf(
  { database: { prisma }, clock }: Pick<Ports, 'database' | 'clock'>,
  asker: { workspaceId: string; userId: string },
): Promise<Actor> {
  const rep = await findRepBySlackUser(prisma, asker.workspaceId, asker.userId);
  if (!rep) throw new Refusal({ kind: 'out-of-date' });
  await refuseLeaver(prisma, asker, clock.now());
  return { kind: 'rep', id: rep.id, name: rep.name };
}
