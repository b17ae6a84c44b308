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
