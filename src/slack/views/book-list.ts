import type { KnownBlock, ModalView, StaticSelect } from '@slack/types';
import type { BookAccount, BookListing, BookOrder } from '../../domain/book.ts';
import { actionIds, bookPart, viewIds } from '../ids.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  fields,
  header,
  keepTo,
  option,
  plain,
  section,
  select,
} from './blocks.ts';
import { wordConcerning } from './concerning-words.ts';
import { wordMoves } from './move-words.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, money } from './words.ts';

/** One rep’s book: what is held in sum, what is on the move, and a page of its accounts. */
export function bookList(listing: BookListing): Picture {
  const { rep, accounts } = listing;
  const { name } = rep.person;
  return {
    text: `The book of ${name}: ${count(accounts, 'account')}`,
    blocks: keepTo(bookBlocks(listing), 'message', 'More is in the CRM.'),
  };
}

/** The same where no message can be answered. */
export function bookModal(listing: BookListing): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.book,
    title: { type: 'plain_text', text: 'A book' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: bookBlocks(listing),
  };
}

function bookBlocks(listing: BookListing): KnownBlock[] {
  return [
    header(`The book of ${listing.rep.person.name}`),
    section(sumLine(listing)),
    ...(listing.page === 0 ? around(listing) : []),
    ...accountRows(listing),
  ];
}

function sumLine({ rep, accounts, pipeline }: BookListing): string {
  const { person, team, capacity, presence } = rep;
  const of = capacity === undefined ? '' : ` of at most ${capacity}`;
  const { deals, total, currency } = pipeline;
  const open = deals > 0 ? `, ${count(deals, 'open deal')} worth ${money(total, currency)}` : '';
  const seat = team ? ` in ${plain(clip(team, 80))}` : '';
  const held = `${mention(person)}${seat} holds *${count(accounts, 'account')}*${of}${open}.`;
  switch (presence.kind) {
    case 'here':
      return held;
    case 'left':
      return `${held} *Has left the company.*`;
    case 'away': {
      const { until, backup } = presence;
      const meanwhile = backup ? `; ask ${mention(backup)} meanwhile` : '';
      return `${held} Away until ${day(until)}${meanwhile}.`;
    }
  }
}

function around({ territories, moves, waiting }: BookListing): KnownBlock[] {
  return [
    ...fields(territories.length > 0 ? [`*Territories*\n${wordTerritories(territories)}`] : []),
    ...(waiting.total > 0 ? [section(wordConcerning(waiting))] : []),
    ...(moves.length > 0 ? [section(`*What came and went*\n${wordMoves(moves)}`)] : []),
  ];
}

const NAMED = 6;

function wordTerritories(territories: BookListing['territories']): string {
  const named = territories.slice(0, NAMED);
  const more = territories.length - named.length;
  return [
    ...named.map(({ name, accounts }) => `${plain(clip(name, 60))} ${accounts}`),
    ...(more > 0 ? [`${more} more`] : []),
  ].join(' · ');
}

function accountRows(listing: BookListing): KnownBlock[] {
  const { lines, page, pages, rep, order, pipeline, accounts } = listing;
  if (accounts === 0) return [divider, context('No account is in this book.')];
  const to = (nth: number) => bookPart({ repId: rep.person.id, order, page: nth });
  return [
    divider,
    ...lines.map((line) => accountRow(line, pipeline.currency)),
    ...actions(
      accounts > 1 ? orderSelect(listing) : undefined,
      page > 0
        ? button('Previous page', { id: actionIds.bookEarlier, value: to(page - 1) })
        : undefined,
      page + 1 < pages
        ? button('Next page', { id: actionIds.bookLater, value: to(page + 1) })
        : undefined,
    ),
    ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}`)] : []),
  ];
}

function accountRow(account: BookAccount, currency: string): KnownBlock {
  const { accountId, name, deals, total, territory, since, isPinned } = account;
  const facts = [
    deals > 0 ? `${count(deals, 'deal')} · ${money(total, currency)}` : 'no open deal',
    territory && plain(clip(territory, 60)),
    since && `since ${day(since)}`,
    isPinned && ':pushpin: pinned',
  ].filter(Boolean);
  const show = { id: actionIds.showInModal, value: accountId, spoken: `Show ${name}` };
  const row = section(`${bold(clip(name, 120))}\n${facts.join(' · ')}`, button('Show', show));
  return { ...row, block_id: `account-${accountId}` };
}

const orderWords: Record<BookOrder, string> = {
  biggest: 'Biggest open pipeline first',
  newest: 'What came last first',
};

function orderSelect({ rep, order }: BookListing): StaticSelect {
  const choices = (['biggest', 'newest'] as const).map((each) => ({
    text: orderWords[each],
    value: bookPart({ repId: rep.person.id, order: each, page: 0 }),
  }));
  const [biggest, newest] = choices;
  const chosen = order === 'newest' ? newest : biggest;
  return {
    ...select('In which order', actionIds.bookOrder, choices),
    ...(chosen && { initial_option: option(chosen) }),
  };
}
