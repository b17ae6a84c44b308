import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Candidate,
  leadDomains,
  matchLead,
  type UnmatchedLead,
} from '../../../src/domain/matching/lead-match.ts';

/** The one account of acme.com; a test names only what it is about. */
function anAccount(accountId: string, fields: Partial<Candidate> = {}): Candidate {
  const place = { country: 'United States', state: 'CA', city: 'Oakland' };
  return {
    accountId,
    name: 'Acme Corporation',
    domains: ['acme.com'],
    family: accountId,
    ...place,
    ...fields,
  };
}

const ann: UnmatchedLead = { email: 'ann@acme.com' };
const told = (lead: UnmatchedLead, ...accounts: Candidate[]) => {
  const match = matchLead(lead, accounts);
  const who = match.considered.map(({ accountId, notTaken }) => [accountId, notTaken]);
  return [match.verdict, who];
};

describe('a lead', () => {
  it('belongs to the account whose domain its address is of, even abroad', () => {
    expect(told(ann, anAccount('a'))).toEqual(['matched', [['a', undefined]]]);
    const abroad = { email: 'ann@mail.emea.acme.com', country: 'Germany', company: 'ACME' };
    const match = matchLead(abroad, [anAccount('a')]);
    expect(match).toMatchObject({
      ...{ verdict: 'matched', accountId: 'a' },
      considered: [{ reasons: ['email-domain', 'same-name', 'other-country'] }],
    });
  });

  it('F24 shared domain: belongs to nobody silently where unrelated accounts hold it', () => {
    expect(told(ann, anAccount('a'), anAccount('b', { name: 'Ajax' }))).toEqual([
      'several',
      [
        ['a', 'as-much-for-another'],
        ['b', 'as-much-for-another'],
      ],
    ]);
  });

  it('belongs to the one of several holders that its company or place speaks for', () => {
    const accounts = [
      anAccount('a'),
      anAccount('b', { name: 'Ajax', country: 'Germany', city: 'Berlin' }),
    ];
    expect(told({ ...ann, company: 'Ajax GmbH' }, ...accounts)).toEqual([
      'matched',
      [
        ['b', undefined],
        ['a', 'more-for-another'],
      ],
    ]);
    expect(told({ ...ann, country: 'DE' }, ...accounts)[1]).toEqual([
      ['b', undefined],
      ['a', 'more-for-another'],
    ]);
  });

  it('belongs to the head of a family that shares a domain, unless it sits where a subsidiary is', () => {
    const family = [
      anAccount('b', { family: 'a', name: 'Acme Health', country: 'Germany', city: 'Berlin' }),
      anAccount('a'),
    ];
    expect(matchLead(ann, family)).toMatchObject({ verdict: 'matched', accountId: 'a' });
    const berlin = { ...ann, country: 'DE', city: 'Berlin', company: 'Acme Health' };
    expect(matchLead(berlin, family)).toMatchObject({ verdict: 'matched', accountId: 'b' });
  });

  it.each<[string, UnmatchedLead, string]>([
    ['the very name', { company: 'ACME Corp.' }, 'matched'],
    [
      'nearly the name, and the town',
      { company: 'Acmee', country: 'US', state: 'Calif.', city: 'Oakland' },
      'matched',
    ],
    ['nearly the name and nothing else', { company: 'Acmee' }, 'none'],
    ['the name, in another country', { company: 'Acme', country: 'France' }, 'none'],
    ['another name', { company: 'Zenith' }, 'none'],
    ['no name at all', {}, 'none'],
  ])(
    'with a free mail address is matched by name only where enough speaks for it: %s',
    (_, lead, verdict) => {
      expect(matchLead({ email: 'ann@gmail.com', ...lead }, [anAccount('a')]).verdict).toBe(
        verdict,
      );
    },
  );

  it('is found by no domain where everybody may have an address', () => {
    const lead = { email: 'ann@gmail.com', website: 'https://www.linkedin.com/company/acme' };
    expect(leadDomains(lead)).toEqual({ email: [], website: [] });
    expect(leadDomains({ email: 'ann@uk.acme.co.uk' }).email).toEqual([
      'uk.acme.co.uk',
      'acme.co.uk',
    ]);
  });

  it('is matched alike whatever the order of the candidates', () => {
    const candidate = fc.record({
      accountId: fc.constantFrom('a', 'b', 'c', 'd'),
      name: fc.constantFrom('Acme', 'Acme Health', 'Ajax'),
      domains: fc.constantFrom(['acme.com'], ['ajax.com'], []),
      family: fc.constantFrom('a', 'b'),
      country: fc.constantFrom('US', 'DE', undefined),
    });
    const candidates = fc.uniqueArray(candidate, { selector: ({ accountId }) => accountId });
    const lead = { ...ann, company: 'Acme', country: 'US' };
    fc.assert(
      fc.property(candidates, (chosen) => {
        expect(matchLead(lead, chosen.toReversed())).toEqual(matchLead(lead, chosen));
      }),
    );
  });
});
