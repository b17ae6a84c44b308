import { isInForce } from '../in-force.ts';
import { DAY, dayOf } from '../literal.ts';
import type { RuleSet } from '../rule-set.ts';
import type { Draft } from './finding.ts';
import { named } from './wording.ts';

/** Rules whose days are over, not there yet, or never. */
export function dayFindings({ rules }: RuleSet, at: number): Draft[] {
  return rules.flatMap(({ name, from, until }): Draft[] => {
    const about = { statement: 'rule', name, clause: from ? 'from' : 'until' };
    if (from && until && dayOf(until) < dayOf(from)) {
      return [
        {
          severity: 'error',
          kind: 'reversed-days',
          about,
          message: `${named(name)} ends on ${until}, before it begins on ${from}.`,
          remedy: `Write from ${until} until ${from}, if that is what you mean.`,
        },
      ];
    }
    if (isInForce({ from, until }, at)) return [];
    const isYetToCome = from !== undefined && at < dayOf(from) * DAY;
    return [
      {
        severity: 'warning',
        kind: isYetToCome ? 'not-yet-in-force' : 'expired',
        about,
        message: isYetToCome
          ? `${named(name)} decides nothing before ${from}.`
          : `${named(name)} has decided nothing since its last day, ${until}.`,
        remedy: isYetToCome
          ? 'Leave it if that is meant; else set an earlier day.'
          : 'Take it out, or set a later day.',
      },
    ];
  });
}
