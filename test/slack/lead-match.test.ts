import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { LookupAnswer } from '../../src/domain/lookup-answer.ts';
import type { LeadMatch } from '../../src/domain/matching/lead-match.ts';
import { answerPicture } from '../../src/slack/views/lookup-answer.ts';
import { anOwnerCard } from '../support/builders.ts';

const privately = { kind: 'private', canShare: true, viewer: { slackUserId: 'U0BO' } } as const;
const acme = { accountId: 'a', name: 'Acme', score: 0.7 };
const elm = { accountId: 'b', name: 'Elm', score: 0.3 };
const leadOf = (match: LeadMatch) => ({
  lead: { id: '0a8f2b34-0000-4000-8000-000000000001', name: 'Ann', email: 'ann@acme.com' },
  crm: { name: 'HubSpot' },
  match,
});
const shown = (match: LeadMatch) => {
  const asked = 'ann@acme.com';
  const lead = leadOf(match);
  const answer: LookupAnswer =
    match.verdict === 'matched'
      ? { kind: 'found', asked, card: anOwnerCard(), also: [], lead }
      : { kind: 'lead', asked, lead };
  const picture = answerPicture(answer, privately);
  expect(validateMessage(picture).filter(({ level }) => level === 'error')).toEqual([]);
  return JSON.stringify(picture.blocks);
};

describe('a lead that the CRM has put under no account', () => {
  it('says which one we found, why, and who else was considered', () => {
    const considered = [
      { ...acme, reasons: ['email-domain' as const, 'same-country' as const] },
      { ...elm, reasons: ['near-name' as const], notTaken: 'too-little' as const },
    ];
    expect(shown({ verdict: 'matched', accountId: 'a', considered })).toMatch(
      /\*Account\* Acme \(it writes from their domain, the same country\)\. HubSpot has put it under none: Cadastre found it\..*\*Also considered\* Elm \(it names one much like them\), too little/,
    );
  });

  it('says that it is not clear where several fit alike, and names them', () => {
    const fits = { reasons: ['same-name' as const], notTaken: 'as-much-for-another' as const };
    const considered = ['Acme', 'Acme AG', 'Acme Ltd', 'Acme NV', 'Acme SA'].map((name, nth) => {
      return { ...acme, accountId: String(nth), name, ...fits };
    });
    expect(shown({ verdict: 'several', considered })).toMatch(
      /not clear: .*\*Also considered\* Acme \(it names them\), as much speaks for another; Acme AG .*; Acme Ltd .*; and 2 more/,
    );
  });

  it('says that nothing fits, however much was considered', () => {
    const name = 'W'.repeat(300);
    const reasons = ['other-name' as const, 'other-country' as const];
    const one = { ...elm, name, reasons, notTaken: 'too-little' as const };
    expect(shown({ verdict: 'none', considered: Array(8).fill(one) })).toMatch(
      /\*Account\* none: HubSpot has put it under none, and nothing we know fits well enough/,
    );
    expect(shown({ verdict: 'none', considered: [] })).not.toContain('Also considered');
  });
});
