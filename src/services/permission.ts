import { type Deed, may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Role } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readHasLeft, readRole } from '../store/roster.ts';

type Asker = { workspaceId: string; userId: string };

/** Undefined for people whom the roster does not have. */
export function roleOf(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: Asker,
): Promise<Role | undefined> {
  return readRole(database.prisma, workspaceId, userId);
}

/** Whoever has left goes on reading, as long as Slack lets them in, and changes nothing any more. */
export async function refuseLeaver(
  db: Db,
  { workspaceId, userId }: Asker,
  at: Date,
): Promise<void> {
  const isGone = await readHasLeft(db, workspaceId, { slackUserId: userId }, at);
  if (isGone) throw new Refusal({ kind: 'has-left' });
}

/** Refuses whoever may not do that, by their role in the roster, or has left. */
export async function permit(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
  deed: Deed,
): Promise<void> {
  const role = await roleOf(ports, asker);
  if (!may(role, deed)) throw new Refusal({ kind: 'not-your-role', deed });
  await refuseLeaver(ports.database.prisma, asker, ports.clock.now());
}
