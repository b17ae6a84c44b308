import type { Waiting, WaitingLine } from '../../domain/book.ts';
import type { Flag } from '../../domain/flag.ts';
import { bare } from './rule-words.ts';
import { count, mention } from './words.ts';

/** Why decisions wait, after their number. */
export const reasonsToWait: Record<Flag['kind'], string> = {
  review: 'because a rule asks for a person',
  'no-match': 'because no rule fits',
  conflict: 'because two rules want different things',
  'missing-data': 'for a missing fact',
  'stale-data': 'with an old fact',
  'high-value': 'for their size',
  'over-capacity': 'because the rep is full',
  'inactive-owner': 'because whom the rules name cannot be asked',
  'no-owner': 'because the rules lead to nobody',
  unclaimed: 'to be claimed from a pool',
  pinned: 'because of a pin',
  disputed: 'because somebody disputes the owner',
  'set-by-hand': 'because a person chose the owner',
  restless: 'because their owners change all the time',
  'crm-edit': 'because somebody edited the owner in the CRM at the same time',
  'open-deal': 'because of an open deal',
  'family-split': 'in a family with another owner',
  duplicate: 'because somebody has the same company already, it seems',
};

export function wordWaiting({ total }: Pick<Waiting, 'total'>): string {
  return `${count(total, 'decision')} ${total === 1 ? 'waits' : 'wait'} for a person`;
}

export function wordReasons({ total, byFlag }: Pick<Waiting, 'total' | 'byFlag'>): string {
  const lines = byFlag.map(({ kind, decisions }) => `• ${decisions} ${reasonsToWait[kind]}`);
  const named = byFlag.reduce((sum, { decisions }) => sum + decisions, 0);
  return [...lines, ...(named > total ? ['Some wait for several reasons.'] : [])].join('\n');
}

export function wordRefused({ refused }: Pick<Waiting, 'refused'>): string {
  return `${count(refused, 'new owner')} ${refused === 1 ? 'was' : 'were'} refused by the CRM`;
}

export function wordTwins({ twins }: Pick<Waiting, 'twins'>): string {
  return `${count(twins, 'pair')} of records ${twins === 1 ? 'looks' : 'look'} like one company each`;
}

/** Who would get it; nobody yet where that is left to a person. */
export function wordTaker({ proposed, pool }: Pick<WaitingLine, 'proposed' | 'pool'>): string {
  if (proposed) return mention(proposed);
  return pool === undefined ? 'to be chosen' : `the pool ${bare(pool)}`;
}
