import type { ModalView, PlainTextOption } from '@slack/types';
import type { Suggestion } from '../../domain/lookup-answer.ts';
import type { OwnerCard } from '../../domain/owner-card.ts';
import { actionIds, viewIds } from '../ids.ts';
import { divider, option } from './blocks.ts';
import { ownerCard } from './owner-card.ts';

export function lookUpModal(card?: OwnerCard): ModalView {
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
      ...(card ? [divider, ...ownerCard(card, { kind: 'modal' }).blocks] : []),
    ],
  };
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
