import type { InputBlock, ModalView, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { WaitingLine } from '../../domain/book.ts';
import { wordRefusal } from '../../domain/refusal.ts';
import type { Several } from '../../domain/several.ts';
import { actionIds, values, viewIds } from '../ids.ts';
import { clip, keepTo, option, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { reasonInput } from './verdict-modal.ts';
import { reasonsToWait } from './waiting-words.ts';
import { count, moment } from './words.ts';

/** As many boxes as Slack puts into one group. */
const GROUP = 10;

/** Those that may be approved at once. What is worth most is ticked by nobody but a person. */
export function severalModal(lines: readonly WaitingLine[]): ModalView {
  if (lines.length === 0) {
    const text = 'None of these can be approved at once: nobody is proposed for them.';
    return { ...frame(), blocks: [section(text)] };
  }
  const groups = Array.from({ length: Math.ceil(lines.length / GROUP) }, (_, nth) =>
    boxes(lines.slice(nth * GROUP, (nth + 1) * GROUP), nth),
  );
  return {
    ...frame(),
    submit: { type: 'plain_text', text: 'Approve these' },
    blocks: [
      section(
        'Each goes to whoever is proposed. Untick what shall wait; what is worth most is not ticked.',
      ),
      ...groups,
      reasonInput('Why? It is kept with each of them.'),
    ],
  };
}

function frame() {
  return {
    type: 'modal' as const,
    callback_id: viewIds.approveSeveral,
    title: { type: 'plain_text' as const, text: 'Approve several' },
    close: { type: 'plain_text' as const, text: 'Close' },
  };
}

function boxes(lines: readonly WaitingLine[], nth: number): InputBlock {
  const offered = lines.map((line) => ({ line, option: box(line) }));
  const ticked = offered.filter(
    ({ line }) => !line.flags.some(({ kind }) => kind === 'high-value'),
  );
  return {
    type: 'input',
    block_id: `picked-${nth}`,
    optional: true,
    label: { type: 'plain_text', text: nth === 0 ? 'Which of them? The oldest first' : 'and then' },
    element: {
      type: 'checkboxes',
      action_id: actionIds.picked,
      options: offered.map((one) => one.option),
      ...(ticked.length > 0 && { initial_options: ticked.map((one) => one.option) }),
    },
  };
}

function box({
  proposalId,
  decisionId,
  name,
  present,
  proposed,
  pool,
  flags,
}: WaitingLine): PlainTextOption {
  const to = proposed?.name ?? `the pool ${pool}`;
  const why = [...new Set(flags.map(({ kind }) => reasonsToWait[kind]))].join(', ');
  return option({
    text: name,
    value: `${proposalId}:${decisionId ?? ''}`,
    description: clip(`${present?.name ?? 'nobody'} → ${to} · waits ${why}`, 75),
  });
}

const submitted = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({ selected_options: z.array(z.object({ value: values.pick })).optional() }),
  ),
);

export function readPicks({ state }: { state: { values: unknown } }) {
  return Object.values(submitted.parse(state.values)).flatMap(
    (block) => block[actionIds.picked]?.selected_options?.map(({ value }) => value) ?? [],
  );
}

export function severalOnTheirWay(picked: number): ModalView {
  const text =
    picked === 0
      ? 'Nothing was ticked, so nothing is approved.'
      : `:hourglass_flowing_sand: ${count(picked, 'decision')} on the way. I write to you what became of them; you may close this.`;
  return { ...frame(), blocks: [section(text)] };
}

const NAMED = 40;
const FAULT = 'something broke on our side. Try it again, or tell ops.';

/** How many were approved, and by name what was left out and why. */
export function severalPost({ approved, agreed, left }: Several): Picture {
  const text = `${count(approved.length, 'decision')} approved${left.length > 0 ? `, ${left.length} left out` : ''}`;
  const lines = [
    `${approved.length > 0 ? ':white_check_mark: ' : ''}*${text}*`,
    ...listed(
      approved.map(
        ({ name, to }) => `${plain(clip(name, 80))}${to ? ` → ${plain(clip(to, 80))}` : ''}`,
      ),
    ),
    ...(agreed.length > 0
      ? ['*Others have to agree as well*', ...listed(agreed.map((name) => plain(clip(name, 80))))]
      : []),
  ];
  const leftOut = left.map(({ name, because }) =>
    section(
      `:warning: *${plain(clip(name, 80))}* was left out: ${because.kind === 'fault' ? FAULT : wordRefusal(because, moment)}`,
    ),
  );
  const blocks = [section(lines.join('\n')), ...leftOut];
  const more = 'More was left out: `/territory approvals` lists what still waits.';
  return { text, blocks: keepTo(blocks, 'message', more) };
}

function listed(lines: string[]): string[] {
  const more = lines.length - NAMED;
  return [
    ...lines.slice(0, NAMED).map((line) => `• ${line}`),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
