import { Refusal } from '../refusal.ts';
import { extended, type OwnAttribute, standardCatalogue } from './attribute.ts';
import { attributesOf } from './attributes-of.ts';
import { parseRuleFile } from './rule-file.ts';
import type { RuleSet } from './rule-set.ts';
import { type Problem, problemAt, type Reading, wordProblem } from './text/problem.ts';

/** A rule file as people write it; every problem in it is named at once. `own`: attributes of the workspace's own. */
export function readRules(text: string, own: readonly OwnAttribute[] = []): RuleSet {
  const reading = readingOf(text, own);
  switch (reading.kind) {
    case 'read':
      return reading.value;
    case 'refused':
      throw new Refusal({ kind: 'unreadable-rules', problems: reading.problems.map(wordProblem) });
  }
}

/** What keeps a text from being a rule file, place by place; nothing where it is one. */
export function problemsIn(text: string, own: readonly OwnAttribute[] = []): string[] {
  const reading = readingOf(text, own);
  return reading.kind === 'read' ? [] : reading.problems.map(wordProblem);
}

function readingOf(text: string, own: readonly OwnAttribute[]): Reading<RuleSet> {
  const reading = parseRuleFile(text, extended(standardCatalogue, own));
  if (reading.kind === 'refused') return reading;
  const { ruleSet } = reading.value;
  if (ruleSet.rules.length === 0) return { kind: 'refused', problems: [noRule] };
  const asked = new Set(ruleSet.rules.flatMap(({ condition }) => attributesOf(condition)));
  const attributes = own.filter(({ key }) => asked.has(key));
  return { kind: 'read', value: attributes.length > 0 ? { ...ruleSet, attributes } : ruleSet };
}

/** Published, it would leave every account to nobody. */
const noRule: Problem = problemAt(
  { line: 1, column: 1 },
  'there is no rule in this file',
  'write one, such as rule "Rest" in catch-all, priority 1 when always then review; or take the rules that hold from cadastre rules show',
);
