import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { Viewer } from '../../src/domain/account-deed.ts';
import type { Flag } from '../../src/domain/flag.ts';
import type { OwnerCard } from '../../src/domain/owner-card.ts';
import type { RuleStanding } from '../../src/domain/rule-standing.ts';
import { ownerCard, type Place } from '../../src/slack/views/owner-card.ts';
import { anOwnerCard } from '../support/builders.ts';
import { anyText } from '../support/texts.ts';

const privately: Place = { kind: 'private', canShare: true, viewer: { slackUserId: 'U0BO' } };
const shownText = (card: OwnerCard, place: Place = privately) =>
  JSON.stringify(ownerCard(card, place));
const owner = anOwnerCard().owner;

describe('the owner card', () => {
  it('says who owns the account, in which team, under whom, and why', () => {
    const shown = shownText(anOwnerCard());
    expect(shown).toContain(
      '*Owner* <@U0ANA> · Account Executive, Enterprise West · manager <@U0MO>',
    );
    expect(shown).toMatch(
      /\*Why\* Since .* Dana Cole set it so in HubSpot, until then Bo Lind’s.*moved with the west/,
    );
    expect(shown).toContain('North America › West › California');
    expect(shown).toContain('2 deals, $1.3M');
  });

  it('names who stands in while the owner is away', () => {
    const backup = { id: 'r2', name: 'Bo Lind', slackUserId: 'U0BO' };
    const presence = {
      kind: 'away',
      until: new Date('2026-12-03'),
      reason: 'leave',
      backup,
    } as const;
    expect(owner && shownText(anOwnerCard({ owner: { ...owner, presence } }))).toMatch(
      /Away until .* \(leave\)\. Ask <@U0BO> meanwhile/,
    );
  });

  it('counts all who hold something of the family, whomever of it the card knows', () => {
    const { family } = anOwnerCard();
    expect(shownText(anOwnerCard({ family: { ...family, size: 4, holders: 4 } }))).toContain(
      '4 accounts, held by 4 reps',
    );
  });

  it('says who has said no and why, and sends nobody to ops for what was decided', () => {
    const rejected = {
      by: { kind: 'rep', id: 'r9', name: 'Desmond' },
      at: new Date('2026-11-20T10:31:00Z'),
      reason: 'Not ours yet.',
    } as const;
    const text = shownText({ ...anOwnerCard({ rejected }), owner: undefined });
    expect(text).toMatch(
      /\*Rejected\* by Desmond, .*: it stays without an owner\..*>Not ours yet\./,
    );
    expect(text).toContain('Whoever was asked left it so.');
    expect(text).not.toContain('Ask ops who should');
  });

  it('says so when the owner has left or there is none', () => {
    const presence = { kind: 'left', since: new Date('2026-01-01') } as const;
    expect(owner && shownText(anOwnerCard({ owner: { ...owner, presence } }))).toContain(
      'has left the company',
    );
    expect(shownText({ ...anOwnerCard(), owner: undefined })).toContain(
      'Nobody owns this account now',
    );
  });

  it('shows a pin with who set it and why', () => {
    const pin = { by: { kind: 'rep', id: 'r9', name: 'Mo Keller' }, reason: 'in renewal' } as const;
    expect(shownText(anOwnerCard({ pin }))).toMatch(/\*Pinned\* by Mo Keller: in renewal/);
  });

  it('says in one line how the owner stands to the rules', () => {
    const rule = { name: 'West', sentence: 'The west is Ana’s.' };
    const person = { id: 'r2', name: 'Bo Lind', slackUserId: 'U0BO' };
    const withRules = (verdict: RuleStanding['verdict']) =>
      shownText(anOwnerCard({ rules: { edition: 3, rule, territory: 'West', verdict } }));
    expect(withRules({ kind: 'by-rules' })).toContain(
      '*Rules* Held by the rules: “West” — The west',
    );
    expect(withRules({ kind: 'differs', wanted: { kind: 'rep', person } })).toContain(
      'Differs from the rules: would be <@U0BO>’s in West, because “West” — The west is Ana’s.',
    );
    expect(withRules({ kind: 'differs', wanted: { kind: 'pool', pool: 'Desk' } })).toContain(
      'would be dealt by the pool Desk in West, because “West”',
    );
    const flag = { kind: 'inactive-owner', name: 'Ana Ruiz' } as const;
    expect(withRules({ kind: 'open', flag })).toContain('name nobody: Ana Ruiz has left');
  });

  it.each([
    ['gone', 'by “New in town” of version 2, which the rules no longer have.'],
    ['not-in-force', 'by “New in town”, which is not in force now.'],
    ['not-met', 'by “New in town”, whose condition no longer holds.'],
    ['beaten', 'by “New in town”, which fits and no longer comes first.'],
    ['won', 'by the same rule, which leads elsewhere now.'],
  ] as const)('says what has become of the rule that gave it away: %s', (now, words) => {
    const came = { rule: 'New in town', edition: 2, now };
    const verdict = { kind: 'differs', wanted: { kind: 'pool', pool: 'Desk' } } as const;
    const rule = { name: 'West', sentence: '' };
    expect(shownText(anOwnerCard({ rules: { edition: 3, rule, verdict, came } }))).toContain(
      `because “West”. It came ${words}`,
    );
  });

  it('does not tell a rule twice where it is the why already', () => {
    const cause = { kind: 'routing', ruleSet: 3, rule: 'West' } as const;
    const why = {
      cause,
      actor: { kind: 'machine', name: 'Cadastre' },
      reason: 'Ana’s',
      at: new Date(0),
    } as const;
    const rules = {
      edition: 3,
      rule: { name: 'West', sentence: 'Ana’s' },
      verdict: { kind: 'by-rules' },
    } as const;
    const shown = shownText(anOwnerCard({ why, rules }));
    expect(shown.split('“West”')).toHaveLength(2);
    expect(shown).toContain('*Rules* Held by the rules.');
  });

  const { owner: _, ...unowned } = anOwnerCard({ formerOwners: [] });
  const omar = { id: 'r7', name: 'Omar Reyes', slackUserId: 'U0OMAR' };
  const rule = { name: 'West', sentence: 'The west is Omar’s.' };
  const wanted = { kind: 'rep', person: omar } as const;
  const rules = { edition: 3, rule, verdict: { kind: 'differs', wanted } } as const;
  const waits = (flags: Flag[], proposed?: typeof omar) => ({
    pending: [{ kind: 'proposal' as const, flags, ...(proposed && { proposed }) }],
  });
  it.each<[string, Partial<OwnerCard>, string]>([
    ['nothing waits and no rule speaks', {}, 'this account yet.* Ask ops who should.'],
    ['the rules name somebody', { rules }, 'this account yet.* The rules know who should.'],
    [
      'a move waits',
      { rules, ...waits([{ kind: 'no-match' }], omar) },
      'this account yet.* <@U0OMAR> will, once somebody approves.',
    ],
    [
      'a decision waits',
      waits([{ kind: 'no-match' }]),
      'this account yet.* A person is to decide who should.',
    ],
    [
      'a pool may claim it',
      waits([{ kind: 'unclaimed', pool: 'Desk' }]),
      'this account yet.* Whoever of the pool Desk claims it first will.',
    ],
    [
      'somebody had it before',
      { formerOwners: [{ person: omar, until: new Date(0) }] },
      'Nobody owns this account now.* Ask ops',
    ],
  ])('without an owner, says whose turn it is: %s', (_case, fields, words) => {
    const shown = shownText({ ...unowned, ...fields });
    expect(shown).toContain(words);
    expect(shown).not.toContain('Differs from the rules');
  });

  it('says why a pending move waits', () => {
    const flags = [{ kind: 'no-match' }, { kind: 'inactive-owner', name: 'Bo' }] as const;
    const pending = [{ kind: 'proposal' as const, flags: [...flags] }];
    expect(shownText(anOwnerCard({ pending }))).toContain(
      'a person is to decide who owns it: no rule fits; Bo has left or cannot be asked.',
    );
  });

  it('says that a pending move was asked for by an earlier version of the rules', () => {
    const rules = { edition: 3, verdict: { kind: 'by-rules' } } as const;
    const askedBy = (edition: number) =>
      shownText(anOwnerCard({ rules, pending: [{ kind: 'proposal', edition, flags: [] }] }));
    expect(askedBy(2)).toContain('Version 2 of the rules asked so; version 3 holds now.');
    expect(askedBy(3)).not.toContain('of the rules asked so');
  });

  it('offers Why not… on the asker’s own card, where rules are published', () => {
    const rules = { edition: 3, verdict: { kind: 'by-rules' } } as const;
    expect(shownText(anOwnerCard({ rules }))).toContain('Why not…');
    expect(shownText(anOwnerCard())).not.toContain('Why not…');
    const shared = shownText(anOwnerCard({ rules }), { kind: 'shared', by: 'U0ANA' });
    expect(shared).not.toMatch(/Why not|Rules/);
  });

  it('offers to share where others can see it, and only there', () => {
    expect(shownText(anOwnerCard())).toContain('Share here');
    expect(
      shownText(anOwnerCard(), {
        kind: 'private',
        canShare: false,
        viewer: { slackUserId: 'U0BO' },
      }),
    ).not.toContain('Share here');
    const shared = shownText(anOwnerCard(), { kind: 'shared', by: 'U0ANA' });
    expect(shared).not.toContain('Share here');
    expect(shared).toContain('Shared by <@U0ANA>');
  });

  it.each([
    ['their manager', { slackUserId: 'U0MO', repId: 'r9', role: 'manager' }, /Pin….*History/],
    ['ops', { slackUserId: 'U0OLGA', repId: 'r8', role: 'ops' }, /Pin….*History/],
    ['another manager', { slackUserId: 'U0MAX', repId: 'r7', role: 'manager' }, /"History/],
    ['the owner', { slackUserId: 'U0ANA', repId: 'r1', role: 'rep' }, /"History/],
    ['somebody of no roster', { slackUserId: 'U0BO' }, /"History/],
  ] satisfies [string, Viewer, RegExp][])('offers %s what they may do', (_, viewer, words) => {
    const place: Place = { kind: 'private', canShare: true, viewer };
    const shown = shownText(anOwnerCard(), place);
    expect(shown).toMatch(words);
    const mayPin = words.source.includes('Pin');
    expect(shown.includes('Pin…')).toBe(mayPin);
    const pin = { by: { kind: 'rep', id: 'r9', name: 'Mo' }, reason: 'renewal' } as const;
    const pinned = shownText(anOwnerCard({ pin }), { kind: 'modal', viewer });
    expect([pinned.includes('Unpin…'), pinned.includes('"Pin…')]).toEqual([mayPin, false]);
    expect(shownText(anOwnerCard(), { kind: 'shared', by: 'U1' })).not.toMatch(/Pin…|History/);
  });

  it('lets no name break out of its place', () => {
    const account = { ...anOwnerCard().account, name: 'A*B <@U0EVIL> & <!channel>' };
    const territory = { key: 'x', name: 'x', path: ['<!here>'], cover: [] };
    const shown = shownText(anOwnerCard({ account, territory }));
    expect(shown).toContain('&lt;!here&gt;');
  });

  it('is taken by Slack whatever the CRM holds', () => {
    const text = anyText(4000);
    const card = fc.record({ name: text, reason: text, stage: text, domain: text, relative: text });
    fc.assert(
      fc.property(card, ({ name, reason, stage, domain, relative }) => {
        const base = anOwnerCard();
        const filled = anOwnerCard({
          account: { ...base.account, name, domains: Array(40).fill(domain) },
          ...(base.why && { why: { ...base.why, reason } }),
          deals: { ...base.deals, largest: Array(3).fill({ name, stage, amount: 1 }) },
          family: {
            ...{ size: 90, holders: 12 },
            members: Array.from({ length: 8 }, (_, nth) => ({ id: `${nth}`, name: relative })),
          },
          pin: { by: { kind: 'rep', id: 'r9', name }, reason },
          rules: {
            edition: 1,
            rule: { name, sentence: reason },
            territory: name,
            verdict: { kind: 'differs', wanted: { kind: 'pool', pool: name } },
          },
          pending: Array(3).fill({
            kind: 'proposal',
            flags: Array(6).fill({ kind: 'conflict', rule: name, rival: reason }),
          }),
          formerOwners: Array(5).fill({ person: { id: 'r', name }, until: new Date(0) }),
        });
        const { text: said, blocks } = ownerCard(filled, privately);
        expect(validateMessage({ text: said, blocks })).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
