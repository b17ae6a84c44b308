import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { type WriteBack, type WriteBackPart, writeBackParts } from '../../domain/write-back.ts';
import { viewIds } from '../ids.ts';
import { option, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';

export const writeBackNames: Record<WriteBackPart, string> = {
  territory: 'territory',
  segment: 'the segment',
  score: 'the score',
  rule: 'the rule that decided',
  'rules-version': 'the version of the rules',
  reason: 'the reason',
  since: 'owner since',
};

/** What is written into the CRM beside an owner. To choose a part is to agree to its property being made. */
export function writeBackModal(chosen: WriteBack): ModalView {
  const options = writeBackParts.map((part) => option({ text: writeBackNames[part], value: part }));
  const initial = options.filter(({ value }) => (chosen as Record<string, string>)[value ?? '']);
  return {
    type: 'modal',
    callback_id: viewIds.writeBack,
    title: { type: 'plain_text', text: 'Write back' },
    submit: { type: 'plain_text', text: 'Write these' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      section(
        'With each new owner the registry can write why. For each part chosen here it makes a property of its own in the CRM, of companies and of contacts, and writes into no other.',
      ),
      {
        type: 'input',
        block_id: 'parts',
        optional: true,
        label: { type: 'plain_text', text: 'Write into the CRM' },
        element: {
          type: 'checkboxes',
          action_id: 'parts',
          options,
          ...(initial.length > 0 && { initial_options: initial }),
        },
      },
    ],
  };
}

const submitted = z.object({
  parts: z.object({
    parts: z.object({
      selected_options: z.array(z.object({ value: z.enum(writeBackParts) })).default([]),
    }),
  }),
});

export function readWriteBackParts({ state }: { state: { values: unknown } }): WriteBackPart[] {
  return submitted.parse(state.values).parts.parts.selected_options.map(({ value }) => value);
}

export function writeBackChosen(chosen: WriteBack): Picture {
  const properties = Object.values(chosen);
  const text =
    properties.length === 0
      ? 'Nothing but owners is written into the CRM from now on. Its properties stay as they are.'
      : `From the next new owner on the registry writes into the CRM: ${properties.join(', ')}.`;
  return { text, blocks: [section(text)] };
}
