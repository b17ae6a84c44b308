import type { RuleSet } from '../rule-set.ts';
import { type Anchored, anchorKey } from '../text/comments.ts';

/** Something in a rule set that is wrong, or that somebody should know before it is published. */
export type Finding = {
  severity: 'error' | 'warning';
  kind: FindingKind;
  /** The rule that it is about, by name. */
  rule?: string;
  line?: number;
  message: string;
  remedy: string;
};

export type FindingKind =
  | 'unknown-attribute'
  | 'unknown-rep'
  | 'unknown-territory'
  | 'unknown-pool'
  | 'unknown-list'
  | 'unknown-region'
  | 'unknown-layer'
  | 'wrong-type'
  | 'nothing-listed'
  | 'reversed-range'
  | 'contradiction'
  | 'overflow-loop'
  | 'same-name'
  | 'reversed-days'
  | 'shadowed'
  | 'overlap'
  | 'gap'
  | 'no-catch-all'
  | 'expired'
  | 'not-yet-in-force'
  | 'switched-off'
  | 'inactive-rep'
  | 'uncovered-territory'
  | 'empty-pool'
  | 'no-country-code'
  | 'no-state-code'
  | 'unknown-industry'
  | 'unknown-option'
  | 'missing-data'
  | 'takes-nothing';

/** A finding before it has its place: what it is about, by the words of the text. */
export type Draft = Omit<Finding, 'rule' | 'line'> & { about?: Anchored };

/** Errors first, each kind of severity in the order of the rules. What is said twice is said once. */
export function settled(
  drafts: readonly Draft[],
  { rules }: RuleSet,
  places: ReadonlyMap<string, number> = new Map(),
): Finding[] {
  const placeOf = new Map(rules.map(({ name }, place) => [name, place]));
  const findings = new Map<string, Finding>();
  for (const draft of drafts) {
    const finding = placed(draft, places);
    findings.set(`${finding.kind} ${finding.rule} ${finding.message}`, finding);
  }
  const rank = ({ severity, rule }: Finding) => [
    severity === 'error' ? 0 : 1,
    rule === undefined ? -1 : (placeOf.get(rule) ?? -1),
  ];
  return [...findings.values()]
    .map((finding) => ({ finding, rank: rank(finding) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ finding }) => finding);
}

function compare([severity = 0, place = 0]: number[], [other = 0, later = 0]: number[]): number {
  return severity - other || place - later;
}

function placed({ about, ...draft }: Draft, places: ReadonlyMap<string, number>): Finding {
  const line = about && lineOf(about, places);
  return {
    ...draft,
    ...(about?.statement === 'rule' && about.name !== undefined && { rule: about.name }),
    ...(line !== undefined && { line }),
  };
}

/** Of the clause; else of the statement. */
function lineOf(about: Anchored, places: ReadonlyMap<string, number>): number | undefined {
  const { clause, ...statement } = about;
  return places.get(anchorKey(about)) ?? places.get(anchorKey(statement));
}

export function wordFinding({ line, message, remedy }: Finding): string {
  return `${line === undefined ? '' : `line ${line}: `}${message} ${remedy}`;
}
