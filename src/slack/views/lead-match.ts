import type { Considered, LeadMatch, LeadReason } from '../../domain/matching/lead-match.ts';
import { clip, plain } from './blocks.ts';

const NAMED = 3;

const reasons: Record<LeadReason, string> = {
  'email-domain': 'it writes from their domain',
  website: 'its website is theirs',
  'same-name': 'it names them',
  'near-name': 'it names one much like them',
  'other-name': 'it names another company',
  'same-country': 'the same country',
  'other-country': 'another country',
  'same-state': 'the same state',
  'same-city': 'the same city',
  'head-of-family': 'the head of its family',
};

/** Where a lead belongs that the CRM has put under no account, and why. */
export function wordChosen(match: LeadMatch, crm: string): string {
  const none = `${plain(crm)} has put it under none`;
  switch (match.verdict) {
    case 'matched': {
      const chosen = match.considered.find(({ accountId }) => accountId === match.accountId);
      return `${chosen ? wordConsidered(chosen) : 'found by Cadastre'}. ${none}: Cadastre found it.`;
    }
    case 'several':
      return `not clear: ${none}, and several fit as well as each other.`;
    case 'none':
      return `none: ${none}, and nothing we know fits well enough.`;
  }
}

/** Who else was considered, with what spoke for them and why they were not taken. */
export function wordOthers(match: LeadMatch): string {
  const others = match.considered.filter(({ notTaken }) => notTaken !== undefined);
  const named = others.slice(0, NAMED).map((one) => {
    const why = one.notTaken ? `, ${notTaken[one.notTaken]}` : '';
    return `${wordConsidered(one)}${why}`;
  });
  const further = others.length - named.length;
  return [...named, ...(further > 0 ? [`and ${further} more`] : [])].join('; ');
}

const notTaken = {
  'too-little': 'too little',
  'as-much-for-another': 'as much speaks for another',
  'more-for-another': 'more speaks for another',
} as const;

function wordConsidered({ name, reasons: spoken }: Considered): string {
  const why = spoken.map((reason) => reasons[reason]).join(', ');
  return `${plain(clip(name, 80))}${why ? ` (${why})` : ''}`;
}
