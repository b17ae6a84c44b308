import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { OwnerCard } from '../../domain/owner-card.ts';
import { viewIds } from '../ids.ts';
import { bold, clip, plain, section } from './blocks.ts';
import { type CardOrigin, keepAbout } from './card-origin.ts';
import { chosenDay } from './chosen-day.ts';
import { frame, reasonInput } from './verdict-modal.ts';
import { mention, wordActor } from './words.ts';

/** What somebody has typed already beside the account. */
export type PinDraft = { reason: string; until?: string };

/** Why it is to be left alone, and until when. */
export function pinModal(
  { account, owner }: Pick<OwnerCard, 'account' | 'owner'>,
  origin: CardOrigin,
  draft: PinDraft = { reason: '' },
): ModalView {
  const holds = owner ? `stays ${mention(owner)}’s` : 'stays without an owner';
  return {
    ...frame(keepAbout({ accountId: account.id, origin }), viewIds.pin, 'Pin', 'Pin'),
    blocks: [
      section(
        `${bold(clip(account.name, 200))} ${holds}: what the rules would change waits for a person. A person may still hand it over.`,
      ),
      reasonInput('Why is it to be left alone? It stands on the card.', draft.reason),
      untilInput(draft.until),
    ],
  };
}

export function unpinModal(
  { account, pin }: Pick<OwnerCard, 'account' | 'pin'>,
  origin: CardOrigin,
  reason = '',
): ModalView {
  const said = pin ? `${wordActor(pin.by)} pinned it: ${plain(clip(pin.reason, 300))}` : '';
  return {
    ...frame(keepAbout({ accountId: account.id, origin }), viewIds.unpin, 'Unpin', 'Unpin'),
    blocks: [
      section(
        `${bold(clip(account.name, 200))} may be moved by the rules again.${said ? `\n>${said.replaceAll('\n', '\n>')}` : ''}`,
      ),
      reasonInput('Why not any more? The audit keeps it.', reason),
    ],
  };
}

function untilInput(initial: string | undefined): InputBlock {
  return {
    type: 'input',
    block_id: 'until',
    optional: true,
    label: { type: 'plain_text', text: 'Until the end of' },
    hint: { type: 'plain_text', text: 'Left empty, it is pinned until somebody unpins it.' },
    element: {
      type: 'datepicker',
      action_id: 'until',
      ...(initial && { initial_date: initial }),
    },
  };
}

const dated = z.object({
  until: z.object({ until: z.object({ selected_date: z.iso.date().nullish() }) }),
});

/** The last moment of the day that was chosen. */
export function readUntil({ state }: { state: { values: unknown } }): Date | undefined {
  const chosen = dated.parse(state.values).until.until.selected_date;
  return chosen ? chosenDay(chosen) : undefined;
}
