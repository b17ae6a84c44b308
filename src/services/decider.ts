import { Refusal } from '../domain/refusal.ts';
import type { Decider } from '../domain/voice.ts';
import type { Db } from '../store/database.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { refuseLeaver } from './permission.ts';

/** Whoever says something, whatever their role: a policy may ask anybody of the roster who is still here. */
export async function speakerOf(
  tx: Db,
  workspaceId: string,
  userId: string,
  at: Date,
): Promise<Decider> {
  const person = await findRepBySlackUser(tx, workspaceId, userId);
  const role = await readRole(tx, workspaceId, userId);
  if (!person || !role) throw mayNot();
  await refuseLeaver(tx, { workspaceId, userId }, at);
  return { person, role };
}

export function mayNot(): Refusal {
  return new Refusal({ kind: 'not-your-role', deed: 'decide proposals' });
}
