import type { KnownBlock, ModalView, PlainTextOption, SectionBlock } from '@slack/types';
import type { DryRun } from '../../domain/dry-run.ts';
import type { Subject } from '../../domain/ownership.ts';
import { Refusal, wordRefusal } from '../../domain/refusal.ts';
import type { Person } from '../../domain/roster.ts';
import type { RuleRef } from '../../domain/rules-listing.ts';
import type { WhyNotAnswer } from '../../domain/why-not.ts';
import { actionIds, ruleRef, subjectRef, viewIds } from '../ids.ts';
import { bold, clip, divider, option, plain, section } from './blocks.ts';
import { trailBlocks } from './dry-run.ts';
import { whyNotRepBlocks, whyNotRuleBlocks } from './why-not-answer.ts';

type Asked = Subject & { name: string };

/** `trail`: why it is as it is, before anything else was asked. */
type Answer = WhyNotAnswer | { kind: 'trail'; run: DryRun } | Refusal;

/** Two questions about one account or lead, and the answer to the one that was asked last. */
export function whyNotModal(asked: Asked, answer: Answer): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.whyNot,
    private_metadata: subjectRef(asked),
    title: { type: 'plain_text', text: 'Why, and why not' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: [
      section(
        `${bold(clip(asked.name, 200))}\nWhy is it not somebody else’s, or decided by another rule?`,
      ),
      asking('rep', '*Why not this rep?*', actionIds.whyNotRep),
      asking('rule', '*Why not this rule?*', actionIds.whyNotRule),
      divider,
      ...answerBlocks(answer),
    ],
  };
}

/** Not an input block: those demand a submit button, and there is nothing to submit. */
function asking(blockId: string, text: string, actionId: string): SectionBlock {
  return {
    type: 'section',
    block_id: blockId,
    text: { type: 'mrkdwn', text },
    accessory: {
      type: 'external_select',
      action_id: actionId,
      min_query_length: 0,
      placeholder: { type: 'plain_text', text: 'Start typing' },
    },
  };
}

function answerBlocks(answer: Answer): KnownBlock[] {
  if (answer instanceof Refusal) return [section(plain(wordRefusal(answer.reason)))];
  switch (answer.kind) {
    case 'trail':
      return trailBlocks(answer.run);
    case 'rule':
      return whyNotRuleBlocks(answer);
    case 'rep':
      return whyNotRepBlocks(answer);
  }
}

export function repOptions(people: Person[]): PlainTextOption[] {
  return people.map(({ id, name }) => option({ text: name, value: id }));
}

type Offered = { ref: RuleRef; name: string; layer: string };

export function ruleOptions(rules: Offered[]): PlainTextOption[] {
  return rules.map(({ ref: { edition, place }, name, layer }) =>
    option({
      text: `${place + 1}. ${name}`,
      value: ruleRef(edition, place),
      description: layer,
    }),
  );
}
