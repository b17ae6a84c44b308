import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateView } from '../../src/block-kit/validate.ts';
import type { BookToHandOver } from '../../src/domain/handover.ts';
import { readAbout, readAboutBook } from '../../src/slack/views/card-origin.ts';
import {
  handAccountOverModal,
  handBookOverModal,
  readChosenOrNobody,
} from '../../src/slack/views/hand-over-modal.ts';
import { anOwnerCard } from '../support/builders.ts';
import { anyText } from '../support/texts.ts';

const origin = { kind: 'window', viewId: 'V1' } as const;
const repId = '0a8f2b34-0000-4000-8000-0000000000a1';
const ownerId = '0a8f2b34-0000-4000-8000-0000000000a2';
const aBookToHandOver = (fields: Partial<BookToHandOver> = {}): BookToHandOver => ({
  rep: { id: repId, name: 'Dee Marsh', slackUserId: 'U0DEE' },
  ...{ held: { accounts: 41, leads: 3 }, deals: { count: 2, total: 90_000, currency: 'USD' } },
  ...{ along: ['leads', 'open-deals'], pinned: { count: 3, names: ['Elm', 'Fir'] } },
  ...fields,
});

it('says whose the account is, what goes along, and that a pin stays', () => {
  const { owner } = anOwnerCard();
  const pin = { by: { kind: 'rep', id: 'r9', name: 'Mo' }, reason: 'in renewal' } as const;
  const card = anOwnerCard({ pin, ...(owner && { owner: { ...owner, id: ownerId } }) });
  const view = handAccountOverModal({ card, along: ['leads', 'open-deals'] }, origin);
  expect(JSON.stringify(view)).toMatch(
    /It is <@U0ANA>’s now\. Those of its leads and open deals that are <@U0ANA>’s go along.*Pinned by Mo: in renewal\. The pin stays/,
  );
  const dispute = { kind: 'dispute', id: repId, raisedBy: { id: 'r8', name: 'Dan' } } as const;
  const disputed = { ...card, pending: [{ ...dispute, status: 'peers' as const }] };
  expect(JSON.stringify(handAccountOverModal({ card: disputed, along: [] }, origin))).toMatch(
    /Disputed by Dan.*the case goes on/,
  );
  expect(readAbout({ private_metadata: view.private_metadata ?? '' })).toMatchObject({ ownerId });
  expect(JSON.stringify(handAccountOverModal({ card, along: [] }, origin))).toContain(
    'Its leads and deals stay with whoever has them.',
  );
});

it('says what a book has, what stays, and where the rules would lead', () => {
  const to = { id: repId, name: 'Bo Lind' };
  const view = handBookOverModal(aBookToHandOver({ to }), origin);
  expect(JSON.stringify(view)).toMatch(
    /<@U0DEE> holds \*41 accounts and 3 leads\*, with 2 open deals worth \$90K\. Their own open deals on these accounts go along\..*Elm, Fir and 1 more.*being worked out.*"initial_option".*Bo Lind/,
  );
  expect(readAboutBook({ private_metadata: view.private_metadata ?? '' })).toEqual({
    ...{ repId, origin },
  });
  const preview = { gain: [{ name: 'Ana', count: 30 }], stay: 4, wait: 7 };
  expect(JSON.stringify(handBookOverModal(aBookToHandOver(), origin, preview))).toContain(
    'Ana 30 · 4 would stay · 7 would wait for a person.',
  );
  expect(JSON.stringify(handBookOverModal(aBookToHandOver(), origin, 'no-rules'))).toContain(
    'no rules are published',
  );
});

it('takes nobody chosen for the rules', () => {
  const chosen = (selected_option: object | null) =>
    readChosenOrNobody({
      state: { values: { rep: { 'proposal:candidate': { selected_option } } } },
    });
  expect(chosen({ value: repId })).toBe(repId);
  expect(chosen(null)).toBeUndefined();
});

it('is taken by Slack whatever it holds', () => {
  const text = anyText(4000);
  fc.assert(
    fc.property(text, (name) => {
      const person = { id: repId, name };
      const pin = { by: { kind: 'rep', id: 'r9', name }, reason: name } as const;
      const card = anOwnerCard({ account: { ...anOwnerCard().account, name }, pin });
      const gain = Array(30).fill({ name, count: 3 });
      const pinned = { count: 99, names: Array(5).fill(name) };
      const book = aBookToHandOver({ rep: person, pinned, to: person });
      const views = [
        handAccountOverModal({ card, along: ['leads'] }, origin),
        handBookOverModal(book, origin, { gain, stay: 1, wait: 1 }),
      ];
      expect(views.flatMap((view) => validateView(view))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});
