import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateView } from '../../src/block-kit/validate.ts';
import { homeView } from '../../src/slack/views/home.ts';
import { aBook } from '../support/builders.ts';

const at = new Date('2026-11-20T10:00:00Z');
const shown = (...args: Parameters<typeof aBook>) => JSON.stringify(homeView(aBook(...args), at));

describe('the Home tab', () => {
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
          moves: Array(10).fill({
            accountId: 'a',
            account,
            from: person,
            to: person,
            cause: { kind: 'import' },
            actor: { kind: 'machine', name: 'sync' },
            at,
          }),
        });
        const problems = validateView(homeView(book, at));
        expect(problems.filter(({ level }) => level === 'error')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
