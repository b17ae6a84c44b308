import type { Attributes } from './reading/attributes.ts';
import { spelledOut, textIn } from './reading/value.ts';
import { fold } from './rules/fold.ts';

/** Where a CRM says that nothing will come of a lead. Bad timing counts: whoever got it got nothing to work on. */
const says = ['lead_status', 'lifecycle'];
const lost = new Set([
  'unqualified',
  'disqualified',
  'not qualified',
  'bad timing',
  'junk',
  'spam',
]);

/** The word that disqualifies a lead; undefined where it is as good as any. */
export function disqualifiedBy(attributes: Attributes): string | undefined {
  const words = says.map((key) => spelledOut(textIn(attributes[key]?.value) ?? ''));
  return words.find((word) => word !== undefined && lost.has(fold(word)));
}
