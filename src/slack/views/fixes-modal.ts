import type { ModalView } from '@slack/types';
import type { Fix, FixBatch } from '../../domain/fix.ts';
import { wordKey } from '../../domain/quality/wording.ts';
import { actionIds, viewIds } from '../ids.ts';
import { actions, bold, button, clip, context, divider, plain, section } from './blocks.ts';
import { code } from './flaw-words.ts';
import type { Picture } from './owner-card.ts';
import { count } from './words.ts';

export type FixesPictured = { batch: FixBatch; mayApprove: boolean };

const HONEST = 'I do not write them to the CRM: you get a file that its import takes.';

/** A batch of clean values before somebody agrees to it: how many, of what, and the first of them. */
export function fixesModal({ batch, mayApprove }: FixesPictured): ModalView {
  const { id, status, count: all, byAttribute, first } = batch;
  const kinds = byAttribute.map((one) => `${wordKey(one.attribute)} ${one.count}`).join(' · ');
  const more = all - first.length;
  const isOpen = status === 'proposed';
  return {
    ...frame(mayApprove ? viewIds.approveFixes : viewIds.sendFixes),
    private_metadata: id,
    ...(isOpen && { submit: { type: 'plain_text', text: mayApprove ? 'Approve' : 'Send to ops' } }),
    blocks: [
      section(`*${count(all, 'clean value')}* for the CRM\n${kinds}`),
      divider,
      section(first.map(line).join('\n')),
      ...(more > 0 ? [context(`… and ${count(more, 'more', 'more')}.`)] : []),
      divider,
      context(wordNext(isOpen, mayApprove)),
    ],
  };
}

function wordNext(isOpen: boolean, mayApprove: boolean): string {
  if (!isOpen) return 'They are approved already.';
  if (mayApprove) return `Approving keeps them with your name. ${HONEST}`;
  return 'Only ops and admins approve clean values. They are kept as proposed until one of them looks.';
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

/** Everything of this kind was mended, or approved and not imported yet. */
export function noFixes(): ModalView {
  const text =
    'No clean value is left to propose: each was mended since the last look, or is approved and waits for the import.';
  return { ...frame(viewIds.flaws), blocks: [section(text)] };
}

type Approval = { approved: number; overtaken: number };

export function fixesApproved({ approved, overtaken }: Approval): Picture {
  const title = `${count(approved, 'clean value')} approved`;
  const late =
    overtaken === 0
      ? ''
      : ` ${count(overtaken, 'other')} left out: the CRM says something else there by now.`;
  const text =
    approved === 0
      ? `Nothing was left to approve.${late}`
      : `*${title}.*${late} They are in the file below, by the CRM’s record ids: import it there, and the next look finds them clean. I have written nothing to the CRM.`;
  return { text: title, blocks: [section(text)] };
}

export function approvedClose(): ModalView {
  const text = ':white_check_mark: Approved. The file comes in a message from me.';
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
