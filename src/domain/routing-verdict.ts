import type { Flag } from './flag.ts';
import type { Findings } from './routing.ts';
import { attributesOf } from './rules/attributes-of.ts';
import type { Decision } from './rules/decision.ts';
import type { Rule } from './rules/rule-set.ts';

/** What a decision found, in the rules' own names. */
export function findingsOf({ compiled, winner, rival, possible, facts }: Decision): Findings {
  const ruleAt = (place: number): Rule | undefined => compiled.rules[place];
  const rule = ruleAt(winner);
  const other = ruleAt(rival);
  const hidden = ruleAt(possible);
  return {
    ...(rule && { rule }),
    ...(other && { rival: other }),
    ...(hidden && {
      possible: {
        rule: hidden,
        attributes: attributesOf(hidden.condition).filter((key) => facts[key] == null),
      },
    }),
    tested: rule ? attributesOf(rule.condition) : [],
  };
}

/** What is kept of a decision beside its facts: enough to say it in a sentence; the rest is decided again from the facts. */
export type Trail = {
  rule?: string;
  sentence?: string;
  layer?: string;
  priority?: number;
  rival?: string;
  possible?: string;
  flags: Flag['kind'][];
};

export function trailOf({ rule, rival, possible }: Findings, flags: Flag[]): Trail {
  return {
    ...(rule && {
      rule: rule.name,
      sentence: rule.sentence,
      layer: rule.layer,
      priority: rule.priority,
    }),
    ...(rival && { rival: rival.name }),
    ...(possible && { possible: possible.rule.name }),
    flags: flags.map(({ kind }) => kind),
  };
}
