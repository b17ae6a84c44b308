import type { KnownBlock } from '@slack/types';
import type { Answer, LookupAnswer, Suggestion } from '../../domain/lookup-answer.ts';
import { actionIds } from '../ids.ts';
import {
  actions,
  bold,
  button,
  clip,
  context,
  divider,
  keepTo,
  plain,
  section,
  select,
} from './blocks.ts';
import { leadBlocks, wordLeadOwner } from './lead-card.ts';
import { wordReason } from './match-reason.ts';
import { ownerCard, type Picture, type Place } from './owner-card.ts';

const FULL_LIST = 10;

/** What a look-up found: the card, a list to pick from, or the nearest names. */
export function answerPicture(answer: LookupAnswer, place: Place): Picture {
  switch (answer.kind) {
    case 'found': {
      const { lead, card } = answer;
      const picture = ownerCard(card, place);
      const above = lead ? [...leadBlocks(lead, place), divider] : [];
      return {
        text: lead ? wordLeadOwner(lead) : picture.text,
        blocks: keepTo(
          [...above, ...picture.blocks, ...alsoLine(answer)],
          'message',
          'More is in the CRM.',
        ),
      };
    }
    case 'lead':
      return {
        text: wordLeadOwner(answer.lead),
        blocks: [
          ...leadBlocks(answer.lead, place),
          ...(answer.lead.match
            ? []
            : [context(`${plain(answer.lead.crm.name)} has put this lead under no account.`)]),
        ],
      };
    case 'several':
      return severalPicture(answer);
    case 'none':
      return nonePicture(answer);
  }
}

/** The card is a choice where others fit as well: they are one click away. */
function alsoLine({ asked, also }: Extract<Answer, { kind: 'found' }>): KnownBlock[] {
  if (also.length === 0) return [];
  const others = also.map(({ accountId, name, owner, place }) => ({
    text: name,
    value: accountId,
    description: [owner ? `${owner.name}’s` : 'nobody’s', place].filter(Boolean).join(' · '),
  }));
  return [
    context(`Not the one? “${plain(clip(asked, 80))}” also fits:`),
    ...actions(select('Show another', actionIds.showAccount, others)),
  ];
}

function severalPicture({ asked, suggestions }: Extract<Answer, { kind: 'several' }>): Picture {
  const many = suggestions.length > 1;
  // A full list is where the search stopped, not where the registry did.
  const number = `${suggestions.length}${suggestions.length < FULL_LIST ? '' : ' or more'}`;
  const answers = many ? `${number} accounts answer` : 'One account comes near';
  const title = `${answers} to “${clip(asked, 80)}”`;
  return {
    text: title,
    blocks: [
      section(`*${plain(title)}.* ${many ? 'Which one do you mean?' : 'Is it this one?'}`),
      ...suggestions.map(suggestionRow),
      context(
        'Not among them? Add a word of the name, or ask by domain or by its link in the CRM.',
      ),
    ],
  };
}

function nonePicture({ asked, nearest, canAskOps }: Extract<Answer, { kind: 'none' }>): Picture {
  const title = `No account answers to “${clip(asked, 80)}”`;
  const nearby = nearest.length > 0 ? ' These come nearest:' : '';
  const ask = button('Ask ops', { id: actionIds.askOps, value: clip(asked, 200) });
  return {
    text: title,
    blocks: [
      section(`*${plain(title)}.*${nearby}`),
      ...nearest.map(suggestionRow),
      ...actions(canAskOps ? ask : undefined),
      context('Try another spelling, the company’s domain, or its link in the CRM.'),
    ],
  };
}

function suggestionRow({ accountId, name, owner, place, reason }: Suggestion): KnownBlock {
  const held = owner ? `${plain(owner.name)}’s` : 'nobody’s';
  const facts = [held, place && plain(place), wordReason(reason, name)].filter(Boolean).join(' · ');
  const show = button('Show', {
    id: actionIds.showAccount,
    value: accountId,
    spoken: `Show ${name}`,
  });
  return section(`${bold(clip(name, 150))}\n${facts}`, show);
}
