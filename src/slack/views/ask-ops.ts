import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { viewIds } from '../ids.ts';
import { clip, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';

export type OpsQuestion = { asked: string; note: string };

export function askOpsModal(asked: string): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.askOps,
    title: { type: 'plain_text', text: 'Ask ops' },
    submit: { type: 'plain_text', text: 'Send' },
    close: { type: 'plain_text', text: 'Cancel' },
    blocks: [
      {
        type: 'input',
        block_id: 'asked',
        label: { type: 'plain_text', text: 'Which account are you looking for?' },
        element: {
          type: 'plain_text_input',
          action_id: 'asked',
          initial_value: asked,
          max_length: 300,
        },
      },
      {
        type: 'input',
        block_id: 'note',
        optional: true,
        label: { type: 'plain_text', text: 'What do you know about it?' },
        hint: {
          type: 'plain_text',
          text: 'Country, website, a contact: whatever helps to find it.',
        },
        element: {
          type: 'plain_text_input',
          action_id: 'note',
          multiline: true,
          max_length: 2000,
        },
      },
    ],
  };
}

const submitted = z.object({
  asked: z.object({ asked: z.object({ value: z.string() }) }),
  note: z.object({ note: z.object({ value: z.string().nullish() }) }),
});

export function readAskOps(view: { state: { values: unknown } }): OpsQuestion {
  const { asked, note } = submitted.parse(view.state.values);
  return { asked: asked.asked.value, note: note.note.value ?? '' };
}

export function opsQuestion(userId: string, { asked, note }: OpsQuestion): Picture {
  const said = note ? `\n>${plain(clip(note, 2000)).replaceAll('\n', '\n>')}` : '';
  return {
    text: `Who owns “${asked}”? The registry has no such account.`,
    blocks: [
      section(
        `<@${userId}> asks who owns *${plain(asked).replaceAll('*', '∗')}*. The registry has no such account.${said}`,
      ),
      section(
        'Answer in this thread. If the account is new, add it to the CRM and it is found at once.',
      ),
    ],
  };
}
