import type { Catalogue, Facts } from '../attribute.ts';
import { attributesOf } from '../attributes-of.ts';
import { compileRules } from '../compiled.ts';
import type { Condition, Test } from '../condition.ts';
import { decide } from '../decide.ts';
import type { Decision } from '../decision.ts';
import { YES } from '../evaluate.ts';
import { fold } from '../fold.ts';
import { keptValues } from '../kept-value.ts';
import { matchesIn, turnTo } from '../match.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Change, Need } from './change.ts';

type ListTest = Extract<Test, { kind: 'in-list' | 'not-in-list' }>;
type ListNeed = Need & { test: ListTest };

/** What a change asks of lists: the account stays as it is, and is put on the list or taken off it. */
export function listNeedsIn(change: Change, facts: Facts): ListNeed[] {
  return change.filter((need): need is ListNeed => {
    const { test } = need;
    return (
      (test.kind === 'in-list' || test.kind === 'not-in-list') && words(facts, test).length > 0
    );
  });
}

/**
 * The decision with the lists as they would be, by those rules alone that might fit then: all others neither fit now nor
 * ask for anything that changes.
 */
export function withListsChanged(
  rule: number,
  needs: readonly ListNeed[],
  others: Change,
  decision: Decision,
): Decision {
  const { compiled, facts, at, standing } = decision;
  const { rules, order, ruleSet, catalogue } = compiled;
  const end = order.tieEnds[rule] ?? rules.length;
  turnTo(compiled, facts, at);
  const fitting = new Set(matchesIn(compiled, 0, end));
  const lists = new Set(needs.map(({ test }) => fold(test.list)));
  const open = new Set(others.flatMap(({ test }) => attributesOf(test)));
  const might = rules.slice(0, end).filter(({ condition }, number) => {
    if (number === rule || fitting.has(number) || asksForList(condition, lists)) return true;
    return attributesOf(condition).some((attribute) => open.has(attribute));
  });
  const changed = {
    ...ruleSet,
    rules: might,
    lists: changedLists(ruleSet, needs, { facts, catalogue }),
  };
  return decide(compileRules(changed, catalogue), facts, at, standing);
}

function asksForList(condition: Condition, lists: ReadonlySet<string>): boolean {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return condition.of.some((each) => asksForList(each, lists));
    case 'not':
      return asksForList(condition.of, lists);
    case 'in-list':
    case 'not-in-list':
      return lists.has(fold(condition.list));
    default:
      return false;
  }
}

function changedLists(
  { lists }: RuleSet,
  needs: readonly ListNeed[],
  known: Known,
): RuleSet['lists'] {
  return lists.map(({ name, values }) => {
    const about = needs.filter(({ test }) => fold(test.list) === fold(name));
    return { name, values: about.reduce((all, need) => changedValues(all, need, known), values) };
  });
}

type Known = { facts: Facts; catalogue: Catalogue };

function changedValues(
  values: string[],
  { test, wanted }: ListNeed,
  { facts, catalogue }: Known,
): string[] {
  const own = words(facts, test);
  const isOn = (wanted === YES) === (test.kind === 'in-list');
  if (isOn) return [...values, ...own.slice(0, 1)];
  const gone = new Set(own.map(fold));
  // A list may call by another name what the account has.
  const kept = keptValues(values, catalogue.get(test.attribute));
  return values.filter((_, nth) => !gone.has(fold(kept[nth] ?? '')));
}

/** What the account has that stands on lists. */
function words(facts: Facts, { attribute }: ListTest): string[] {
  const fact = facts[attribute];
  if (Array.isArray(fact)) return fact.map(String);
  return typeof fact === 'string' || typeof fact === 'number' ? [String(fact)] : [];
}
