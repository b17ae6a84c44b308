import { attributesOf } from '../attributes-of.ts';
import type { Condition, Test } from '../condition.ts';
import { literalOf } from '../literal.ts';
import { slotOf } from '../vocabulary.ts';
import type { Change } from './change.ts';
import { findingsIn, type Hearing } from './finding.ts';

/**
 * How near a rule came, from 0 to 1: the share of its tests that need not change. A number that misses its limit by little
 * counts for nearly half a test; that it is an account, and not a lead, counts for none.
 */
export function nearness(condition: Condition, change: Change, hearing: Hearing): number {
  const tests = findingsIn(condition, hearing).filter(({ test }) => !asksForRecord(test));
  if (tests.length === 0) return 0;
  const failing = change.filter(({ test }) => !asksForRecord(test));
  const missed = failing.reduce((sum, { test }) => sum + distance(test, hearing), 0);
  return Math.max(0, 1 - missed / tests.length);
}

function asksForRecord(test: Test): boolean {
  return attributesOf(test).includes('record');
}

/** From a half to 1, where both are numbers; else 1. */
function distance(test: Test, { decision: { compiled, facts } }: Hearing): number {
  if (test.kind !== 'compare') return 1;
  const fact = facts[test.attribute];
  const limit = literalOf(test.value, slotOf(test.attribute, compiled.vocabulary).type);
  if (typeof fact !== 'number' || typeof limit !== 'number') return 1;
  const size = Math.abs(fact) + Math.abs(limit);
  const gap = size === 0 ? 0 : Math.abs(fact - limit) / size;
  return Number.isFinite(gap) ? 0.5 + gap / 2 : 1;
}
