import type { KnownBlock, ModalView } from '@slack/types';
import type { RefusedList, RefusedWrite } from '../../domain/refused-write.ts';
import type { Shown } from '../../domain/shown.ts';
import { failureActions, failureViews } from '../failure-ids.ts';
import { actions, button, context, keepTo, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { moveLine, quoteOf, refusedButtons } from './refused-write-card.ts';
import { count } from './words.ts';

/** To whoever decided them, where there are too many for a message each. */
export function refusedPost({ total, crm }: Extract<Shown, { kind: 'refused' }>): Picture {
  const text = `${crm} does not take ${count(total, 'new owner')} that you chose`;
  const both = total === 1 ? 'it is' : 'they are';
  return {
    text,
    blocks: [
      section(`:warning: *${plain(text)}*`),
      context(`Here ${both} decided, in ${plain(crm)} not. Write again, or undo, one by one.`),
      ...actions(button('Look at them', { id: failureActions.lookRefused })),
    ],
  };
}

/** Those that wait for whoever looks, each with its two answers. */
export function refusedModal({ crm, total, writes }: RefusedList): ModalView {
  const more = total - writes.length;
  const name = plain(crm);
  const text =
    total === 0
      ? `:white_check_mark: No refused owner waits for you: ${name} has them all, or they are on their way.`
      : `*${name} does not take ${count(total, 'new owner')}*`;
  const left = `and ${more} more: they move up as these are answered`;
  return {
    type: 'modal',
    callback_id: failureViews.refused,
    title: { type: 'plain_text', text: 'Refused owners' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: keepTo(
      [section(text), ...writes.flatMap(rowsOf), ...(more > 0 ? [context(left)] : [])],
      'home',
      'There is more: answer these first.',
    ),
  };
}

/** The same rows keep their ids when they are drawn again, so a click in that moment is not lost. */
function rowsOf(write: RefusedWrite): KnownBlock[] {
  const text = `${moveLine(write)}\n${quoteOf(write, 300)}`;
  const answers = refusedButtons(write).map((row) => ({ ...row, block_id: `refused-${write.id}` }));
  return [section(text), ...answers];
}
