import type { InputBlock, KnownBlock, ModalView, SectionBlock } from '@slack/types';
import type { DisputeCase, DisputeDesk } from '../../domain/dispute-case.ts';
import { type OutcomeKind, outcomeKinds } from '../../domain/dispute-outcome.ts';
import type { DisputePolicy } from '../../domain/dispute-policy.ts';
import { disputeIds, disputeViewIds } from '../dispute-ids.ts';
import { actionIds } from '../ids.ts';
import { bold, clip, option, section, select } from './blocks.ts';
import { keepRuling, type RulingAbout } from './ruling-reading.ts';
import { frame } from './verdict-modal.ts';
import { count } from './words.ts';

const outcomeWords: Record<OutcomeKind, string> = {
  keep: 'It stays as it is',
  'keep-alone': 'It stays with its owner alone, shared no more',
  transfer: 'It goes to somebody now',
  'transfer-at': 'It goes to somebody on a day',
  hold: 'Freeze it until a day',
  'split-credit': 'Split the credit',
  'shared-cover': 'Somebody covers it too',
  'family-owner': 'It goes to the owner of the family’s head',
  're-route': 'Back to the rules',
  'fix-data': 'Correct the data, then the rules',
  merge: 'Merge it with another record',
};

/** Who decides, or proposes among the sides, and on what. */
export function rulingModal(
  shown: DisputeCase,
  desk: DisputeDesk,
  { as, kind }: Omit<RulingAbout, 'id'>,
): ModalView {
  const isVerdict = as === 'verdict';
  return {
    ...frame(
      keepRuling({ id: shown.id, as, kind }),
      disputeViewIds.ruling,
      isVerdict ? 'Decide' : 'Propose',
      isVerdict ? 'Decide' : 'Propose',
    ),
    blocks: [
      section(`${bold(clip(shown.dispute.account.name, 200))}: what should become of it?`),
      outcomeSelect(kind, isVerdict ? desk : amongSides(desk, shown), shown),
      ...outcomeInputs(kind, desk, shown.policy, isVerdict ? person : sideOf(shown)),
      ...(isVerdict ? verdictInputs(shown) : []),
    ],
  };
}

function outcomeSelect(
  kind: OutcomeKind,
  { familyOwner, facts }: DisputeDesk,
  { dispute }: DisputeCase,
): SectionBlock {
  const options = outcomeKinds
    .filter((one) => one !== 'family-owner' || familyOwner)
    .filter((one) => one !== 'fix-data' || one === kind || facts.length > 0)
    .filter((one) => one !== 'keep-alone' || one === kind || isShared(dispute))
    .map((value) => ({ text: outcomeWords[value], value }));
  const initial_option = option({ text: outcomeWords[kind], value: kind });
  const chosen = { ...select('Choose', disputeIds.outcome, options), initial_option };
  return { ...section('*Outcome*', chosen), block_id: 'outcome' };
}

/** By the verdict that is appealed. */
function isShared({ appeal }: DisputeCase['dispute']): boolean {
  const shared = appeal?.of.decision.ruling.outcome.kind;
  return shared === 'split-credit' || shared === 'shared-cover';
}

/** Among themselves the sides give it to nobody else. */
function amongSides({ familyOwner, ...desk }: DisputeDesk, { dispute }: DisputeCase): DisputeDesk {
  const isSide = dispute.parties.some(({ id }) => id === familyOwner?.id);
  return { ...desk, ...(familyOwner && isSide && { familyOwner }) };
}

function outcomeInputs(
  kind: OutcomeKind,
  desk: DisputeDesk,
  policy: DisputePolicy,
  person: PersonInput,
): KnownBlock[] {
  const held = holdoverInputs(desk);
  switch (kind) {
    case 'keep':
    case 'keep-alone':
      return [pinInput(policy)];
    case 'transfer':
      return [person('to', 'New owner'), ...held, pinInput(policy)];
    case 'transfer-at':
      return [
        person('to', 'New owner'),
        date('day', 'On which day?', ''),
        ...held,
        pinInput(policy),
      ];
    case 'family-owner':
      return [...held, pinInput(policy)];
    case 'hold':
      return [date('day', 'Until which day?', 'Then the same people look again.')];
    case 'split-credit':
      return [
        roleInput,
        person('rep1', 'Who'),
        percent('percent1'),
        person('rep2', 'Who else', disputeIds.secondRep),
        percent('percent2'),
        pinInput(policy),
      ];
    case 'shared-cover':
      return [person('to', 'Who covers it too?'), roleInput, pinInput(policy)];
    case 're-route':
      return [
        section('Nobody has it for a moment; then the published rules and their pools deal it.'),
        ...held,
      ];
    case 'fix-data':
      return correctionInputs(desk);
    case 'merge':
      return [otherInput];
  }
}

