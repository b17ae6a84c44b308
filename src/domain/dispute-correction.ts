import type { DisputeDesk } from './dispute-case.ts';

/** What any CRM says of a company. */
const usual = ['country', 'state', 'city', 'zip', 'industry', 'employees', 'revenue', 'type'];

/**
 * What of an account a ruling may correct, also where nothing is known yet: first what somebody says is wrong, then what is
 * stored. `mapped`: the attributes that are read from properties of the CRM.
 */
export function correctable(
  stored: DisputeDesk['facts'],
  { claimed, mapped }: { claimed: readonly string[]; mapped: readonly string[] },
): DisputeDesk['facts'] {
  const known = new Set(stored.map(({ key }) => key));
  const missing = [...new Set([...mapped, ...usual])].filter((key) => !known.has(key));
  const all = [...stored, ...missing.map((key) => ({ key }))];
  const isClaimed = ({ key }: { key: string }) => claimed.includes(key);
  return [...all.filter(isClaimed), ...all.filter((one) => !isClaimed(one))];
}
