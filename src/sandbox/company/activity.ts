import type { Account, Setting } from './account.ts';
import { dice, fraction } from './chance.ts';

/** What somebody did for an account, or its people did for us. */
export type Activity = {
  crmId: string;
  /** CRM owner id, `''` for nobody. */
  owner: string;
  at: number;
} & (
  | { kind: 'emails'; isTheirs: boolean }
  | { kind: 'calls'; isTheirs: boolean; isAnswered: boolean }
  | { kind: 'meetings'; outcome: 'COMPLETED' | 'NO_SHOW' | 'CANCELED' }
);

const activityIdBase = 60_040_000_000;
const activitiesPerAccount = 16;
const dayMs = 86_400_000;
const outcomes = ['COMPLETED', 'COMPLETED', 'COMPLETED', 'NO_SHOW', 'CANCELED'] as const;

export function activitiesOf(setting: Setting, account: Account): Activity[] {
  const { index, owners } = account;
  if (owners.every(({ owner }) => owner === '')) return [];
  const count =
    index === 0 ? 12 : Math.floor(fraction(setting.seed, 'activities', index) ** 2 * 12);
  return Array.from({ length: count }, (_, nth) => activityAt(setting, account, nth));
}

/** Former owners go on writing now and then, and that becomes a dispute. */
function activityAt(
  { seed, today }: Setting,
  { index, owner, owners }: Account,
  nth: number,
): Activity {
  const place = index * activitiesPerAccount + nth;
  const rolls = dice(seed, 'activity', place);
  const former = owners.at(-2)?.owner;
  const done = {
    crmId: String(activityIdBase + place),
    owner: former && rolls.happens(0.2) ? former : owner,
    at: Math.floor(today - (0.1 + rolls.roll() ** 1.4 * 180) * dayMs),
  };
  const what = rolls.roll();
  const isTheirs = rolls.happens(0.4);
  if (what < 0.6) return { ...done, kind: 'emails', isTheirs };
  if (what < 0.85) return { ...done, kind: 'calls', isTheirs, isAnswered: rolls.happens(0.5) };
  return { ...done, kind: 'meetings', outcome: rolls.pick(outcomes) };
}
