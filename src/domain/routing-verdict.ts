import type { Flag } from './flag.ts';
import type { Findings } from './routing.ts';
import { blindRules } from './rules/blind.ts';
import type { Decision } from './rules/decision.ts';
import { restsOn } from './rules/support.ts';

/** So many rules that see too little are named; of the others it is said how many they are. */
const NAMED = 5;

/** What a decision found, in the rules' own names. */
export function findingsOf(decision: Decision): Findings {
  const { compiled, winner, rival } = decision;
  const rule = compiled.rules[winner];
  const other = compiled.rules[rival];
  return {
    ...(rule && { rule }),
    ...(other && { rival: other }),
    possible: blindRules(decision, NAMED),
    restsOn: restsOn(decision),
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
    ...(possible.found[0] && { possible: possible.found[0].rule.name }),
    flags: flags.map(({ kind }) => kind),
  };
}
