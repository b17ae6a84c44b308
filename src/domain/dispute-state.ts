import type { Rung, RungClock } from './dispute-bench.ts';
import type { Claim, Grounds, Party } from './dispute-claim.ts';
import type { Because, DisputeDecision, Finding, Submission } from './dispute-event.ts';
import { dueOf, type Ruling } from './dispute-outcome.ts';

/** What every case knows, wherever it stands. */
export type CaseBody = {
  account: { id: string; name: string };
  /** Whose it was when it was filed, or appealed, or when it became another record. */
  owner?: Party;
  /** Whose it is, as far as the case has been told. */
  present?: Party;
  claims: { by: Party; claim: Claim }[];
  /** Filers who are still in it. */
  filers: Party[];
  parties: Party[];
  /** Those who have left the company meanwhile, sides and deciders. */
  leavers: Party[];
  filedAt: Date;
  submissions: Submission[];
  /** How many offers and votes there were on all rungs: whoever agrees names the one they have read. */
  words: number;
  appeal?: { by: Party; at: Date; of: Ended };
  /** Who has appealed and let it be: they do not again, and nobody has been heard. */
  droppers: string[];
  /** Who has spoken among the sides for one who was away: they decide nothing of it. */
  voices: string[];
  /** When something last happened to it: its clocks go on from there. */
  lastAt: Date;
};

/** How a case ended, and what that bars. */
export type Ended = {
  decision: DisputeDecision;
  at: Date;
  appealUntil: Date;
  barredUntil: Date;
  grounds: Grounds;
  /** Why the CRM does not have the owner by it, as long as that is so. */
  unwritten?: string;
};

/** `agreed`: the sides that have said yes, and who did for them. */
type Offer = {
  by: Party;
  ruling: Ruling;
  number: number;
  agreed: { side: string; by: string }[];
};
export type Vote = {
  by: Party;
  seat: string;
  ruling: Ruling;
  code: string;
  text: string;
  number: number;
};

/** On a rung, before people who can end it. */
export type Hearing = CaseBody & {
  status: Rung;
  because: Because;
  seats: Party[];
  clock: RungClock;
  isReminded: boolean;
  offer?: Offer;
  /** What the sides had before them last, where they did not agree: whoever decides reads it. */
  tabled?: Pick<Offer, 'by' | 'ruling'>;
  votes: Vote[];
};

export type Dispute =
  | (CaseBody & { status: 'filed' })
  | (CaseBody & { status: 'triage'; finding: Finding })
  | Hearing
  | (CaseBody & { status: 'decided' | 'applied'; decision: DisputeDecision })
  | (CaseBody & { status: 'closed'; ended: Ended })
  | (CaseBody & { status: 'withdrawn'; by?: Party; reason: string })
  | (CaseBody & { status: 'merged'; into: string; number?: number | undefined })
  | (CaseBody & { status: 'data-fix'; finding: Extract<Finding, { kind: 'data-wrong' }> });

const endedStatuses = ['closed', 'withdrawn', 'merged', 'data-fix'] as const;
export const disputeStatuses = [
  ...(['filed', 'triage', 'peers', 'manager', 'senior', 'ops', 'decided', 'applied'] as const),
  ...endedStatuses,
] as const;

/** While it is open, the owner of its account is frozen. */
export function isOpenDispute({ status }: Pick<Dispute, 'status'>): boolean {
  return !endedStatuses.some((one) => one === status);
}

export function isHearing(dispute: Dispute): dispute is Hearing {
  return 'clock' in dispute;
}

/** When something has to be looked at next; undefined where nothing is due by itself. */
export function bellOf(dispute: Dispute): Date | undefined {
  if (isHearing(dispute)) {
    return dispute.isReminded ? dispute.clock.dueAt : dispute.clock.remindAt;
  }
  switch (dispute.status) {
    case 'filed':
    case 'triage':
    case 'applied':
      return dispute.lastAt;
    case 'decided':
      return dueOf(dispute.decision.ruling) ?? dispute.lastAt;
    default:
      return undefined;
  }
}
