import type { HomeView, KnownBlock } from '@slack/types';
import type { Book, BookLine, TeamLine, Waiting } from '../../domain/book.ts';
import type { Presence } from '../../domain/roster.ts';
import { actionIds, approvalsPart, bookPart } from '../ids.ts';
import { refusedRow, waitingRow } from './approvals-list.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  header,
  keepTo,
  plain,
  section,
  select,
} from './blocks.ts';
import { wordConcerning } from './concerning-words.ts';
import { openDisputeRow } from './disputes-list.ts';
import { healthRows } from './health.ts';
import { wordMoves } from './move-words.ts';
import { bare } from './rule-words.ts';
import { wordReasons, wordTwins, wordWaiting } from './waiting-words.ts';
import { count, day, mention, moment, money } from './words.ts';

export function homeView(book: Book, at: Date): HomeView {
  const blocks: KnownBlock[] = [
    header(titleOf(book)),
    section(summary(book)),
    ...presenceNotice(book.rep?.presence),
    ...book.covering.map(coveringRow),
    ...healthRows(book.health, at),
    ...fieldsNotice(book),
    ...waitingRows(book),
    ...concerningRows(book),
    ...disputeRows(book),
    ...teamRows(book),
    ...topRows(book),
    ...moveRows(book),
    divider,
    context(
      `Ask me anywhere: \`/whoowns acme\`, a mention, or a message here. Drawn ${moment(at)}.`,
    ),
  ];
  return { type: 'home', blocks: keepTo(blocks, 'home', 'More is in the CRM.') };
}

/** Ops and others who hold nothing look at the whole. */
function isHolder({ rep, accounts }: Book): boolean {
  return rep !== undefined && (accounts > 0 || rep.role === 'rep');
}

function titleOf(book: Book): string {
  if (isHolder(book)) return 'My book';
  return book.team.length > 0 ? 'My team' : 'The registry';
}

function summary(book: Book): string {
  const { rep, accounts, pipeline, team } = book;
  if (team.length > 0 && !isHolder(book)) {
    const held = team.reduce((sum, one) => sum + one.accounts, 0);
    const total = team.reduce((sum, one) => sum + one.total, 0);
    return `Your team of ${team.length} holds *${count(held, 'account')}*, with ${money(total, pipeline.currency)} open.`;
  }
  if (!rep || !isHolder(book)) {
    return 'You hold no accounts here. Ask for any account’s owner, and see below what has moved.';
  }
  const most = rep.capacity === undefined ? '' : ` of at most ${rep.capacity}`;
  const seat = rep.team ? ` in ${plain(rep.team)}` : '';
  const { deals, total, currency } = pipeline;
  const open = `${count(deals, 'open deal')} worth ${money(total, currency)}`;
  return `${mention(rep.person)}${seat} holds *${count(accounts, 'account')}*${most} with ${open}.`;
}

function presenceNotice(presence: Presence | undefined): KnownBlock[] {
  if (presence?.kind !== 'away') return [];
  const backup = presence.backup
    ? `${mention(presence.backup)} answers for you`
    : 'nobody is named to answer for you';
  return [section(`:palm_tree: You are away until ${day(presence.until)}; ${backup}.`)];
}

function fieldsNotice({ fieldsOutOfOrder: fields }: Book): KnownBlock[] {
  if (fields.length === 0) return [];
  const named = clip(fields.map(bare).join(', '), 300);
  const what = count(fields.length, 'field of the CRM is', 'fields of the CRM are');
  return [
    section(`:warning: *${what} out of order*: ${named}. See why with \`/territory fields\`.`),
  ];
}

function coveringRow({ person, until, accounts }: Book['covering'][number]): KnownBlock {
  return section(
    `:handshake: You answer for ${mention(person)} (${count(accounts, 'account')}) until ${day(until)}.`,
  );
}

function topRows({ rep, top, pipeline, accounts }: Book): KnownBlock[] {
  if (!rep || accounts === 0) return [];
  const part = bookPart({ repId: rep.person.id, order: 'biggest', page: 0 });
  const all = actions(button('All my accounts', { id: actionIds.openBook, value: part }));
  if (top.length === 0)
    return [divider, context('None of your accounts has an open deal.'), ...all];
  const rows = top.map((line) => topRow(line, pipeline.currency));
  return [divider, section('*Largest open pipeline*'), ...rows, ...all];
}

