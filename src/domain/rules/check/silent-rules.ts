import { isInForce } from '../in-force.ts';
import type { Draft } from './finding.ts';
import { takesAny } from './gaps.ts';
import type { Seen } from './seen.ts';
import type { Survey } from './survey.ts';
import { counted, named } from './wording.ts';

/** With fewer samples it is no wonder. */
const ENOUGH_SAMPLES = 500;

/** Rules in force that take no sample now. One that takes what is left may well find nothing left. */
export function silentRuleFindings(
  { taken, count }: Seen,
  told: ReadonlySet<string>,
  { compiled, holding, at }: Survey,
): Draft[] {
  if (count < ENOUGH_SAMPLES) return [];
  const silent = compiled.rules.filter(
    (rule, number) =>
      taken[number] === 0 &&
      isInForce(rule, at) &&
      !told.has(rule.name) &&
      !takesAny(holding[number]),
  );
  return silent.map(({ name }) => ({
    severity: 'warning',
    kind: 'takes-nothing',
    about: { statement: 'rule', name, clause: 'when' },
    message: `${named(name)} takes none of ${counted(count, 'account')}.`,
    remedy:
      'See whether its condition is what you mean, or whether a rule before it takes too much.',
  }));
}
