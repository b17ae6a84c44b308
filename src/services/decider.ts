import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Decider } from '../domain/voice.ts';
import type { Db } from '../store/database.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { refuseLeaver } from './permission.ts';

/** Whoever answers a question, and in which role; refuses those who may answer none. */
export async function deciderOf(
  tx: Db,
  workspaceId: string,
  userId: string,
  at: Date,
): Promise<Decider> {
  const decider = await speakerOf(tx, workspaceId, userId, at);
  if (!may(decider.role, 'decide proposals')) throw mayNot();
  return decider;
}

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
