import { deal, type Why } from './distribution.ts';
import type { Loads, OpenPool } from './pool-state.ts';
import type { Person } from './roster.ts';
import type { Facts } from './rules/attribute.ts';
import type { Condition } from './rules/condition.ts';
import { fold } from './rules/fold.ts';
import type { Pool } from './rules/pool.ts';
import type { Region, Rule, RuleSet } from './rules/rule-set.ts';
import type { Edition, RuleLine } from './rules-listing.ts';

/** What rules call by a name, and the rule set says what it is: pools, lists and regions of its own. */
export type RulePart =
  | { kind: 'pool'; nth: number; name: string; pool: Pool }
  | { kind: 'list'; nth: number; name: string; values: string[] }
  | { kind: 'region'; nth: number; name: string; places: Region['places'] };
/** One of them, by its place in a version of the rules. */
export type PartRef = Pick<RulePart, 'kind' | 'nth'> & { edition: number };

export type PartsListing = {
  edition: Edition;
  parts: RulePart[];
  total: number;
  page: number;
  pages: number;
};

/** One of them in full, a page of its contents at a time, with the rules that name it. */
export type PartCard = {
  edition: Edition;
  part: RulePart;
  page: number;
  rules: RuleLine[];
  /** Of a pool: its members, and what a turn would make of them now. */
  outlook?: Outlook;
};

export type Outlook = {
  /** Whose turn it is; undefined where that depends on the account, or nobody can be asked. */
  next?: Person;
  canBeAsked: boolean;
  members: Why;
};

export function partsOf({ pools, lists, regions }: RuleSet): RulePart[] {
  return [
    ...pools.map((pool, nth) => ({ kind: 'pool' as const, nth, name: pool.name, pool })),
    ...lists.map(({ name, values }, nth) => ({ kind: 'list' as const, nth, name, values })),
    ...regions.map(({ name, places }, nth) => ({ kind: 'region' as const, nth, name, places })),
  ];
}

/** Those that somebody may mean: by name, by method, or by what stands in a list. An exact name is meant alone. */
export function findParts(ruleSet: RuleSet, asked: string): RulePart[] {
  const parts = partsOf(ruleSet);
  const exact = parts.find(({ name }) => fold(name) === fold(asked));
  if (exact) return [exact];
  const wanted = fold(asked).split(/\s+/);
  return parts.filter((part) => {
    const said = fold(`${part.name} ${part.kind === 'pool' ? methodName(part.pool) : ''}`);
    const words = said.split(/[^\p{L}\p{N}]+/u);
    const isNamed = wanted.every((word) => words.some((each) => each.startsWith(word)));
    return (
      isNamed || (part.kind === 'list' && part.values.some((one) => fold(one) === fold(asked)))
    );
  });
}

/** As a rule file writes it. */
export function methodName({ method }: Pick<Pool, 'method'>): string {
  switch (method.kind) {
    case 'round-robin':
      return 'round robin';
    case 'weighted':
    case 'claim':
      return method.kind;
    case 'least-loaded':
      return `least loaded by ${method.by}`;
    case 'best-fit':
      return `best fit by ${method.by.map((word) => word.replace('-', ' ')).join(', ')}`;
  }
}

/** Those that a rule names. */
export function partsIn({ condition, outcome: { to } }: Rule, ruleSet: RuleSet): RulePart[] {
  const named = new Set([
    ...namesIn(condition),
    ...(to.kind === 'pool' ? [key('pool', to.pool)] : []),
  ]);
  return partsOf(ruleSet).filter(({ kind, name }) => named.has(key(kind, name)));
}

function namesIn(condition: Condition): string[] {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.flatMap(namesIn);
    case 'not':
      return namesIn(condition.of);
    case 'in-list':
    case 'not-in-list':
      return [key('list', condition.list)];
    case 'in-region':
    case 'not-in-region':
      return [key('region', condition.region)];
    default:
      return [];
  }
}

function key(kind: RulePart['kind'], name: string): string {
  return `${kind} ${fold(name)}`;
}

/** Whom the next turn would go to. In a pool by fit that hangs on the account, and in one to claim from on the first hand. */
export function outlookOf(pool: OpenPool, loads: Loads, account?: Facts): Outlook {
  const { answer } = deal(pool, { kind: 'account', id: '', facts: account ?? {} }, loads);
  const isKnown = answer.kind === 'chosen' && (account || pool.method.kind !== 'best-fit');
  return {
    ...(isKnown && { next: answer.rep }),
    canBeAsked: answer.kind !== 'nobody',
    members: answer.why,
  };
}
