import { csvLine } from '../csv.ts';
import type { Finding, Flaw } from '../quality.ts';
import { flawTitles, wordFlaw, wordKey } from './wording.ts';

const RULES = 20;

export const flawCsvHead = csvLine([
  ...['flaw', 'record', 'name', 'CRM id', 'attribute', 'present value', 'source', 'clean value'],
  ...['since', 'what is wrong', 'blind rules'],
]);

/** One flaw, for a spreadsheet. */
export function flawCsvLine({ record, flaw }: Finding): string {
  const attribute = 'attribute' in flaw && flaw.attribute ? wordKey(flaw.attribute) : '';
  const has = 'value' in flaw ? flaw : { value: '', source: '', proposed: '' };
  const since = 'since' in flaw ? flaw.since.toISOString().slice(0, 10) : '';
  return csvLine([
    ...[flawTitles[flaw.kind], record.kind, record.name, record.crmId, attribute],
    ...[has.value, has.source, has.proposed ?? '', since, wordFlaw(flaw), blindIn(flaw)],
  ]);
}

function blindIn(flaw: Flaw): string {
  if (flaw.kind !== 'missing') return '';
  const more = flaw.rules.length - RULES;
  return [...flaw.rules.slice(0, RULES), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}
