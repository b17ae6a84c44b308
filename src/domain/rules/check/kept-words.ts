import { countryOf, isCountry } from '../../geography/country.ts';
import { isStateCode, stateNames, stateOf } from '../../geography/state.ts';
import { industries, industryOf } from '../../industry.ts';
import type { Literal } from '../condition.ts';
import { fold } from '../fold.ts';
import type { FindingKind } from './finding.ts';
import type { Guess } from './spelling.ts';
import { named } from './wording.ts';

/** What is wrong with a test: the end of a sentence that begins with the rule and the test. */
export type Fault = { kind: FindingKind; severity?: 'warning'; what: string; remedy: string };

/** Values that no account has, since an import keeps another word for the same thing. */
export function keptFaults(values: Literal[], key: string, guess: Guess): Fault[] {
  const faultOf = readers.get(key);
  if (!faultOf) return [];
  return values.flatMap((value) => faultOf(String(value).trim(), guess) ?? []);
}

type Reader = (written: string, guess: Guess) => Fault | undefined;
const readers = new Map<string, Reader>([
  ['country', countryFault],
  ['state', stateFault],
  ['industry', industryFault],
]);

function countryFault(written: string): Fault | undefined {
  if (isCountry(written.toUpperCase())) return undefined;
  const code = countryOf(written);
  return {
    kind: 'no-country-code',
    severity: 'warning',
    what: `but countries are kept by their code, and ${named(written)} is none`,
    remedy: code ? `Write ${code}.` : 'Write two letters, as in country = DE.',
  };
}

/** Of countries whose states are not listed, a state is kept as it was typed: only what is like one is a mistake. */
function stateFault(written: string, guess: Guess): Fault | undefined {
  if (isStateCode(written.toUpperCase())) return undefined;
  const code = stateOf(written);
  const remedy = code ? `Write ${code}.` : guess(written, stateNames, '');
  if (remedy === '') return undefined;
  const what = `but states are kept by their code, and ${named(written)} is none`;
  return { kind: 'no-state-code', severity: 'warning', what, remedy };
}

function industryFault(written: string, guess: Guess): Fault | undefined {
  if (industries.some((industry) => fold(industry) === fold(written))) return undefined;
  const industry = industryOf(written);
  const otherwise = 'docs/rules.md lists the industries that there are.';
  return {
    kind: 'unknown-industry',
    severity: 'warning',
    what: `and no account has the industry ${named(written)}`,
    remedy: industry ? `Write "${industry}".` : guess(written, industries, otherwise),
  };
}
