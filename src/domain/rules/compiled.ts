import { standardRegions } from '../geography.ts';
import { type Catalogue, extended, standardCatalogue } from './attribute.ts';
import { type Grid, gridOf } from './compiled/grid.ts';
import { type Limits, usualLimits } from './compiled/limits.ts';
import { planOf } from './compiled/plan.ts';
import { noSight, type Sight } from './compiled/sight.ts';
import type { Test } from './condition.ts';
import { ask, type Question } from './evaluate.ts';
import { withDays } from './in-force.ts';
import { withKeptValues } from './kept-value.ts';
import { type Order, orderOf } from './order.ts';
import type { Region, Rule, RuleSet } from './rule-set.ts';
import { type Vocabulary, vocabularyOf } from './vocabulary.ts';

/**
 * A rule set made ready to decide.
 *
 * Rules are numbered in the order in which they win, so that the first match is the lowest number. Each becomes one or
 * more terms (parts that must all hold), and each term a bit. A value of an account is sorted into a class, such that
 * all rules answer alike for the whole class: US, or revenue from 5M up to 10M. For every class there is a row of bits,
 * the terms that let it through; what matches an account is what all of its rows have in common. So a decision costs
 * some look-ups and some dozens of `and`s, however many rules there are.
 *
 * Four things make it quick. Rows of facts that go together (country, state, postal code) are joined once for each
 * combination that is seen, which leaves three rows an account. A summary of each row skips its empty words. Terms
 * that name an account or a domain are not looked for among the bits: hashing the name leads to the few there are.
 * And time is a fact like others, so that expired rules are in nobody's way. A whole book meets the same two rows again
 * and again: what they have in common is listed once, and the third row decides.
 *
 * Where a fact is not known, a class of its own has two rows: the terms that hold all the same, and those that would if
 * the fact suited them. What the index cannot hold (an `any` with hundreds of unlike branches) it lets through, and the
 * rule itself is asked.
 */
export type Compiled = {
  ruleSet: RuleSet;
  catalogue: Catalogue;
  /** In the order in which they win. */
  rules: readonly Rule[];
  order: Order;
  vocabulary: Vocabulary;
  grid: Grid;
  /** By rule, made when first asked. */
  questions: (Question | undefined)[];
  tests: WeakMap<Test, Question>;
  /** Whom the present decision is about. */
  sight: Sight;
};

export function compileRules(
  ruleSet: RuleSet,
  standard: Catalogue = standardCatalogue,
  regions: readonly Region[] = standardRegions,
  limits: Limits = usualLimits,
): Compiled {
  const catalogue = extended(standard, ruleSet.attributes);
  const vocabulary = vocabularyOf(ruleSet, catalogue, regions);
  const order = orderOf({
    ...ruleSet,
    rules: ruleSet.rules.map((rule) => withKeptValues(rule, catalogue)),
  });
  const { rules } = order;
  const grid = gridOf(planOf(rules, vocabulary, limits), order, vocabulary, limits);
  return {
    ...{ ruleSet, catalogue, rules, order, vocabulary, grid },
    questions: [],
    tests: new WeakMap(),
    sight: noSight(),
  };
}

/** The rule itself, days included. */
export function questionOf({ rules, vocabulary, questions }: Compiled, rule: number): Question {
  const known = questions[rule];
  if (known) return known;
  const asked = rules[rule];
  if (!asked) throw new Error(`there is no rule ${rule}`);
  const question = ask(withDays(asked), vocabulary);
  questions[rule] = question;
  return question;
}

/** One test of a rule. */
export function questionOfTest({ vocabulary, tests }: Compiled, test: Test): Question {
  const known = tests.get(test);
  if (known) return known;
  const question = ask(test, vocabulary);
  tests.set(test, question);
  return question;
}
