import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Proposal } from '../../domain/proposal.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { actionIds, subjectRef, viewIds } from '../ids.ts';
import { deciderLines, runnerUpLines, termsLine, wordLoad } from './approval-lines.ts';
import {
  actions,
  button,
  clip,
  context,
  fields,
  header,
  keepTo,
  plain,
  section,
} from './blocks.ts';
import { openIn } from './crm-link.ts';
import { factLine } from './fact-line.ts';
import { wordFlag } from './flag-words.ts';
import type { Picture } from './owner-card.ts';
import { bare } from './rule-words.ts';
import { count, edition, mention, moment, money, wordActor } from './words.ts';

/** A question to a person, and once it is answered the answer: it is drawn again from what is kept of it. */
export function proposalCard(proposal: Proposal): Picture {
  const { subject, state } = proposal;
  const isOpen = state.kind === 'pending';
  return {
    text: isOpen ? `Who should own ${subject.name}?` : `${subject.name}: ${wordState(proposal)}`,
    blocks: keepTo(proposalBlocks(proposal), 'message', 'More is in the CRM.'),
  };
}

/** The same where it was found in a list. */
export function proposalModal(proposal: Proposal): ModalView {
  return {
    type: 'modal',
    callback_id: viewIds.proposal,
    title: { type: 'plain_text', text: 'To be decided' },
    close: { type: 'plain_text', text: 'Close' },
    blocks: proposalBlocks(proposal),
  };
}

function proposalBlocks(proposal: Proposal): KnownBlock[] {
  const { subject, state, facts } = proposal;
  const kind = subject.kind === 'lead' ? 'Lead ' : '';
  return [
    header(`${kind}${subject.name}: who should own it?`),
    ...factLine(facts),
    section([askedLine(proposal), ...proposedLines(proposal)].join('\n')),
    ...fields(sideFields(proposal)),
    ...(state.kind === 'pending' ? openBlocks(proposal) : [section(wordState(proposal))]),
  ];
}

function openBlocks(proposal: Proposal): KnownBlock[] {
  const { course, present, runnersUp } = proposal;
  const others = runnerUpLines(runnersUp);
  return [
    ...(others.length > 0 ? [section(others.join('\n'))] : []),
    section(deciderLines(proposal).join('\n')),
    // They keep their id when the card is drawn again, so a click in that moment is not lost.
    ...actions(...buttons(proposal)).map((block) => ({ ...block, block_id: `ask-${proposal.id}` })),
    ...(course ? [context(termsLine(course, present))] : []),
  ];
}

function askedLine({ flags, people, since, state }: Proposal): string {
  const because = flags.map((flag) => wordFlag(flag, people)).join('; ');
  const sign = state.kind === 'pending' ? ':hourglass_flowing_sand: ' : '';
  return `${sign}*Asked* ${moment(since)}${because ? ` because ${clip(because, 1500)}` : ''}.`;
}

function proposedLines({ proposed, pool, rule, state }: Proposal): string[] {
  const because = rule ? ` — rule “${bare(clip(rule.name, 80))}” (${edition(rule.edition)})` : '';
  const says = rule?.sentence ? `: ${bare(clip(rule.sentence, 300))}` : '';
  if (proposed)
    return [
      `*Proposed* ${mention(proposed)}${state.kind === 'pending' ? ` (${wordLoad(proposed)})` : ''}${because}${says}`,
    ];
  if (pool !== undefined) {
    return [
      `*Proposed* whoever of the pool ${bare(pool)} is next when you approve${because}${says}`,
    ];
  }
  return ['*Proposed* nobody: choose somebody with Reassign…, or reject to leave it as it is.'];
}

function sideFields({ present, deals, state, subject }: Proposal): string[] {
  const of = subject.account === undefined ? '' : ` of ${plain(clip(subject.account, 100))}`;
  const open = `*Open deals${of}*\n${count(deals.count, 'deal')}, ${money(deals.total, deals.currency)}`;
  return [
    `*${state.kind === 'decided' ? 'Owner before' : 'Owner now'}*\n${present ? mention(present) : 'nobody'}`,
    ...(deals.count > 0 ? [open] : []),
  ];
}

function wordState({ state, present }: Proposal): string {
  switch (state.kind) {
    case 'decided':
      return wordVerdict(state.verdict, present ? mention(present) : 'nobody');
    case 'superseded':
      return '*Overtaken*: it was decided anew since, on what is known now.';
    case 'withdrawn':
      return '*Withdrawn*: it needs no decision any more.';
    case 'pending':
      return '*Waits* for a person.';
  }
}

function wordVerdict(given: Verdict, present: string): string {
  const stays = present === 'nobody' ? 'without an owner' : `with ${present}`;
  const behalf =
    'onBehalfOf' in given && given.onBehalfOf ? ` for ${mention(given.onBehalfOf)}` : '';
  const by = `by ${wordActor(given.by)}${behalf}, ${moment(given.at)}`;
  const because =
    'reason' in given && given.reason
      ? `\n>${plain(clip(given.reason, 500)).replaceAll('\n', '\n>')}`
      : '';
  switch (given.kind) {
    case 'approved':
      return `:white_check_mark: *Approved* ${by}: it goes to ${mention(given.to)}.${because}`;
    case 'reassigned':
      return `:white_check_mark: *Reassigned* ${by}: it goes to ${mention(given.to)}.${because}`;
    case 'rejected':
      return `:x: *Rejected* ${by}: it stays ${stays}.${because}`;
    case 'claimed':
      return `:white_check_mark: *Claimed* ${by}.`;
    case 'expired':
      return `:zzz: *Expired* ${moment(given.at)}: nobody answered in time, so it stays ${stays}.`;
  }
}

function buttons(proposal: Proposal): (Button | undefined)[] {
  const { id, subject, proposed, pool, decisionId = '' } = proposal;
  // Of what was shown, and of nothing that became of it since.
  const value = `${id}:${decisionId}`;
  const approve = { id: actionIds.approveProposal, value, style: 'primary' } as const;
  const spoken = (deed: string) => `${deed} ${subject.name}`;
  return [
    proposed || pool !== undefined
      ? button('Approve', { ...approve, spoken: spoken('Approve') })
      : undefined,
    button('Reassign…', { id: actionIds.reassignProposal, value: id, spoken: spoken('Reassign') }),
    button('Reject…', { id: actionIds.rejectProposal, value: id, spoken: spoken('Reject') }),
    button('Why?', { id: actionIds.whyNot, value: subjectRef(subject), spoken: spoken('Why') }),
    openIn(subject.crm, subject.account),
  ];
}
