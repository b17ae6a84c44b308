import type { BenchAccount } from './accounts.ts';

/** For rivals without a test of how a text begins, the three digits are cut off beforehand: that is in their favour. */
export function rivalFacts(account: BenchAccount) {
  return { ...account, area: account.zip === null ? null : account.zip.slice(0, 3) };
}
