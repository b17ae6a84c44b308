import type { Facts } from '../attribute.ts';
import { known, slotOf } from '../vocabulary.ts';
import { askersOf } from './askers.ts';
import type { Draft } from './finding.ts';
import { countriesAsked, isInCountries } from './scope.ts';
import type { Survey } from './survey.ts';
import { allOf, counted, named, shareOf } from './wording.ts';

/** Of fewer samples nothing is said. */
const ENOUGH_SAMPLES = 20;
/** From this share on a fact is mostly missing. */
const MOSTLY = 0.5;

/** Attributes that rules ask for and few samples have: of places inside a country, few of the countries in question. */
export function missingFactFindings(survey: Survey): Draft[] {
  const { samples, catalogue } = survey.around;
  const findings: Draft[] = [];
  for (const [attribute, rules] of askersOf(survey)) {
    const countries = countriesAsked(attribute, survey);
    const asked = countries ? samples.filter((facts) => isInCountries(facts, countries)) : samples;
    if (asked.length < ENOUGH_SAMPLES) continue;
    const missing = lacking(attribute, asked, survey);
    if (missing <= asked.length * MOSTLY) continue;
    const label = catalogue.get(attribute)?.label ?? attribute;
    const names = countries && [...countries.names.keys()].map((each) => spelt(each, survey));
    const where = names ? ` in ${allOf(names)}` : '';
    const [only, ...others] = rules;
    const isAlone = only !== undefined && others.length === 0;
    findings.push({
      severity: 'warning',
      kind: 'missing-data',
      ...(isAlone && { about: { statement: 'rule', name: only, clause: 'when' } }),
      message: `${label} is unknown for ${shareOf(missing, asked.length)} of ${counted(asked.length, 'account')}${where}, and ${isAlone ? `${named(only)} asks` : `${counted(rules.size, 'rule')} ask`} for it.`,
      remedy: `Fill in ${attribute} in the CRM, or say in a rule what holds where it is missing.`,
    });
  }
  return findings;
}

function lacking(attribute: string, samples: readonly Facts[], { compiled, at }: Survey): number {
  const { type } = slotOf(attribute, compiled.vocabulary);
  return samples.filter((facts) => known(type, facts[attribute], at) === undefined).length;
}

function spelt(text: string, { palette }: Survey): string {
  return palette.spellings.get(text) ?? text;
}
