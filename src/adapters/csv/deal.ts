import { valueAs } from '../../domain/reading/value.ts';
import type { CrmDeal } from '../../ports.ts';
import type { SeenRow } from './sheet.ts';

const CURRENCY = 'USD';

export function dealOf(row: SeenRow): CrmDeal {
  const { id, cells, owner, accountId, ownerHistory, changedAt } = row;
  const amount = valueAs('number', cells.amount);
  const closes = valueAs('date', cells.closes_at);
  return {
    id,
    ...(accountId && { accountId }),
    name: cells.name ?? `Deal ${id}`,
    stage: cells.stage ?? cells.status ?? 'without a stage',
    status: statusIn(`${cells.status ?? ''} ${cells.stage ?? ''}`),
    ...(typeof amount === 'number' && { amount }),
    currency: cells.currency?.toUpperCase() ?? CURRENCY,
    ...(owner && { ownerId: owner }),
    ownerHistory,
    ...(typeof closes === 'number' && { closesAt: new Date(closes) }),
    changedAt,
  };
}

/** "Closed Won" and "won" are won; what is not said to be over is open. */
function statusIn(words: string): CrmDeal['status'] {
  if (/\bwon\b/i.test(words)) return 'won';
  return /\b(?:lost|cancell?ed|disqualified)\b/i.test(words) ? 'lost' : 'open';
}
