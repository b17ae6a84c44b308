import type { KnownBlock } from '@slack/types';
import type { Handover, HandoverPreview, HandoverVerdict, Some } from '../../domain/handover.ts';
import { actionIds } from '../ids.ts';
import { deciderLines, termsLine } from './approval-lines.ts';
import { actions, button, clip, context, header, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, day, mention, moment, money, wordActor } from './words.ts';

/** Somebody has left: who gets what they hold, and once it is decided what became of it. */
export function handoverCard(handover: Handover): Picture {
  const { rep, state, held, leftAt } = handover;
  if (!leftAt) return orderedCard(handover);
  const isOpen = state.kind === 'open';
  const isLeft = isOpen && state.byRules !== undefined;
  return {
    text: isOpen
      ? `${rep.name} has left and ${isLeft ? 'still holds' : 'holds'} ${wordHeld(held)}. Who gets them?`
      : `The book of ${rep.name}: ${wordState(handover)}`,
    blocks: [
      header(`${rep.name} has left: who gets ${isLeft ? 'what is left of ' : ''}the book?`),
      section(
        [
          heldLine(handover, leftAt),
          ...leftLines(handover),
          ...previewLines(handover),
          ...disputedLines(handover),
        ].join('\n'),
      ),
      ...(isOpen ? openBlocks(handover) : [section(wordState(handover))]),
    ],
  };
}

export function wordHeld({ accounts, leads }: Handover['held']): string {
  const parts = [
    accounts > 0 || leads === 0 ? count(accounts, 'account') : undefined,
    leads > 0 ? count(leads, 'lead') : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' and ');
}

/** The book of somebody who is here: what has gone, and what has stayed and why. */
function orderedCard(handover: Handover): Picture {
  const { rep, endedAt } = handover;
  const title = `The book of ${rep.name} ${endedAt ? 'is' : 'is being'} handed over`;
  return {
    text: title,
    blocks: [header(title), section([wordState(handover), ...outcomeLines(handover)].join('\n'))],
  };
}

function outcomeLines(handover: Handover): string[] {
  const { rep, held, pinned, disputed, endedAt, state } = handover;
  if (!endedAt) return ['It is under way: a message comes to whoever ordered it once it is done.'];
  const before = state.kind === 'decided' ? state.verdict.held : undefined;
  const gone = before && {
    accounts: Math.max(0, before.accounts - held.accounts),
    leads: Math.max(0, before.leads - held.leads),
  };
  return [
    ...(gone ? [`*Gone* ${wordGone(gone)}, of ${wordHeld(before)}.`] : []),
    `*Left* ${mention(rep)} holds ${wordHeld(held)}.`,
    ...wordStaying({ pinned, disputed }),
    ...gainLines(handover),
  ];
}

/** What the rules have left needs somebody all the same. */
function leftLines(handover: Handover): string[] {
  const { rep, state } = handover;
  if (state.kind !== 'open' || !state.byRules) return [];
  return [
    wordVerdict(state.byRules),
    `:warning: *Not all has found somebody*: what the rules leave where it is stays with ${mention(rep)} until you give it to somebody, or leave it so.`,
    ...gainLines(handover),
  ];
}

function gainLines({ preview, by }: Handover): string[] {
  if (!preview?.toDecider || !by) return [];
  const them = count(preview.toDecider, 'account');
  return [
    `*For somebody else to decide* The rules would give ${them} to ${mention(by)}, who had them asked, and nobody hands over to their own gain. Ops can.`,
  ];
}

function wordGone(gone: Handover['held']): string {
  return gone.accounts + gone.leads === 0 ? 'nothing' : wordHeld(gone);
}

/** What stays of a book, by name as far as it goes. */
export function wordStaying({ pinned, disputed }: Pick<Handover, 'pinned' | 'disputed'>): string[] {
  return [
    ...(pinned && pinned.count > 0
      ? [`:pushpin: *Pinned, so they stay* ${wordSome(pinned)}. Unpin them to hand them over.`]
      : []),
    ...(disputed && disputed.count > 0
      ? [`:scales: *In dispute, so they stay* ${wordSome(disputed)}, until their cases are closed.`]
      : []),
  ];
}

