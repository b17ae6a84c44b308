import { type Deed, may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Role } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { readRole } from '../store/roster.ts';

type Asker = { workspaceId: string; userId: string };

/** Undefined for people whom the roster does not have. */
export function roleOf(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: Asker,
): Promise<Role | undefined> {
  return readRole(database.prisma, workspaceId, userId);
}

/** Refuses whoever may not do that, by their role in the roster. */
export async function permit(
  ports: Pick<Ports, 'database'>,
  asker: Asker,
  deed: Deed,
): Promise<void> {
  const role = await roleOf(ports, asker);
  if (!may(role, deed)) throw new Refusal({ kind: 'not-your-role', deed });
}
