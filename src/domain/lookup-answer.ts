import type { LeadCard } from './lead-card.ts';
import type { MatchReason } from './matching/match.ts';
import type { OwnerCard } from './owner-card.ts';
import type { Person } from './roster.ts';

/** An account that may be meant, with enough to tell it from its neighbours. */
export type Suggestion = {
  accountId: string;
  name: string;
  crmId: string;
  owner?: Person;
  place?: string;
  reason: MatchReason;
};

/** What the registry answers to "who owns …?" */
export type Answer =
  | { kind: 'found'; asked: string; card: OwnerCard; also: Suggestion[] }
  | { kind: 'several'; asked: string; suggestions: Suggestion[] }
  | { kind: 'none'; asked: string; nearest: Suggestion[]; canAskOps: boolean };

/** The same where an address may be a lead’s: it is answered for, beside the account that it belongs to. */
export type LookupAnswer =
  | Exclude<Answer, { kind: 'found' }>
  | (Extract<Answer, { kind: 'found' }> & { lead?: LeadCard })
  | { kind: 'lead'; asked: string; lead: LeadCard };
