import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { Handover } from '../../domain/handover.ts';
import type { Offered } from '../../domain/offered.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { Twins } from '../../domain/twins.ts';
import { actionIds, viewIds } from '../ids.ts';
import { bold, clip, option, section } from './blocks.ts';
import { wordHeld } from './handover-card.ts';
import { count } from './words.ts';

const REASON = 500;

/** Somebody else than proposed gets it. */
export function reassignModal({ id, subject }: Pick<Proposal, 'id' | 'subject'>): ModalView {
  return {
    ...frame(id, viewIds.reassign, 'Reassign', 'Reassign'),
    blocks: [
      section(`Who gets ${bold(clip(subject.name, 200))}?`),
      candidateInput,
      reasonInput('Why them? The owner and the audit see it.'),
    ],
  };
}

/** One person gets the whole book of somebody who has left. */
export function handOverModal({ id, rep, held }: Pick<Handover, 'id' | 'rep' | 'held'>): ModalView {
  return {
    ...frame(id, viewIds.handOverTo, 'Hand over', 'Hand over'),
    blocks: [
      section(
        `Who gets the book of ${bold(clip(rep.name, 100))}, ${wordHeld(held)}? All of it goes to one person.`,
      ),
      candidateInput,
      reasonInput('Why them? The owner and the audit see it.'),
    ],
  };
}

/** The book stays as it is. */
export function leaveModal({ id, rep, held }: Pick<Handover, 'id' | 'rep' | 'held'>): ModalView {
  return {
    ...frame(id, viewIds.leaveBook, 'Leave the book', 'Leave'),
    blocks: [
      section(
        `The book of ${bold(clip(rep.name, 100))}, ${wordHeld(held)}, stays in the name of somebody who has left. It is not asked again.`,
      ),
      reasonInput('Why? The audit keeps it.'),
    ],
  };
}

/** The two are two: they are not taken for one any more. */
export function partModal({ id, records }: Pick<Twins, 'id' | 'records'>): ModalView {
  const [one, other] = records.map(({ name }) => bold(clip(name, 200)));
  return {
    ...frame(id, viewIds.partTwins, 'Not duplicates', 'They are two'),
    blocks: [
      section(`${one} and ${other} are not taken for one company any more, and not asked about.`),
      reasonInput('How are they two? The audit keeps it.'),
    ],
  };
}

export const candidateInput: InputBlock = {
  type: 'input',
  block_id: 'rep',
  label: { type: 'plain_text', text: 'New owner' },
  element: {
    type: 'external_select',
    action_id: actionIds.candidate,
    min_query_length: 0,
    placeholder: { type: 'plain_text', text: 'Start typing a name' },
  },
};

/** It stays as it is. */
export function rejectModal({
  id,
  subject,
  present,
}: Pick<Proposal, 'id' | 'subject' | 'present'>): ModalView {
  const stays = present ? `stays ${present.name}’s` : 'stays without an owner';
  return {
    ...frame(id, viewIds.reject, 'Reject', 'Reject'),
    blocks: [
      section(
        `${bold(clip(subject.name, 200))} ${stays}. It is not asked again until the rules change or lead to somebody else.`,
      ),
      reasonInput('Why not? The audit keeps it.'),
    ],
  };
}

export function frame(metadata: string, callbackId: string, title: string, submit: string) {
  return {
    type: 'modal' as const,
    callback_id: callbackId,
    private_metadata: metadata,
    title: { type: 'plain_text' as const, text: title },
    submit: { type: 'plain_text' as const, text: submit },
    close: { type: 'plain_text' as const, text: 'Cancel' },
  };
}

export function reasonInput(hint: string, initial = ''): InputBlock {
  return {
    type: 'input',
    block_id: 'reason',
    label: { type: 'plain_text', text: 'Reason' },
    hint: { type: 'plain_text', text: hint },
    element: {
      type: 'plain_text_input',
      action_id: 'reason',
      multiline: true,
      min_length: 3,
      max_length: REASON,
      ...(initial && { initial_value: initial.slice(0, REASON) }),
    },
  };
}

const chosen = z.object({
  rep: z.object({
    [actionIds.candidate]: z.object({ selected_option: z.object({ value: z.uuid() }) }),
  }),
});
const reasoned = z.object({ reason: z.object({ reason: z.object({ value: z.string() }) }) });

type Submitted = { state: { values: unknown } };

export function readChosenRep({ state }: Submitted): string {
  return chosen.parse(state.values).rep[actionIds.candidate]?.selected_option.value ?? '';
}

export function readReason({ state }: Submitted): string {
  return reasoned.parse(state.values).reason.reason.value.trim();
}

/** With what each has already, and whether they are there. */
/** What speaks for somebody, in a few words: the line is short. */
function wordSuits(suits: Offered['suits']): string | undefined {
  if (!suits || suits.score === 0) return undefined;
  const { words, deals } = suits;
  const closed = deals > 0 ? [`closed ${deals} in its industry`] : [];
  return [...(words.length > 0 ? [`suits ${words.join(', ')}`] : []), ...closed].join(', ');
}

export function candidateOptions(people: readonly Offered[]): PlainTextOption[] {
  return people.map(({ id, name, team, accounts, capacity, awayUntil, suits }) => {
    const held =
      capacity === undefined ? count(accounts, 'account') : `${accounts} of ${capacity} accounts`;
    const away = awayUntil ? `away until ${awayUntil.toISOString().slice(0, 10)}` : undefined;
    const description = [held, away, wordSuits(suits), team]
      .filter((part) => part !== undefined)
      .join(' · ');
    return option({ text: name, value: id, description });
  });
}