function topRow({ accountId, name, deals, total }: BookLine, currency: string): KnownBlock {
  const show = { id: actionIds.showInModal, value: accountId, spoken: `Show ${name}` };
  const facts = `${count(deals, 'deal')} · ${money(total, currency)}`;
  const row = section(`${bold(clip(name, 120))}\n${facts}`, button('Show', show));
  // The same row keeps its id when Home is drawn again, so a click in that moment is not lost.
  return { ...row, block_id: `account-${accountId}` };
}

function teamRows({ team, pipeline }: Book): KnownBlock[] {
  if (team.length === 0) return [];
  const lines = team.slice(0, TEAM_SHOWN).map((one) => teamLine(one, pipeline.currency));
  const more = team.length - lines.length;
  return [
    divider,
    section(`*Loads of my team*\n${lines.join('\n')}${more > 0 ? `\n… and ${more} more` : ''}`),
    ...actions(select('Look at a book', actionIds.openBook, team.map(bookChoice))),
  ];
}

function bookChoice({ person, accounts }: TeamLine) {
  const value = bookPart({ repId: person.id, order: 'biggest', page: 0 });
  return { text: person.name, value, description: count(accounts, 'account') };
}

const TEAM_SHOWN = 30;

function teamLine(line: TeamLine, currency: string): string {
  const { person, accounts, capacity, total, presence } = line;
  const of =
    capacity === undefined ? count(accounts, 'account') : `${accounts} of ${capacity} accounts`;
  const full = capacity !== undefined && accounts >= capacity ? ' · *full*' : '';
  const away = presence.kind === 'away' ? ` · away until ${day(presence.until)}` : '';
  const left = presence.kind === 'left' ? ' · *has left*' : '';
  return `${mention(person)} ${of}, ${money(total, currency)} open${full}${away}${left}`;
}

/** What would come to them or go from them, once somebody decides. */
function concerningRows({ rep, concerning }: Book): KnownBlock[] {
  if (rep?.role !== 'rep' || concerning.total === 0) return [];
  return [divider, section(wordConcerning(concerning))];
}

function disputeRows({ disputes }: Book): KnownBlock[] {
  if (disputes.length === 0) return [];
  return [divider, section('*My disputes*'), ...disputes.map(openDisputeRow)];
}

function moveRows({ moves, rep }: Book): KnownBlock[] {
  const title = rep?.role === 'rep' ? 'What came and went' : 'What moved lately';
  if (moves.length === 0) return [divider, context('No account has moved lately.')];
  return [divider, section(`*${title}*\n${wordMoves(moves)}`)];
}

/** What waits for a person, by why it waits, and the oldest by name. */
function waitingRows({ waiting, overdue }: Book): KnownBlock[] {
  if (!waiting) return [];
  const { total, twins, refused } = waiting;
  if (total + twins + refused === 0) return [divider, context('No decision waits for you.')];
  return [divider, ...decisionRows(waiting, overdue), ...refusedRow(waiting), ...twinsRow(waiting)];
}

function decisionRows({ total, byFlag, oldest }: Waiting, overdue: number): KnownBlock[] {
  if (total === 0) return [];
  const all = { id: actionIds.approvals, value: approvalsPart({ page: 0 }) };
  const late =
    overdue > 0 ? `\n:warning: *${overdue} past ${overdue === 1 ? 'its' : 'their'} time*` : '';
  return [
    section(`*${wordWaiting({ total })}*${late}\n${wordReasons({ total, byFlag })}`),
    context('The oldest of them:'),
    ...oldest.map(waitingRow),
    ...(total > oldest.length ? actions(button('All that waits', all)) : []),
  ];
}

function twinsRow({ twins }: Waiting): KnownBlock[] {
  if (twins === 0) return [];
  return [section(`*${wordTwins({ twins })}*`, button('Look', { id: actionIds.duplicates }))];
}
