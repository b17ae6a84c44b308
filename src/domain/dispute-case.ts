import type { CrmPlace } from './crm-place.ts';
import type { Rung } from './dispute-bench.ts';
import type { Claim, Party } from './dispute-claim.ts';
import type { DisputeDecision } from './dispute-event.ts';
import type { EvidenceLine } from './dispute-evidence.ts';
import type { OutcomeKind } from './dispute-outcome.ts';
import type { DisputePolicy } from './dispute-policy.ts';
import type { Dispute } from './dispute-state.ts';

export type Speaker = Party & { inPlaceOf?: Party };

/** A case as people see it. */
export type DisputeCase = {
  id: string;
  number: number;
  dispute: Dispute;
  policy: DisputePolicy;
  /** Whose word it waits for at this moment: whoever sits on its rung, or stands in for them. */
  speakers: Speaker[];
  crm: CrmPlace;
  /** Who alone looks at it, by their id; undefined where everybody does. */
  viewer?: string;
  /** What the registry itself knows of it, gathered last. */
  evidence?: { lines: EvidenceLine[]; at: Date };
};

/** From whose seat the viewer speaks: their own, or one for which they stand in. */
export function seatOfViewer({
  speakers,
  viewer,
}: Pick<DisputeCase, 'speakers' | 'viewer'>): Party | undefined {
  const seats = speakers.map(({ inPlaceOf, ...self }) => ({ self, seat: inPlaceOf ?? self }));
  const found =
    seats.find(({ seat }) => seat.id === viewer) ?? seats.find(({ self }) => self.id === viewer);
  return found?.seat;
}

/** What a ruling may name: read when somebody is about to give one. */
export type DisputeDesk = {
  deals: { id: string; name: string }[];
  /** What becomes of them where none is held over and the account goes to somebody: by the policy of the workspace. */
  unheld: 'go' | 'stay';
  /** What may be corrected, without a value where none is known; nothing where no CRM would be told. */
  facts: { key: string; value?: string }[];
  familyOwner?: Party;
};

/** A ruling as somebody has written it down: people and accounts by their ids. */
export type RulingDraft = {
  kind: OutcomeKind;
  to?: string;
  on?: Date;
  until?: Date;
  role?: string;
  shares?: { rep: string; percent: number }[];
  attribute?: string;
  value?: string;
  other?: string;
  holdover?: { deals: string[]; until: Date; fallback: 'follow' | 'stay' };
  pinUntil?: Date;
};

/** A line of the ledger. */
export type LedgerLine = {
  id: string;
  number: number;
  account: { id: string; name: string };
  by: Party;
  claim: Claim['kind'];
  status: Dispute['status'];
  dueAt?: Date;
  raisedAt: Date;
  movedAt: Date;
  decision?: DisputeDecision;
};

/** Every case there is, the newest first, with how such cases go. */
export type Ledger = {
  lines: LedgerLine[];
  page: number;
  pages: number;
  total: number;
  open: number;
  /** What verdicts rest on, by code. */
  reasons: DisputePolicy['reasons'];
  figures?: LedgerFigures;
};

export type LedgerFigures = {
  closed: number;
  /** Those by which something else than the present owner came out. */
  upheld: number;
  appealed: number;
  /** Those by which the account came to be somebody else’s, or shared otherwise, than by the verdict before. */
  overturned: number;
  /** Median hours on each rung. */
  hours: { rung: Rung; hours: number }[];
  /** Cases by the rule that decided over the account then, and by where it lies; the most first. */
  byRule: { name: string; cases: number }[];
  byTerritory: { name: string; cases: number }[];
  /** Who has filed more than one, the most first. */
  repeaters: { name: string; cases: number }[];
};
