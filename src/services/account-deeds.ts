import { type AccountDeed, obstacleToDeed, type Viewer } from '../domain/account-deed.ts';
import type { Actor, Deed } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { lockDeeds } from '../store/ownership.ts';
import { findManagerOf, findRepBySlackUser, readViewer } from '../store/roster.ts';
import { refuseLeaver } from './permission.ts';

export type Asker = { workspaceId: string; userId: string };

/** Whoever looks, as far as that decides what they are offered. */
export function viewerOf(
  { database }: Pick<Ports, 'database'>,
  { workspaceId, userId }: Asker,
): Promise<Viewer> {
  return readViewer(database.prisma, workspaceId, userId);
}

/** The account, locked until the transaction ends, in the hand of somebody who may do that with it. */
export async function takeInHand(
  tx: Db,
  asker: Asker,
  accountId: string,
  { wanted, at }: { wanted: AccountDeed; at: Date },
): Promise<{ deed: Deed; by: Actor }> {
  const { workspaceId, userId } = asker;
  await refuseLeaver(tx, asker, at);
  const deed = (await lockDeeds(tx, workspaceId, [accountId])).get(accountId);
  if (!deed) throw new Refusal({ kind: 'out-of-date' });
  const viewer = await readViewer(tx, workspaceId, userId);
  const { name, owner } = deed;
  const manager = owner ? await findManagerOf(tx, workspaceId, owner.id) : undefined;
  const held = { account: { name }, ...(owner && { owner: { ...owner, manager } }) };
  const obstacle = obstacleToDeed(wanted, held, viewer);
  if (obstacle) throw new Refusal(obstacle);
  const person = await findRepBySlackUser(tx, workspaceId, userId);
  if (!person) throw new Refusal({ kind: 'not-your-role', deed: wanted });
  return { deed, by: { kind: 'rep', id: person.id, name: person.name } };
}
