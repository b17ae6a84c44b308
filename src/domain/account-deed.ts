import type { Party } from './dispute-claim.ts';
import type { Contested } from './ownership.ts';
import { type Deed, may } from './permission.ts';
import type { Reason } from './refusal.ts';
import type { Person, Role } from './roster.ts';

/** What a person does with an account by their own hand. */
export type AccountDeed = Extract<Deed, 'pin accounts' | 'hand accounts over'>;

/** Whoever looks at an account, as far as that decides what they may do with it. */
export type Viewer = { slackUserId: string; repId?: string; role?: Role };

type Held = { account: { name: string }; owner?: Person & { manager?: Person | undefined } };

/** Why somebody may not do it: managers do it with accounts of their own people, ops and admins with all. */
export function obstacleToDeed(
  deed: AccountDeed,
  { account, owner }: Held,
  { repId, role }: Viewer,
): Reason | undefined {
  if (!may(role, deed)) return { kind: 'not-your-role', deed };
  const { manager } = owner ?? {};
  if (role !== 'manager' || (manager && manager.id === repId)) return undefined;
  return {
    ...{ kind: 'not-your-account', account: account.name },
    ...(owner && { owner: owner.name }),
    ...(manager && { manager: manager.name }),
  };
}

type Disputed = { account: string; dispute: Contested; sides: readonly Pick<Party, 'id'>[] };

/** Why somebody may not give away what is disputed: ops do it who are no side themselves, as none of them decides the case. */
export function obstacleToOverride(
  { account, dispute, sides }: Disputed,
  { repId, role }: Viewer,
): Reason | undefined {
  if (!may(role, 'override disputes')) return { kind: 'disputed', account, ...dispute };
  const isSide = sides.some(({ id }) => id === repId);
  return isSide ? { kind: 'party-decides', account } : undefined;
}
