import type { Facts } from './attribute.ts';
import { firstSure, look, sheetOfSight } from './compiled/sight.ts';
import { NONE, trust } from './compiled/table.ts';
import { type Compiled, questionOf } from './compiled.ts';
import { type Answer, UNKNOWN, YES } from './evaluate.ts';

/** Turns to an account: what follows is about it, until the next one. */
export function turnTo({ grid, sight }: Compiled, facts: Facts, at: number): void {
  look(grid, facts, at, sight);
}

/** The first rule from `from` on and before `to` that matches. */
export function firstMatch(compiled: Compiled, from: number, to: number): number {
  const { grid, sight } = compiled;
  let rule = firstSure(grid, sight, from, to);
  while (rule !== NONE && mustAsk(compiled, rule)) {
    const answer = askRule(compiled, rule);
    if (answer === YES) return rule;
    if (answer === UNKNOWN) sight.isDoubtful = true;
    rule = firstSure(grid, sight, rule + 1, to);
  }
  return rule;
}

/** All that match from `from` on and before `to`. */
export function matchesIn(compiled: Compiled, from: number, to: number): number[] {
  const found: number[] = [];
  let rule = firstMatch(compiled, from, to);
  while (rule !== NONE) {
    found.push(rule);
    rule = firstMatch(compiled, rule + 1, to);
  }
  return found;
}

/** Whether the index lets more accounts through than the rule would. */
export function mustAsk({ grid, sight }: Compiled, rule: number): boolean {
  const limit = sight.isMixed ? trust.always : trust.unlessMixed;
  return (grid.table.trust[rule] ?? 0) > limit;
}

export function askRule(compiled: Compiled, rule: number): Answer {
  return questionOf(compiled, rule)(sheetOfSight(compiled.grid, compiled.sight));
}
