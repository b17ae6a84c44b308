import { stateNames } from '../../geography/state.ts';
import { industries } from '../../industry.ts';
import type { Attribute, Option } from '../attribute.ts';
import type { Literal } from '../condition.ts';
import { isKept, optionMeant } from '../kept-value.ts';
import type { FindingKind } from './finding.ts';
import type { Guess } from './spelling.ts';
import { named } from './wording.ts';

/** What is wrong with a test: the end of a sentence that begins with the rule and the test. */
export type Fault = { kind: FindingKind; severity?: 'warning'; what: string; remedy: string };

/** Values that no account has, since an import keeps another word for the same thing. */
export function keptFaults(values: Literal[], { key, options }: Attribute, guess: Guess): Fault[] {
  const faultOf = options ? optionFault(key, options) : readers.get(key);
  if (!faultOf) return [];
  return values.flatMap((value) => faultOf(String(value).trim(), guess) ?? []);
}

type Reader = (written: string, guess: Guess) => Fault | undefined;
const readers = new Map<string, Reader>([
  ['country', countryFault],
  ['state', stateFault],
  ['industry', industryFault],
]);

function optionFault(key: string, options: readonly Option[]): Reader {
  return (written, guess) => {
    if (optionMeant(options, written) !== undefined) return undefined;
    const labels = options.map(({ label }) => label);
    const some = labels.slice(0, 5).map(named).join(', ');
    return {
      kind: 'unknown-option',
      severity: 'warning',
      what: `and the CRM leaves no choice of ${named(written)} for ${key}`,
      remedy: guess(
        written,
        labels,
        `It may say ${some}${labels.length > 5 ? ' and others' : ''}.`,
      ),
    };
  };
}

function countryFault(written: string): Fault | undefined {
  if (isKept('country', written)) return undefined;
  return {
    kind: 'no-country-code',
    severity: 'warning',
    what: `but countries are kept by their code, and ${named(written)} is none`,
    remedy: 'Write two letters, as in country = DE.',
  };
}

/** Of countries whose states are not listed, a state is kept as it was typed: only what is like one is a mistake. */
function stateFault(written: string, guess: Guess): Fault | undefined {
  if (isKept('state', written)) return undefined;
  const remedy = guess(written, stateNames, '');
  if (remedy === '') return undefined;
  const what = `but states are kept by their code, and ${named(written)} is none`;
  return { kind: 'no-state-code', severity: 'warning', what, remedy };
}

function industryFault(written: string, guess: Guess): Fault | undefined {
  if (isKept('industry', written)) return undefined;
  const otherwise = 'docs/rules.md lists the industries that there are.';
  return {
    kind: 'unknown-industry',
    severity: 'warning',
    what: `and no account has the industry ${named(written)}`,
    remedy: guess(written, industries, otherwise),
  };
}