/** What the bare account leaves behind, for whoever names no day. */
const unheldWords: Record<DisputeDesk['unheld'], string> = {
  go: 'Left empty, none does: they go with the account.',
  stay: 'Left empty, they stay there for good.',
};

/** Only where there are deals that could stay. */
function holdoverInputs({ deals, unheld }: DisputeDesk): InputBlock[] {
  if (deals.length === 0) return [];
  const options = deals.slice(0, 100).map(({ id, name }) => option({ text: name, value: id }));
  const fallbacks = [
    { text: 'They go with the account', value: 'follow' },
    { text: 'They stay there for good', value: 'stay' },
  ];
  return [
    {
      ...date('holdover', 'Open deals stay with the former owner until', unheldWords[unheld]),
      optional: true,
    },
    {
      type: 'input',
      block_id: 'deals',
      optional: true,
      label: { type: 'plain_text', text: 'Which deals?' },
      hint: { type: 'plain_text', text: 'Left empty, all that are open.' },
      element: {
        ...{ type: 'multi_static_select', action_id: 'deals', options },
        placeholder: { type: 'plain_text', text: 'All of them' },
      },
    },
    {
      type: 'input',
      block_id: 'fallback',
      optional: true,
      label: { type: 'plain_text', text: 'And after that day?' },
      element: select('They go with the account', 'fallback', fallbacks),
    },
  ];
}

function verdictInputs({ policy }: DisputeCase): InputBlock[] {
  const codes = Object.entries(policy.reasons).map(([value, text]) => ({ text, value }));
  return [
    {
      type: 'input',
      block_id: 'code',
      label: { type: 'plain_text', text: 'What does it rest on?' },
      element: select('Choose', 'code', codes),
    },
    {
      ...textInput('text', 'Why, in your words?', 1500, 3),
      hint: { type: 'plain_text', text: 'Both sides and everybody in the thread read it.' },
    },
    {
      ...textInput('note', 'Private note', 1000),
      optional: true,
      hint: {
        type: 'plain_text',
        text: 'Only deciders, ops and admins read it, in the window of the case. The sides never do.',
      },
    },
  ];
}

function pinInput({ pinDays }: DisputePolicy): InputBlock {
  const hint = `The rules leave it alone until then. Left empty, for ${count(pinDays, 'day')}.`;
  return { ...date('pin', 'Pinned until', hint), optional: true };
}

const roleInput: InputBlock = {
  type: 'input',
  block_id: 'role',
  label: { type: 'plain_text', text: 'In which role?' },
  element: select(
    'Choose',
    'role',
    ['AE', 'SDR', 'CSM'].map((role) => ({ text: role, value: role })),
  ),
};

const otherInput: InputBlock = {
  type: 'input',
  block_id: 'other',
  label: { type: 'plain_text', text: 'With which record?' },
  element: {
    type: 'external_select',
    action_id: actionIds.findAccount,
    min_query_length: 2,
    placeholder: { type: 'plain_text', text: 'Start typing a name' },
  },
};

/** The CRM may have been let go while the window was open. */
function correctionInputs({ facts }: DisputeDesk): KnownBlock[] {
  if (facts.length === 0) {
    return [section('No CRM is connected here any more, so nothing can be corrected there.')];
  }
  const options = facts.slice(0, 100).map(({ key, value = 'not known' }) => ({
    ...{ text: key.replaceAll('_', ' '), value: key, description: value },
  }));
  return [
    {
      type: 'input',
      block_id: 'attribute',
      label: { type: 'plain_text', text: 'What is wrong?' },
      element: select('Choose', 'attribute', options),
    },
    textInput('value', 'What is right?', 200),
  ];
}

type PersonInput = (id: string, label: string, actionId?: string) => InputBlock;

/** One of the sides who are still there. */
function sideOf({ dispute: { parties, leavers } }: DisputeCase): PersonInput {
  const gone = new Set(leavers.map(({ id }) => id));
  const sides = parties.filter(({ id }) => !gone.has(id));
  const options = sides.map(({ id, name }) => ({ text: name, value: id }));
  return (id, label, actionId = actionIds.candidate) => ({
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    element: select('Choose a side', actionId, options),
  });
}

function person(id: string, label: string, actionId: string = actionIds.candidate): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    element: {
      type: 'external_select',
      action_id: actionId,
      min_query_length: 0,
      placeholder: { type: 'plain_text', text: 'Start typing a name' },
    },
  };
}

function percent(id: string): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: 'Per cent' },
    element: {
      ...{ type: 'number_input', action_id: id, is_decimal_allowed: true },
      ...{ min_value: '1', max_value: '99' },
    },
  };
}

function date(id: string, label: string, hint: string): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    ...(hint && { hint: { type: 'plain_text', text: hint } }),
    element: { type: 'datepicker', action_id: id },
  };
}

function textInput(id: string, label: string, most: number, least = 1): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    element: {
      ...{ type: 'plain_text_input', action_id: id, min_length: least, max_length: most },
      multiline: most > 300,
    },
  };
}
