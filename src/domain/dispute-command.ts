import type { Bench } from './dispute-bench.ts';
import type { Claim, Grounds, Party } from './dispute-claim.ts';
import type { BroughtFile, DisputeEvent, Finding, HandedOver } from './dispute-event.ts';
import type { Ruling } from './dispute-outcome.ts';
import type { DisputePolicy } from './dispute-policy.ts';
import type { Dispute } from './dispute-state.ts';
import type { Reason } from './refusal.ts';

/** A piece of evidence, as somebody hands it in. */
export type Brought = { text: string; link?: string; files?: BroughtFile[] };

/** Who would have more by a ruling beside whom it names: by the rules, or by a merger. */
type Gainers = { gainers?: readonly string[] };

/** What people, the clock and the registry may want of a case. */
export type DisputeCommand =
  /** `parties`: all sides of it from then on. */
  | { kind: 'join'; by: Party; claim: Claim; parties: Party[] }
  /** `rule`: the one that decides over the account now; `leadsTo`: to whom, or to whose pool. */
  | { kind: 'triage'; finding: Finding; rule?: string; leadsTo?: string[] }
  | { kind: 'ring' }
  | { kind: 'offer'; by: Party; ruling: Ruling }
  /** `number`: of the offer that was read. */
  | { kind: 'agree'; by: Party; number: number }
  | { kind: 'pass-up'; by: Party; why: string }
  | ({
      kind: 'rule';
      by: Party;
      ruling: Ruling;
      code: string;
      text: string;
      note?: string;
    } & Gainers)
  /** As somebody else on the rung has decided; `number`: of the vote that was read. */
  | ({ kind: 'second'; by: Party; number: number } & Gainers)
  | ({ kind: 'submit'; by: Party } & Brought)
  | { kind: 'keep-files'; files: BroughtFile[] }
  /** A holdover by its verdict has ended: `to` has the deal from now on. */
  | { kind: 'end-holdover'; deal: string; from: Party; to?: Party; owner?: Party }
  /** What was decided is carried out; `grounds`: what was known of the account then. */
  | { kind: 'apply'; grounds: Grounds }
  /** What was decided cannot be carried out any more. */
  | { kind: 'reopen'; why: string }
  /** The CRM, or ops, have not taken what the case ended with. */
  | { kind: 'note-not-taken'; why: string }
  /** What the CRM makes of the owner by its verdict; `moved`: there is a newer one by now. */
  | { kind: 'note-write'; write: { kind: 'refused'; why: string } | { kind: 'taken' | 'moved' } }
  | { kind: 'withdraw'; by: Party; reason: string }
  /** `left`: so many pieces of evidence found no room there. */
  | { kind: 'merge'; into: string; number: number; left?: number }
  /** The account is gone, and with it what was disputed. */
  | { kind: 'abandon'; reason: string }
  /** The account lives on in another record, and is whoever’s that one is. */
  | { kind: 'move'; account: { id: string; name: string }; owner?: Party }
  /** `isTaken`: another case on the account is open meanwhile; `heldUp`: for so many milliseconds others were, before. */
  | { kind: 'appeal'; by: Party; text: string; link: string; isTaken: boolean; heldUp?: number };
export type CommandOf<Kind extends DisputeCommand['kind']> = Extract<
  DisputeCommand,
  { kind: Kind }
>;

/**
 * Under which policy a case is heard, who sits on its rungs at this moment, whose the account is and how it came to them, and who
 * has left the company.
 */
export type Court = {
  policy: DisputePolicy;
  bench: Bench;
  owner?: Party;
  handed?: HandedOver;
  left: ReadonlySet<string>;
};

export type DisputeAnswer =
  | { kind: 'events'; events: DisputeEvent[] }
  | { kind: 'refused'; reason: Reason };

export function happened(...events: DisputeEvent[]): DisputeAnswer {
  return { kind: 'events', events };
}

export function notNow({ account, status }: Pick<Dispute, 'account' | 'status'>): Reason {
  return { kind: 'not-now', account: account.name, status };
}

export function refused(reason: Reason): DisputeAnswer {
  return { kind: 'refused', reason };
}
