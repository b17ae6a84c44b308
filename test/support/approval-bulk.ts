import { setTimeout as sleep } from 'node:timers/promises';
import type { Block, PageEvent, PageView } from '../../src/sandbox/slack/page-contract.ts';
import { type AtSlack, buttonsIn } from './people.ts';
import { SALES } from './stage.ts';

/** So many of them are ticked at most. */
const TICKED = 4;
/** Whoever answers is dead by then. */
const PATIENCE_MS = 10_000;
type Option = { value: string };

/**
 * From the list of what waits somebody approves some at once, with one reason, which no other window has. Undefined where the bot
 * died on the way, or nothing waits.
 */
export async function approveInBulk(
  person: AtSlack,
  reason: string,
  chance: () => number,
): Promise<'sent' | undefined> {
  const listed = person.answer(SALES);
  if (!(await person.command(SALES, '/territory', 'approvals'))) return undefined;
  const list = await within(listed);
  const [several] = buttonsIn(list?.blocks, 'approvals:several');
  if (!list || !several) return undefined;
  const opened = person.next(windowIn);
  const from = { kind: 'message', channel: SALES, ts: list.ts, ephemeral: true } as const;
  if (!(await person.press(from, several))) return undefined;
  const view = await within(opened);
  const boxes = view?.blocks.find(({ block_id }) => block_id === 'picked-0');
  if (!view || !boxes) return undefined;
  const offered = optionsOf(boxes);
  const first = Math.floor(chance() * Math.max(1, offered.length - TICKED));
  const selected_options = offered.slice(first, first + TICKED);
  const isSent = await person.submit(view.id, {
    'picked-0': { 'approvals:picked': { type: 'checkboxes', selected_options } },
    reason: { reason: { type: 'plain_text_input', value: reason } },
  });
  return isSent ? 'sent' : undefined;
}

function within<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  return Promise.race([answer, sleep(PATIENCE_MS).then(() => undefined)]);
}

function windowIn(event: PageEvent): PageView | undefined {
  if (event.kind !== 'views') return undefined;
  const view = event.views.at(-1);
  return view?.blocks.some(({ block_id }) => block_id === 'picked-0') ? view : undefined;
}

function optionsOf({ element }: Block): Option[] {
  return (element as { options?: Option[] } | undefined)?.options ?? [];
}
