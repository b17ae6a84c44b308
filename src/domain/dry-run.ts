import type { Flag } from './flag.ts';
import type { Answer } from './lookup-answer.ts';
import type { Person } from './roster.ts';
import type { Ground } from './rule-grounds.ts';
import type { People } from './rule-lead.ts';
import type { Edition, RuleLine } from './rules-listing.ts';

/** What came of trying the rules on what was asked for. */
export type Tried = { kind: 'tried'; run: DryRun } | Exclude<Answer, { kind: 'found' }>;

/** What the rules would do with one account, step by step. Nothing was changed. */
export type DryRun = {
  account: { id: string; name: string };
  edition: Edition;
  total: number;
  owner?: Person;
  outcome: DryRunOutcome;
  winner?: { line: RuleLine; grounds: Ground[] };
  /** It ties with the winner and wants something else. */
  rival?: RuleLine;
  /** What would win without the winner. */
  next?: RuleLine;
  /** Each would win if these facts were known and suited it. */
  possible: { line: RuleLine; attributes: string[] }[];
  /** Of which so many more are not named. */
  possibleBeside: number;
  flags: Flag[];
  /** Whom flags may name. */
  people: People;
  tried: number;
  notInForce: number;
  /** Rules before the winner that came near, with what kept them from it. */
  missed: { line: RuleLine; failing: Ground[] }[];
};

/** The rules that were tried before the winner, a page at a time. */
export type RulesTried = {
  account: DryRun['account'];
  edition: Edition;
  winner?: RuleLine;
  total: number;
  page: number;
  pages: number;
  rows: TriedRow[];
};

export type TriedRow = { line: RuleLine } & (
  | { kind: 'not-in-force' }
  | { kind: 'tied' }
  | { kind: 'lacks'; lacking: Ground[] }
);

export type DryRunOutcome =
  | { kind: 'stays' }
  | { kind: 'assigned'; to: Person; territory?: string }
  /** `claimed`: by whoever of its members comes first. */
  | { kind: 'dealt' | 'claimed'; pool: string }
  /** A person looks first; where the rules lead is offered to them. */
  | { kind: 'pending'; to?: Person; pool?: string };
