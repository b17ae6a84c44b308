import type { Party } from './dispute-claim.ts';
import type { DisputeOutcome } from './dispute-outcome.ts';

/** So many upheld cases within so many days say that something is wrong with a rule. */
export const CASES_FOR_NOTE = 3;
export const NOTE_DAYS = 91;

/** Cases by which something else came out than a rule had wanted: what a change of it is to be tried on. */
export type RuleNote = {
  /** The case that was one too many. */
  disputeId: string;
  rule: string;
  /** Who answers for it, where the rules name somebody who is there. */
  owner?: Party;
  cases: {
    number: number;
    accountId: string;
    account: string;
    crmId: string;
    outcome: DisputeOutcome['kind'];
  }[];
};

/**
 * Whether somebody got the account whom the rule did not lead to. A rule loses nothing where somebody was given a part beside the
 * owner, where its facts were wrong, or where the rules were asked anew.
 */
export function isAgainstRule(outcome: DisputeOutcome, leadsTo: readonly string[]): boolean {
  return 'to' in outcome && !leadsTo.includes(outcome.to.id);
}
