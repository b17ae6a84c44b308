import { csvLine } from './csv.ts';
import { wordKey } from './quality/wording.ts';

/** A clean value for an attribute of an account, beside the one that is stored. */
export type Fix = {
  account: { id: string; name: string; crmId: string };
  attribute: string;
  previous: string;
  proposed: string;
};

/** Fixes that were proposed together. */
export type FixBatch = {
  id: string;
  status: 'proposed' | 'approved';
  count: number;
  /** Those of each attribute, the most first. */
  byAttribute: { attribute: string; count: number }[];
  /** One page of them, so that whoever approves can read each. */
  page: number;
  pages: number;
  shown: Fix[];
};

/** Where approved ones go: into the CRM, or where there is none into a file for somebody to import. */
export type FixGoal = { kind: 'crm'; name: string } | { kind: 'file' };

/** What became of a batch in the CRM. */
export type FixOutcome = {
  batchId: string;
  /** The CRM's name. */
  crm: string;
  written: number;
  /** Somebody has written something else there since it was agreed to: that stands. */
  changed: number;
  refused: number;
  /** The first of those that were not written. */
  left: { account: string; attribute: string; problem?: string }[];
};

/** Clean values by account, as the import of a CRM takes them: an empty cell leaves the value there as it is. */
export function fixCsvHead(attributes: readonly string[]): string {
  return csvLine(['Record ID', 'Company name', ...attributes.map(wordKey)]);
}

/** Fixes of one account come together. */
export function fixCsvLines(fixes: readonly Fix[], attributes: readonly string[]): string {
  const byAccount = Map.groupBy(fixes, ({ account }) => account.id);
  return [...byAccount.values()].map((own) => accountLine(own, attributes)).join('');
}

function accountLine(fixes: readonly Fix[], attributes: readonly string[]): string {
  const [first] = fixes;
  const values = attributes.map(
    (key) => fixes.find(({ attribute }) => attribute === key)?.proposed ?? '',
  );
  return csvLine([first?.account.crmId ?? '', first?.account.name ?? '', ...values]);
}
