import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person, Role } from '../domain/roster.ts';
import type { Db } from '../store/database.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';

/** Whoever answers a question, and in which role; refuses those who may answer none. */
export async function deciderOf(
  tx: Db,
  workspaceId: string,
  userId: string,
): Promise<{ person: Person; role: Role }> {
  const person = await findRepBySlackUser(tx, workspaceId, userId);
  const role = await readRole(tx, workspaceId, userId);
  if (!person || !role || !may(role, 'decide proposals')) {
    throw new Refusal({ kind: 'not-your-role', deed: 'decide proposals' });
  }
  return { person, role };
}
