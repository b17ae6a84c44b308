import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { DisputeCase } from '../../domain/dispute-case.ts';
import { linksIn } from '../../domain/dispute-filing.ts';
import type { PrivateNote } from '../../domain/dispute-note.ts';
import { disputeIds, disputeViewIds } from '../dispute-ids.ts';
import { actionIds, historyPart } from '../ids.ts';
import { actions, bold, button, clip, context, divider, keepTo, plain, section } from './blocks.ts';
import { disputeCard } from './dispute-card.ts';
import { filesInput } from './dispute-filing-modal.ts';
import { topics, wordBeside } from './dispute-words.ts';
import { frame, reasonInput } from './verdict-modal.ts';
import { day, mention } from './words.ts';

export function withdrawModal({ id, dispute }: DisputeCase): ModalView {
  return {
    ...frame(id, disputeViewIds.withdraw, 'Withdraw the case', 'Withdraw'),
    blocks: [
      section(
        `${bold(clip(dispute.account.name, 200))} stays with its owner. Where somebody else filed it too, their case goes on.`,
      ),
      reasonInput('Why? Both sides read it.'),
    ],
  };
}

export function addEvidenceModal({ id, dispute }: DisputeCase): ModalView {
  return {
    ...frame(id, disputeViewIds.add, 'Add evidence', 'Add'),
    blocks: [
      section(
        `What should everybody in the case on ${bold(clip(dispute.account.name, 200))} know?`,
      ),
      reasonInput('What it is and what it shows. It stays in the case, with your name.'),
      { ...linkInput('To a mail, a call or a record.'), optional: true },
      filesInput,
    ],
  };
}

export function appealModal({ id, dispute }: DisputeCase): ModalView {
  return {
    ...frame(id, disputeViewIds.appeal, 'Appeal', 'Appeal'),
    blocks: [
      section(
        `There is one appeal, and it needs something new: a link that the case on ${bold(clip(dispute.account.name, 200))} does not have yet. The rung above whoever decided hears it.`,
      ),
      reasonInput('What is new, and what it changes.'),
      linkInput('To what is new.'),
    ],
  };
}

function linkInput(hint: string): InputBlock {
  return {
    type: 'input',
    block_id: 'link',
    label: { type: 'plain_text', text: 'Link' },
    hint: { type: 'plain_text', text: hint },
    element: { type: 'url_text_input', action_id: 'link' },
  };
}

const linked = z.object({ link: z.object({ link: z.object({ value: z.string().nullish() }) }) });

export function readLink({ state }: { state: { values: unknown } }): string | undefined {
  return linksIn(linked.parse(state.values).link.link.value ?? '')[0];
}

/** A case in a window, where no message can be drawn again; with the private notes, for whoever may read them. */
export function disputeModal(shown: DisputeCase, notes: readonly PrivateNote[]): ModalView {
  const { blocks } = disputeCard(shown);
  return {
    type: 'modal',
    callback_id: disputeViewIds.show,
    private_metadata: shown.id,
    title: { type: 'plain_text', text: `Dispute ${shown.number}` },
    close: { type: 'plain_text', text: 'Close' },
    blocks: keepTo([...blocks, ...noteBlocks(notes)], 'home', 'More is in the thread.'),
  };
}

function noteBlocks(notes: readonly PrivateNote[]): KnownBlock[] {
  if (notes.length === 0) return [];
  const said = notes.map(({ by, text, at }) =>
    section(`*${mention(by)}*, ${day(at)}:\n>${plain(clip(text, 1000)).replaceAll('\n', '\n>')}`),
  );
  return [
    divider,
    section('*Private notes*'),
    ...said,
    context('Only deciders, ops and admins read these. The sides never do.'),
  ];
}

/** All that is known of a case: by the registry, with source and day, and by people. `done`: what was asked for in it just now. */
export function evidenceModal({ id, dispute, evidence }: DisputeCase, done?: string): ModalView {
  const lines = evidence?.lines ?? [];
  const byTopic = Map.groupBy(lines, ({ topic }) => topic);
  const known = [...byTopic].map(([topic, some]) => {
    const said = some
      .slice(0, 12)
      .map(
        ({ text, source, at }) => `• ${plain(clip(text, 400))} _(${plain(source)}, ${day(at)})_`,
      );
    return section([`*${topics[topic]}*`, ...said].join('\n'));
  });
  const brought = dispute.submissions.map((one) =>
    section(
      `*${mention(one.by)}*, ${day(one.at)}:${wordBeside(one)}\n>${plain(clip(one.text, 600)).replaceAll('\n', '\n>')}`,
    ),
  );
  const when = evidence
    ? `Gathered ${day(evidence.at)}, anew at each rung.`
    : 'The registry is still gathering it.';
  const blocks = [
    section(`What is known of ${bold(clip(dispute.account.name, 200))}`),
    ...known,
    ...(brought.length > 0 ? [divider, ...brought] : []),
    context(when, '*History* has the lines of the log, and `/territory rules` the rules.'),
    ...actions(
      button('History', {
        ...{ id: actionIds.openHistory, value: historyPart(dispute.account.id, 0) },
        spoken: `History: ${dispute.account.name}`,
      }),
      button('As a PDF', { id: disputeIds.paper, value: id }),
    ),
    ...(done ? [context(done)] : []),
  ];
  return {
    type: 'modal',
    callback_id: disputeViewIds.evidence,
    private_metadata: id,
    title: { type: 'plain_text', text: 'Evidence' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: keepTo(blocks, 'home', 'More is in the thread.'),
  };
}
