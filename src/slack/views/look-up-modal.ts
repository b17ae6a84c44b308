import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Viewer } from '../../domain/account-deed.ts';
import type { Suggestion } from '../../domain/lookup-answer.ts';
import type { OwnerCard } from '../../domain/owner-card.ts';
import { actionIds, viewIds } from '../ids.ts';
import { divider, option } from './blocks.ts';
import { ownerCard } from './owner-card.ts';

/** `shown`: the account that was chosen, as whoever chose it sees it. */
export function lookUpModal(shown?: { card: OwnerCard; viewer: Viewer }): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.lookUp,
    title: { type: 'plain_text', text: 'Who owns…' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      // Not an input block: those demand a submit button, and there is nothing to submit.
      {
        type: 'section',
        block_id: 'account',
        text: { type: 'mrkdwn', text: '*Account*\nA name or part of one, a domain, or a CRM id.' },
        accessory: {
          type: 'external_select',
          action_id: actionIds.findAccount,
          min_query_length: 2,
          placeholder: { type: 'plain_text', text: 'Start typing' },
          focus_on_load: true,
        },
      },
      ...(shown ? [divider, ...cardIn(shown)] : []),
    ],
  };
}

function cardIn({ card, viewer }: { card: OwnerCard; viewer: Viewer }): KnownBlock[] {
  return ownerCard(card, { kind: 'modal', viewer }).blocks;
}

export function suggestionOptions(suggestions: Suggestion[]): PlainTextOption[] {
  return suggestions.map(({ accountId, name, owner, place }) => {
    const held = owner ? `${owner.name}’s` : 'nobody’s';
    return option({
      text: name,
      value: accountId,
      description: [held, place].filter(Boolean).join(' · '),
    });
  });
}
