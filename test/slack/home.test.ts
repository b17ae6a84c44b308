import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateView } from '../../src/block-kit/validate.ts';
import { groupMoves, type Move } from '../../src/domain/book.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { aBook } from '../support/builders.ts';

const at = new Date('2026-11-20T10:00:00Z');
const shown = (...args: Parameters<typeof aBook>) => JSON.stringify(homeView(aBook(...args), at));

const aMove = (fields: Partial<Move> = {}): Move => ({
  accountId: 'a',
  account: 'Acme',
  to: { id: 'r1', name: 'Ana Ruiz', slackUserId: 'U0ANA' },
  cause: { kind: 'crm-edit' },
  actor: { kind: 'machine', name: 'sync' },
  at,
  ...fields,
});

describe('the Home tab', () => {
  it('says which fields of the CRM are out of order', () => {
    const book = { fieldsOutOfOrder: ['health_score', 'tier'] };
    expect(shown(book)).toMatch(/2 fields of the CRM are out of order\*: health_score, tier\./);
    expect(shown({})).not.toContain('out of order');
  });

  it('sums up my book and lists the largest open pipeline', () => {
    expect(shown()).toContain(
      '<@U0ANA> in Enterprise West holds *132 accounts* with 14 open deals worth $2.4M',
    );
    expect(shown()).toContain('*Acme*\\n2 deals · $900K');
  });

  it('tells me whom I answer for while they are away', () => {
    const covering = [{ person: { id: 'r2', name: 'Bo Lind' }, until: at, accounts: 40 }];
    expect(shown({ covering })).toMatch(/You answer for Bo Lind \(40 accounts\) until/);
  });

  it('shows a manager everybody on the team', () => {
    const person = { id: 'r2', name: 'Bo Lind' };
    const team = [{ person, accounts: 40, total: 1000, presence: { kind: 'here' as const } }];
    expect(shown({ team })).toContain('*My team*\\nBo Lind 40 accounts, $1K open');
  });

  it('greets people who hold no accounts with what moved', () => {
    expect(shown({ rep: undefined, accounts: 0, top: [] })).toContain('You hold no accounts here');
  });

  it('tells many moves of a day and a cause in one line, and few one by one', () => {
    const cause = { kind: 'routing', ruleSet: 1, rule: 'West' } as const;
    const routed = ['Ash', 'Elm', 'Fir', 'Oak', 'Yew'].map((account) => aMove({ account, cause }));
    const edited = aMove({ account: 'Larch', from: { id: 'r2', name: 'Bo Lind' } });
    const moves = groupMoves([edited, ...routed]);
    expect(moves.map((group) => group.moves.length)).toEqual([1, 5]);
    const text = shown({ moves });
    expect(text).toContain('*Larch* Bo Lind → <@U0ANA>');
    expect(text).toMatch(
      /\*Ash\*, \*Elm\*, \*Fir\* and 2 more \(nobody’s before\) → <@U0ANA>.*the rules decided so/,
    );
  });

  it('says how many decisions wait and why, and opens the oldest', () => {
    const name = 'Elm Foods';
    const flags = [{ kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 } as const];
    const oldest = [
      { proposalId: 'p1', kind: 'account' as const, name, flags, since: at },
      { proposalId: 'p2', kind: 'lead' as const, name: 'Jo', flags, since: at },
    ];
    const byFlag = [{ kind: 'high-value' as const, decisions: 2 }];
    const text = shown({ waiting: { total: 2, twins: 0, refused: 0, byFlag, oldest } });
    expect(text).toMatch(/2 decisions wait for a person.*• 2 for their size/);
    expect(text).toMatch(/\*Elm Foods\*.*proposal:open.*\*Jo\*.*a lead/);
    const pairs = shown({ waiting: { total: 0, twins: 2, refused: 0, byFlag: [], oldest: [] } });
    expect(pairs).toMatch(/2 pairs of records look like one company each.*twins:list/);
    expect(
      shown({ waiting: { total: 0, twins: 0, refused: 0, byFlag: [], oldest: [] } }),
    ).not.toContain('wait for');
  });

  it('is taken by Slack whatever it holds', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 600 });
    fc.assert(
      fc.property(text, text, (name, account) => {
        const person = { id: 'r', name };
        const book = aBook({
          top: Array.from({ length: 12 }, (_, nth) => ({
            accountId: `${nth}`,
            name: account,
            deals: 1,
            total: 1,
          })),
          covering: Array(60).fill({ person, until: at, accounts: 1 }),
          team: Array(60).fill({ person, accounts: 1, total: 1, presence: { kind: 'here' } }),
          moves: Array(10).fill({ moves: Array(9).fill(aMove({ account, to: person })) }),
          waiting: {
            ...{ total: 9, twins: 3, refused: 0 },
            byFlag: [{ kind: 'no-match', decisions: 9 }],
            oldest: Array.from({ length: 5 }, (_, nth) => ({
              ...{ proposalId: `w${nth}`, kind: 'account' as const, name: account, since: at },
              flags: [{ kind: 'no-match' }],
            })),
          },
        });
        const problems = validateView(homeView(book, at));
        expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
