import type { Compared, Fate } from './comparison.ts';
import { csvLine } from './csv.ts';

const COLUMNS = [
  ...['record', 'name', 'CRM id', 'now'],
  ...['by the published rules', 'published rule'],
  ...['then', 'rule then', 'waits because', 'territory then'],
];

export const comparisonHead = csvLine(COLUMNS);

/** What is now is whoever owns it; what the published rules say stands beside it only where that differs. */
export function comparisonLine({ record, name, crmId, owner, published, other }: Compared): string {
  const { fate } = other;
  const why = fate.kind === 'waits' ? fate.why.join(', ') : '';
  return csvLine([
    ...[record, name, crmId, owner.name],
    ...[
      published.fate.kind === 'stays' ? '' : wordFate(published.fate, owner.name),
      published.rule,
    ],
    ...[wordFate(fate, owner.name), other.rule, why, other.territory],
  ]);
}

function wordFate(fate: Fate, owner: string): string {
  switch (fate.kind) {
    case 'stays':
      return owner;
    case 'goes':
      return fate.to.name;
    case 'waits':
      return fate.to ? `waits for a person (${fate.to.name})` : 'waits for a person';
  }
}
