import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage, validateView } from '../../src/block-kit/validate.ts';
import type { BookListing } from '../../src/domain/book.ts';
import { values } from '../../src/slack/ids.ts';
import { bookList, bookModal } from '../../src/slack/views/book-list.ts';
import { anyText, beyond } from '../support/texts.ts';

const repId = '0a8f2b34-0000-4000-8000-0000000000a1';
const accountId = '0a8f2b34-0000-4000-8000-000000000001';
const at = new Date('2026-11-20T10:00:00Z');

const aListing = (fields: Partial<BookListing> = {}): BookListing => ({
  rep: {
    person: { id: repId, name: 'Ana Ruiz', slackUserId: 'U0ANA' },
    ...{ team: 'West', capacity: 150, presence: { kind: 'here' } },
  },
  accounts: 20,
  pipeline: { deals: 3, total: 2_400_000, currency: 'USD' },
  territories: [{ name: 'California', accounts: 20 }],
  moves: [],
  waiting: { total: 0, lines: [] },
  order: 'biggest',
  lines: [
    { accountId, name: 'Acme', deals: 2, total: 900_000, territory: 'California', isPinned: true },
  ],
  page: 1,
  pages: 3,
  ...fields,
});
const shown = (fields: Partial<BookListing> = {}) => JSON.stringify(bookList(aListing(fields)));

describe('a book', () => {
  it('says what is held, of how much, and turns its pages', () => {
    expect(shown()).toContain(
      '<@U0ANA> in West holds *20 accounts* of at most 150, 3 open deals worth $2.4M.',
    );
    expect(shown()).toContain('*Acme*\\n2 deals · $900K · California · :pushpin: pinned');
    expect(shown()).toMatch(/Previous page.*:biggest:0.*Next page.*:biggest:2.*Page 2 of 3/);
    expect(values.bookPart.parse(`${repId}:newest:4`)).toEqual({ repId, order: 'newest', page: 4 });
    expect(values.bookPart.safeParse(`${repId}:widest:4`).success).toBe(false);
  });

  it('begins with territories, what waits, and what came and went', () => {
    const flags = [{ kind: 'high-value', attribute: 'revenue', value: 2e9, limit: 1e9 } as const];
    const elm = { proposalId: 'p', kind: 'account' as const, name: 'Elm', flags, since: at };
    const waiting = { total: 4, lines: [elm] };
    const first = shown({ page: 0, waiting });
    expect(first).toMatch(/\*Territories\*\\nCalifornia 20.*4 decisions wait for a person/);
    expect(first).toMatch(/\*Elm\* nobody → to be chosen, since .*: for their size\\n… and 3 more/);
    expect(shown({ page: 1, waiting })).not.toContain('Elm');
  });

  it('says of whom has left or is away, and of an empty one', () => {
    const { rep } = aListing();
    const left = { kind: 'left', since: at } as const;
    expect(shown({ rep: { ...rep, presence: left } })).toContain('Has left the company');
    const away = { kind: 'away', until: at, reason: '', backup: rep.person } as const;
    expect(shown({ rep: { ...rep, presence: away } })).toMatch(/Away until .*; ask <@U0ANA> mean/);
    expect(shown({ accounts: 0, lines: [], pages: 1, page: 0 })).toContain('No account is in');
  });

  it('is taken by Slack whatever it holds', () => {
    const text = anyText(600);
    fc.assert(
      fc.property(text, text, (name, account) => {
        const person = { id: repId, name };
        const line = { proposalId: 'p', kind: 'account' as const, name: account, since: at };
        const listing = aListing({
          rep: { person, team: name, presence: { kind: 'here' } },
          ...{ page: 0, pages: 9 },
          territories: Array(20).fill({ name: account, accounts: 3 }),
          waiting: { total: 99, lines: Array(3).fill({ ...line, flags: [{ kind: 'no-match' }] }) },
          lines: Array.from({ length: 8 }, (_, nth) => ({
            ...{ accountId: `${nth}`, name: account, deals: 1, total: 1, territory: name },
            isPinned: true,
          })),
        });
        const problems = [
          ...validateMessage(bookList(listing)),
          ...validateView(bookModal(listing)),
        ];
        expect(beyond(problems)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });
});
