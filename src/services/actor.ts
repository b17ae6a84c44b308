import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { findRepBySlackUser } from '../store/roster.ts';

/** Whoever asks in Slack, as the log names them. */
export async function actorOf(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<Actor> {
  const rep = await findRepBySlackUser(database.prisma, workspaceId, userId);
  if (!rep) throw new Refusal({ kind: 'out-of-date' });
  return { kind: 'rep', id: rep.id, name: rep.name };
}
