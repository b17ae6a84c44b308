import type { HomeView, KnownBlock } from '@slack/types';
import type { Book, BookLine, Waiting } from '../../domain/book.ts';
import type { Presence } from '../../domain/roster.ts';
import { actionIds, approvalsPart, bookPart } from '../ids.ts';
import { waitingRow } from './approvals-list.ts';
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
} from './blocks.ts';
import { wordMoves } from './move-words.ts';
import { bare } from './rule-words.ts';
import { wordReasons, wordTwins, wordWaiting } from './waiting-words.ts';
import { count, day, mention, money } from './words.ts';

export function homeView(book: Book, at: Date): HomeView {
  const blocks: KnownBlock[] = [
    header(book.rep ? 'My book' : 'The registry'),
    section(summary(book)),
    ...presenceNotice(book.rep?.presence),
    ...book.covering.map(coveringRow),
    ...topRows(book),
    ...teamRows(book),
    ...fieldsNotice(book),
    ...waitingRows(book),
    ...moveRows(book),
    divider,
    context(`Ask me anywhere: \`/whoowns acme\`, a mention, or a message here. Drawn ${day(at)}.`),
  ];
  return { type: 'home', blocks: keepTo(blocks, 'home', 'More is in the CRM.') };
}

function summary({ rep, accounts, pipeline }: Book): string {
  if (!rep) {
    return 'You hold no accounts here. Ask for any account’s owner, and see below what has moved.';
  }
  const team = rep.team ? ` in ${plain(rep.team)}` : '';
  const { deals, total, currency } = pipeline;
  const open = `${count(deals, 'open deal')} worth ${money(total, currency)}`;
  return `${mention(rep.person)}${team} holds *${count(accounts, 'account')}* with ${open}.`;
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
  const lines = team.slice(0, 30).map(({ person, accounts, total, presence }) => {
    const away = presence.kind === 'away' ? ` · away until ${day(presence.until)}` : '';
    const left = presence.kind === 'left' ? ' · *has left*' : '';
    const held = `${count(accounts, 'account')}, ${money(total, pipeline.currency)} open`;
    return `${mention(person)} ${held}${away}${left}`;
  });
  return [divider, section(`*My team*\n${lines.join('\n')}`)];
}

function moveRows({ moves, rep }: Book): KnownBlock[] {
  const title = rep?.role === 'rep' ? 'What came and went' : 'What moved lately';
  if (moves.length === 0) return [divider, context('No account has moved lately.')];
  return [divider, section(`*${title}*\n${wordMoves(moves)}`)];
}

/** What waits for a person, by why it waits, and the oldest by name. */
function waitingRows({ waiting }: Book): KnownBlock[] {
  if (!waiting || waiting.total + waiting.twins === 0) return [];
  return [divider, ...decisionRows(waiting), ...twinsRow(waiting)];
}

function decisionRows({ total, byFlag, oldest }: Waiting): KnownBlock[] {
  if (total === 0) return [];
  const all = { id: actionIds.approvals, value: approvalsPart({ page: 0 }) };
  return [
    section(`*${wordWaiting({ total })}*\n${wordReasons({ byFlag })}`),
    context('The oldest of them:'),
    ...oldest.map(waitingRow),
    ...(total > oldest.length ? actions(button('All that waits', all)) : []),
  ];
}

function twinsRow({ twins }: Waiting): KnownBlock[] {
  if (twins === 0) return [];
  return [section(`*${wordTwins({ twins })}*`, button('Look', { id: actionIds.duplicates }))];
}
