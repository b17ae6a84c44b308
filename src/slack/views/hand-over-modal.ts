import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { BookToHandOver, HandoverPreview } from '../../domain/handover.ts';
import type { OwnerCard } from '../../domain/owner-card.ts';
import type { RelatedKind } from '../../domain/related-policy.ts';
import type { Person } from '../../domain/roster.ts';
import { actionIds, viewIds } from '../ids.ts';
import { bold, clip, context, option, plain, section } from './blocks.ts';
import { type CardOrigin, keepAbout, keepAboutBook } from './card-origin.ts';
import { wordDeals, wordHeld, wordPreview, wordStaying } from './handover-card.ts';
import { candidateInput, frame, reasonInput } from './verdict-modal.ts';
import { mention, wordActor } from './words.ts';

/** One account goes to somebody. */
export function handAccountOverModal(
  { card, along }: { card: OwnerCard; along: readonly RelatedKind[] },
  origin: CardOrigin,
): ModalView {
  const { account, owner, pin, pending } = card;
  const about = { accountId: account.id, origin, ...(owner && { ownerId: owner.id }) };
  const now = owner ? `It is ${mention(owner)}’s now.` : 'It is nobody’s now.';
  const pinned = pin
    ? [
        context(
          `:pushpin: Pinned by ${wordActor(pin.by)}: ${plain(clip(pin.reason, 300))}. The pin stays.`,
        ),
      ]
    : [];
  return {
    ...frame(keepAbout(about), viewIds.handAccountOver, 'Hand over', 'Hand over'),
    blocks: [
      section(
        `Who gets ${bold(clip(account.name, 200))}? ${now}${owner ? ` ${wordAlong(along, owner)}` : ''}`,
      ),
      ...pinned,
      ...pending.flatMap(disputedBlock),
      candidateInput,
      reasonInput('Why them? Both owners and the audit see it.'),
    ],
  };
}

/** Only ops come so far. */
function disputedBlock(one: OwnerCard['pending'][number]): KnownBlock[] {
  if (one.kind !== 'dispute') return [];
  const words = `:scales: Disputed by ${mention(one.raisedBy)}. You are of ops, so it goes all the same; the case goes on, and whoever has it then is heard.`;
  return [context(words)];
}

const alongWords: Record<RelatedKind, string> = {
  leads: 'leads',
  'open-deals': 'open deals',
  'closed-deals': 'closed deals',
};

function wordAlong(along: readonly RelatedKind[], owner: Person): string {
  if (along.length === 0) return 'Its leads and deals stay with whoever has them.';
  const kinds = along.map((kind) => alongWords[kind]);
  const last = kinds.at(-1);
  const named = kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} and ${last}` : last;
  return `Those of its ${named} that are ${mention(owner)}’s go along.`;
}

/** Of a whole book all leads go, whatever the policy says of those of an account. */
function wordDealsAlong(along: readonly RelatedKind[]): string {
  const kinds = along.filter((kind) => kind !== 'leads').map((kind) => alongWords[kind]);
  if (kinds.length === 0) return 'Deals stay with whoever has them.';
  return `Their own ${kinds.join(' and ')} on these accounts go along.`;
}

/** A whole book goes to one person, or where the rules lead. `preview` comes a moment later. */
export function handBookOverModal(
  book: BookToHandOver,
  origin: CardOrigin,
  preview?: HandoverPreview | 'no-rules',
): ModalView {
  const { rep, held, deals, pinned, disputed, along, to } = book;
  const lines = [
    `${mention(rep)} holds *${wordHeld(held)}*${wordDeals(deals)}. ${wordDealsAlong(along)}`,
    ...wordStaying({ pinned, disputed }),
    `*By the rules* ${previewLine(preview)}`,
  ];
  return {
    ...frame(
      keepAboutBook({ repId: rep.id, origin }),
      viewIds.handBookOver,
      'Hand over',
      'Hand over',
    ),
    blocks: [
      section(lines.join('\n')),
      toInput(to),
      reasonInput('Why? Whoever gains or loses by it and the audit see it.'),
    ],
  };
}

function previewLine(preview: HandoverPreview | 'no-rules' | undefined): string {
  if (preview === undefined) return 'is being worked out …';
  return preview === 'no-rules' ? 'no rules are published.' : wordPreview(preview);
}

function toInput(to: Person | undefined): InputBlock {
  const { element } = candidateInput;
  const chosen = to && { initial_option: option({ text: to.name, value: to.id }) };
  return {
    ...{ ...candidateInput, optional: true },
    label: { type: 'plain_text', text: 'All to' },
    hint: { type: 'plain_text', text: 'Left empty, each goes where the rules lead.' },
    element: { ...element, ...chosen } as InputBlock['element'],
  };
}

const chosenOrNobody = z.object({
  rep: z.object({
    [actionIds.candidate]: z.object({ selected_option: z.object({ value: z.uuid() }).nullish() }),
  }),
});

/** Who gets it; undefined where the rules are to say. */
export function readChosenOrNobody({ state }: { state: { values: unknown } }): string | undefined {
  return chosenOrNobody.parse(state.values).rep[actionIds.candidate]?.selected_option?.value;
}
