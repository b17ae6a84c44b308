import type { ModalView } from '@slack/types';
import type { Fix, FixBatch, FixGoal, FixOutcome } from '../../domain/fix.ts';
import { wordKey } from '../../domain/quality/wording.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, bold, button, clip, context, divider, plain, section } from './blocks.ts';
import { code } from './flaw-words.ts';
import type { Picture } from './owner-card.ts';
import { count } from './words.ts';

export type FixesPictured = { batch: FixBatch; mayApprove: boolean; goesTo: FixGoal };

/** A batch of clean values before somebody agrees to it: how many, of what, and each of them, a page at a time. */
export function fixesModal({ batch, mayApprove, goesTo }: FixesPictured): ModalView {
  const { id, status, count: all, byAttribute, page, pages, shown } = batch;
  const kinds = byAttribute.map((one) => `${wordKey(one.attribute)} ${one.count}`).join(' · ');
  const isOpen = status === 'proposed';
  return {
    ...frame(mayApprove ? viewIds.approveFixes : viewIds.sendFixes),
    private_metadata: id,
    ...(isOpen && { submit: { type: 'plain_text', text: mayApprove ? 'Approve' : 'Send to ops' } }),
    blocks: [
      section(`*${count(all, 'clean value')}* for the CRM\n${kinds}`),
      divider,
      section(shown.map(line).join('\n')),
      ...actions(
        page > 0
          ? button('Previous page', { id: actionIds.fixesEarlier, value: `${id}:${page - 1}` })
          : undefined,
        page + 1 < pages
          ? button('Next page', { id: actionIds.fixesLater, value: `${id}:${page + 1}` })
          : undefined,
      ),
      ...(pages > 1 ? [context(`Page ${page + 1} of ${pages}.`)] : []),
      divider,
      context(isOpen ? wordNext(mayApprove, goesTo) : 'They are approved already.'),
    ],
  };
}

function wordNext(mayApprove: boolean, goesTo: FixGoal): string {
  if (mayApprove) return `Approving keeps them with your name. ${wordGoal(goesTo)}`;
  return 'Only ops and admins approve clean values. They are kept as proposed until one of them looks.';
}

function wordGoal(goesTo: FixGoal): string {
  switch (goesTo.kind) {
    case 'crm':
      return `I write each into ${goesTo.name} where it still says what you see here, and tell you what became of them.`;
    case 'file':
      return 'No CRM is connected: you get a file that its import takes.';
  }
}

function line({ account, attribute, previous, proposed }: Fix): string {
  const what = `${wordKey(attribute)} ${code(previous)} → ${code(proposed)}`;
  return `${bold(clip(account.name, 60))}  ${what}`;
}

function frame(callbackId: string) {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: { type: 'plain_text', text: 'Clean values' },
    close: { type: 'plain_text', text: 'Close' },
  } as const;
}

export function fixesOnTheirWay(): ModalView {
  const text = ':hourglass_flowing_sand: Looking through the whole book for clean values …';
  return { ...frame(viewIds.flaws), blocks: [section(text)] };
}

/** Everything of this kind was mended, or approved and not in the CRM yet. */
export function noFixes(): ModalView {
  const text =
    'No clean value is left to propose: each was mended since the last look, or is approved and waits for the CRM.';
  return { ...frame(viewIds.flaws), blocks: [section(text)] };
}

type Approval = { approved: number; overtaken: number; goesTo: FixGoal };

export function fixesApproved({ approved, overtaken, goesTo }: Approval): Picture {
  const title = `${count(approved, 'clean value')} approved`;
  const late =
    overtaken === 0
      ? ''
      : ` ${count(overtaken, 'other')} left out: the CRM says something else there by now.`;
  const text =
    approved === 0
      ? `Nothing was left to approve.${late}`
      : `*${title}.*${late} ${wordNow(goesTo)}`;
  return { text: title, blocks: [section(text)] };
}

function wordNow(goesTo: FixGoal): string {
  switch (goesTo.kind) {
    case 'crm':
      return `I am writing them into ${goesTo.name}, and tell you here what became of them.`;
    case 'file':
      return 'They are in the file below, by the CRM’s record ids: import it there, and the next look finds them clean. I have written nothing to the CRM.';
  }
}

/** What ops read once the CRM has answered for each of them. */
export function fixesPost({ crm, written, changed, refused, left }: FixOutcome): Picture {
  const parts = [
    `*${count(written, 'clean value')} written* into ${plain(crm)}`,
    ...(changed > 0 ? [`${changed} had changed there meanwhile, and stand as they are`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
  ];
  const more = changed + refused - left.length;
  const lines = left.map(({ account, attribute, problem = 'changed meanwhile' }) => {
    return `${bold(clip(account, 60))}  ${wordKey(attribute)}: ${plain(clip(problem, 240))}`;
  });
  return {
    text: `${count(written, 'clean value')} written into ${crm}`,
    blocks: [
      section(`${parts.join(', ')}.`),
      ...(lines.length > 0 ? [section(lines.join('\n'))] : []),
      ...(more > 0 ? [context(`… and ${count(more, 'more', 'more')}.`)] : []),
    ],
  };
}

export function approvedClose(): ModalView {
  const text = ':white_check_mark: Approved. What becomes of them comes in a message from me.';
  return { ...frame(viewIds.flaws), blocks: [section(text)] };
}

/** What ops read of a batch that somebody else has proposed. */
export function fixesForOps(userId: string, { id, count: all, byAttribute }: FixBatch): Picture {
  const kinds = byAttribute.map((one) => `${wordKey(one.attribute)} ${one.count}`).join(' · ');
  const text = `<@${userId}> proposes ${count(all, 'clean value')} for the CRM`;
  const look = { id: actionIds.showFixes, value: id, style: 'primary' } as const;
  return {
    text: `${count(all, 'clean value')} proposed for the CRM`,
    blocks: [section(`${text}.\n${plain(kinds)}`), ...actions(button('Look at them', look))],
  };
}
