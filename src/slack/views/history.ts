import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { wordBreak } from '../../domain/audit.ts';
import type { History, HistoryLine, Receipt } from '../../domain/history.ts';
import { cause } from '../../domain/ownership.ts';
import { wordKey } from '../../domain/quality/wording.ts';
import { actionIds, historyPart, viewIds } from '../ids.ts';
import { actions, bold, button, clip, context, header, plain, section, summary } from './blocks.ts';
import { wordDisputeDeed } from './dispute-deeds.ts';
import type { Picture } from './owner-card.ts';
import { count, day, moment, wordActor, wordCause } from './words.ts';

/** What was done with an account, the newest first, and that the log was not touched. */
export function historyList(history: History): Picture {
  const { account, total } = history;
  return {
    text: summary(`The history of ${account.name}: ${count(total, 'line')}`),
    blocks: [header(`The history of ${account.name}`), ...historyBlocks(history)],
  };
}

export function historyModal(history: History): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.history,
    title: { type: 'plain_text', text: 'History' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [section(bold(clip(history.account.name, 200))), ...historyBlocks(history)],
  };
}

function historyBlocks(history: History): KnownBlock[] {
  const { account, lines, page, pages, total, crm } = history;
  const to = (nth: number) => historyPart(account.id, nth);
  return [
    ...(total === 0
      ? [section(`Nothing was done with it here: it is as ${plain(crm)} brought it.`)]
      : []),
    ...lines.map((line, nth) => section(wordLine(line, crm, lines[nth - 1]))),
    ...actions(
      page > 0 ? button('Newer', { id: actionIds.historyNewer, value: to(page - 1) }) : undefined,
      page + 1 < pages
        ? button('Older', { id: actionIds.historyOlder, value: to(page + 1) })
        : undefined,
    ),
    ...sealBlocks(history),
  ];
}

/** `above`: the line before which it stands; what that has quoted is not said again. */
function wordLine(line: HistoryLine, crm: string, above?: HistoryLine): string {
  const { seq, at, context: beside } = line;
  const step = wordDisputeDeed(line);
  const reason = above?.reason === line.reason ? '' : (step?.said ?? line.reason);
  const happened = dated.safeParse(beside.happenedAt);
  const when = happened.success
    ? `${day(happened.data)}, in the registry since ${day(at)}`
    : moment(at);
  const because = reason ? `\n>${plain(clip(reason, 500)).replaceAll('\n', '\n>')}` : '';
  const heard = line.receipt ? `\n${wordReceipt(line.receipt, plain(crm))}` : '';
  return `*${step?.deed ?? wordDeed(line, crm)}* · ${when} · line ${seq}\n${wordHand(line, crm)}${because}${heard}`;
}

const dated = z.coerce.date();
const named = z.object({ name: z.string() });
const until = z.object({ until: z.iso.datetime({ offset: true }).or(z.iso.date()) });

/** What was done, from what to what. */
function wordDeed({ action, before, after, context: beside }: HistoryLine, crm: string): string {
  switch (action) {
    case 'owner-changed':
      return `${nameOf(before)} → ${nameOf(after)}`;
    case 'owner-passed':
      return `${nameOf(before)} → ${nameOf(after)} in ${plain(crm)}, until the next owner was set there`;
    case 'pinned': {
      const limit = until.safeParse(after);
      return limit.success ? `Pinned until ${day(new Date(limit.data.until))}` : 'Pinned';
    }
    case 'unpinned':
      return 'Unpinned';
    case 'proposal-agreed':
      return 'Agreed to what was proposed; others are still asked';
    case 'proposal-moved-up':
      return 'Others were asked to decide';
    case 'proposal-expired':
      return `Nobody decided in time: it stays with ${nameOf(after)}`;
    case 'taken-up-again':
      return 'The rules look at it again';
    case 'crm-write-retried':
      return `Had the owner written into ${plain(crm)} again`;
    case 'proposal-rejected':
      return `Rejected: it stays with ${nameOf(after)}${wordProposed(beside.proposed)}`;
    case 'values-written':
      return clip(wordValues(before, after), 600);
    case 'merger-approved':
      return 'Merged with another record';
    case 'duplicates-told-apart':
      return 'Told apart from another record';
    default:
      return plain(clip(action.replaceAll('-', ' '), 100));
  }
}

const values = z.record(z.string(), z.string()).catch({});

/** "State: Buffalo → NY, City: NY → Buffalo" */
function wordValues(before: unknown, after: unknown): string {
  const was = values.parse(before);
  const each = Object.entries(values.parse(after)).map(
    ([attribute, value]) =>
      `${wordKey(attribute)}: ${clip(was[attribute] || 'nothing', 60)} → ${clip(value, 60)}`,
  );
  return plain(each.join(', '));
}

function wordProposed(proposed: unknown): string {
  return typeof proposed === 'string' ? `, not ${plain(clip(proposed, 80))}` : '';
}

function nameOf(side: unknown): string {
  const found = named.safeParse(side);
  return found.success ? plain(clip(found.data.name, 80)) : 'nobody';
}

/** By whose hand, and for an owner how that came about. */
function wordHand({ actor, context: beside }: HistoryLine, crm: string): string {
  const because = cause.safeParse(beside.cause);
  const name = wordActor(actor);
  const how = because.success ? wordCause(because.data, actor, crm) : '';
  // Most causes begin with whoever it was.
  if (how.startsWith(name)) return `${how}.`;
  return how === '' ? `By ${name}.` : `By ${name}: ${how}.`;
}

function wordReceipt(receipt: Receipt, crm: string): string {
  switch (receipt.kind) {
    case 'written':
      return `It has been in ${crm} since ${moment(receipt.at)}.`;
    case 'no-crm':
      return 'No CRM was to be told.';
    case 'superseded':
      return `It never reached ${crm}: a later change went there in its place.`;
    case 'conflict':
      return `Somebody had edited the owner in ${crm} meanwhile: that edit stood.`;
    case 'on-its-way':
      return `It is on its way to ${crm}.`;
    case 'held-up':
      return `${crm} takes no new owners at present: it waits, and goes there by itself.`;
    case 'given-up':
      return `:warning: *It is not in ${crm}*: ${plain(clip(receipt.problem, 300))}`;
  }
}

const NAMED = 5;

function sealBlocks({ lines, breaks, check, page, pages }: History): KnownBlock[] {
  const found = [...breaks, ...(check?.breaks ?? [])];
  const words = [...new Set(found.map(wordBreak))].slice(0, NAMED);
  const warning = words.map((word) => `• ${word}`).join('\n');
  const paging = `Page ${page + 1} of ${pages}.`;
  if (found.length > 0) {
    return [
      section(
        `:warning: *The log was tampered with*:\n${warning}\nTell ops: \`cadastre audit verify\`.`,
      ),
      context(paging),
    ];
  }
  const sealed = lines.length > 0 ? 'Each line here matches its seal and its neighbours. ' : '';
  const whole = check
    ? `The whole log, ${count(check.lines, 'line')}, was followed ${moment(check.at)}: unbroken.`
    : 'The whole log is followed every night.';
  return [context(`${paging} ${sealed}${whole}`)];
}
