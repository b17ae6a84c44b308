import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { values, viewIds } from '../ids.ts';
import { clip, context, plain, section } from './blocks.ts';
import { count } from './words.ts';

/** What keeps rules from being read, and the text they stand in where it was typed here. */
export type Problems = { name: string; problems: string[]; text?: string };

const MOST_TEXT = 3000;
const PROBLEMS_SHOWN = 15;

/** A rule file or its text; with what was wrong the last time, and nothing of it lost. `of`: the accounts that it is about, where not all. */
export function simulateModal(found?: Problems, of: readonly string[] = []): ModalView {
  const over = of.length === 0 ? 'over every account' : `over ${count(of.length, 'account')}`;
  return {
    ...frame('Simulate rules'),
    private_metadata: of.join(':'),
    submit: { type: 'plain_text', text: 'Compare' },
    blocks: [
      ...(found ? problemBlocks(found) : []),
      section(
        `Sets other rules beside the published ones, ${over}. Nothing is changed; the result comes in a message.`,
      ),
      fileInput(),
      textInput(found?.text),
    ],
  };
}

function frame(title: string) {
  return {
    type: 'modal',
    callback_id: viewIds.simulate,
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
  } as const;
}

function fileInput(): InputBlock {
  return {
    type: 'input',
    block_id: 'file',
    optional: true,
    label: { type: 'plain_text', text: 'A rule file' },
    element: { type: 'file_input', action_id: 'file', max_files: 1 },
  };
}

function textInput(text: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: 'text',
    optional: true,
    label: { type: 'plain_text', text: 'Or its text' },
    hint: { type: 'plain_text', text: 'Up to 3,000 characters; longer rules come as a file.' },
    element: {
      type: 'plain_text_input',
      action_id: 'text',
      multiline: true,
      max_length: MOST_TEXT,
      ...(text && { initial_value: clip(text, MOST_TEXT) }),
    },
  };
}

export function problemBlocks({ name, problems }: Problems): KnownBlock[] {
  const more = problems.length - PROBLEMS_SHOWN;
  const lines = problems
    .slice(0, PROBLEMS_SHOWN)
    .map((problem) => `• ${clip(plain(problem), 180)}`);
  const title = `:warning: *${count(problems.length, 'problem')} in ${plain(clip(name, 100))}.* Nothing was compared.`;
  return [
    section([title, ...lines].join('\n')),
    ...(more > 0 ? [context(`… and ${more} more: mend these first.`)] : []),
  ];
}

export function simulationReading(name: string): ModalView {
  const text = `:hourglass_flowing_sand: Reading ${plain(clip(name, 100))} …`;
  return { ...frame('Simulate rules'), blocks: [section(text)] };
}

export function simulationOnItsWay(name: string): ModalView {
  const text = `:hourglass_flowing_sand: Every account goes through ${plain(clip(name, 100))} now. The result comes in a message from me; you can close this window.`;
  return { ...frame('Simulate rules'), blocks: [section(text)] };
}

const submitted = z.object({
  file: z.object({
    file: z.object({ files: z.array(z.object({ id: z.string(), name: z.string() })).nullish() }),
  }),
  text: z.object({ text: z.object({ value: z.string().nullish() }) }),
});

type GivenRules =
  | { kind: 'file'; id: string; name: string }
  | { kind: 'text'; text: string }
  | { kind: 'unclear'; block: 'file' | 'text'; words: string };

/** The accounts that it is about; undefined where all. */
export function accountsOf({ private_metadata: written }: { private_metadata: string }) {
  return written === '' ? undefined : values.accounts.parse(written);
}

export function readSimulation(view: { state: { values: unknown } }): GivenRules {
  const { file, text } = submitted.parse(view.state.values);
  const [given] = file.file.files ?? [];
  const typed = text.text.value?.trim() ?? '';
  if (given && typed !== '') {
    return { kind: 'unclear', block: 'text', words: 'Give a file or a text, not both.' };
  }
  if (given) return { kind: 'file', ...given };
  if (typed !== '') return { kind: 'text', text: text.text.value ?? '' };
  return { kind: 'unclear', block: 'file', words: 'Choose a rule file, or paste its text below.' };
}