/** Of somebody who has left nothing stays for good. */
function disputedLines({ disputed, state }: Handover): string[] {
  if (!disputed || disputed.count === 0) return [];
  const then =
    state.kind === 'decided' && state.verdict.kind === 'left' ? '' : ', then they follow';
  return [
    `:scales: *In dispute* ${wordSome(disputed)}: frozen until their cases are closed${then}.`,
  ];
}

function wordSome({ count: all, names }: Some): string {
  const more = all - names.length;
  const named = names.map((name) => plain(clip(name, 60))).join(', ');
  return `${named}${more > 0 ? ` and ${more} more` : ''}`;
}

export function wordDeals({ count: open, total, currency }: Handover['deals']): string {
  return open > 0 ? `, with ${count(open, 'open deal')} worth ${money(total, currency)}` : '';
}

function heldLine({ rep, held, deals, state }: Handover, leftAt: Date): string {
  const open = wordDeals(deals);
  const sign = state.kind === 'open' ? ':hourglass_flowing_sand: ' : '';
  const still = state.kind === 'open' && !state.byRules ? 'holds' : 'still holds';
  return `${sign}${mention(rep)} left ${day(leftAt)} and ${still} *${wordHeld(held)}*${open}.`;
}

const NAMED = 8;

function previewLines({ preview, state }: Handover): string[] {
  if (state.kind !== 'open') return [];
  if (!preview) return ['No rules are published that could say who gets them.'];
  return [`*By the rules* ${wordPreview(preview)}`];
}

export function wordPreview({ gain, stay, wait }: HandoverPreview): string {
  const named = gain
    .slice(0, NAMED)
    .map(({ name, count: many }) => `${plain(clip(name, 60))} ${many}`);
  const rest = gain.slice(NAMED);
  const others = rest.reduce((sum, one) => sum + one.count, 0);
  const more = rest.length > 0 ? [`${count(rest.length, 'other')} ${others}`] : [];
  const staying = stay > 0 ? [`${stay} would stay`] : [];
  const waiting = wait > 0 ? [`${wait} would wait for a person`] : [];
  return `${[...named, ...more, ...staying, ...waiting].join(' · ') || 'nothing would move'}.`;
}

function openBlocks(handover: Handover): KnownBlock[] {
  const { course, dueAt } = handover;
  return [
    ...(course ? [section(deciderLines({ course, votes: [], dueAt }).join('\n'))] : []),
    ...buttons(handover),
    ...(course ? [context(termsLine(course, undefined))] : []),
  ];
}

/** Asked once more, they give only what somebody else has to say. */
function isToBeAsked({ preview, state }: Handover): boolean {
  const isAgain = state.kind === 'open' && state.byRules !== undefined;
  return preview !== undefined && (!isAgain || (preview.toDecider ?? 0) > 0);
}

function buttons(handover: Handover): KnownBlock[] {
  const { id, rep } = handover;
  const spoken = (deed: string) => `${deed}: the book of ${rep.name}`;
  const byRules = { id: actionIds.handOverByRules, value: id, style: 'primary' } as const;
  return actions(
    isToBeAsked(handover)
      ? button('By the rules', { ...byRules, spoken: spoken('By the rules') })
      : undefined,
    button('All to…', { id: actionIds.handOverTo, value: id, spoken: spoken('All to') }),
    button('Leave as it is…', { id: actionIds.leaveBook, value: id, spoken: spoken('Leave') }),
  );
}

function wordState({ state }: Handover): string {
  switch (state.kind) {
    case 'open':
      return '*Waits* for a person.';
    case 'withdrawn':
      return '*Withdrawn*: they are back.';
    case 'decided':
      return wordVerdict(state.verdict);
  }
}

function wordVerdict(given: HandoverVerdict): string {
  const by = `by ${wordActor(given.by)}, ${moment(given.at)}`;
  const reason = plain(clip(given.reason, 500)).replaceAll('\n', '\n>');
  const because = reason ? `\n>${reason}` : '';
  switch (given.kind) {
    case 'by-rules':
      return `:white_check_mark: *Handed over by the rules* ${by}. What a machine should not decide alone waits in \`/territory approvals\`.${because}`;
    case 'to':
      return `:white_check_mark: *Handed over* ${by}: all goes to ${mention(given.to)}.${because}`;
    case 'left':
      return `:x: *Left as it is* ${by}.${because}`;
  }
}
