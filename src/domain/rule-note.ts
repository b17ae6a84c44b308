import type { DisputeOutcome } from './dispute-outcome.ts';

/** So many upheld cases within so many days say that something is wrong with a rule. */
export const CASES_FOR_NOTE = 3;
export const NOTE_DAYS = 91;

/** Cases by which something else came out than a rule had wanted: what a change of it is to be tried on. */
export type RuleNote = {
  /** The case that was one too many. */
  disputeId: string;
  rule: string;
  cases: { number: number; account: string; crmId: string; outcome: DisputeOutcome['kind'] }[];
};
