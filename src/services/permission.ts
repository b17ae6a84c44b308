import { type Deed, may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readRole } from '../store/roster.ts';

/** Refuses whoever may not do that, by their role in the roster. */
export async function permit(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  deed: Deed,
): Promise<void> {
  const role = await readRole(database.prisma, workspaceId, userId);
  if (!may(role, deed)) throw new Refusal({ kind: 'not-your-role', deed });
}
