import type { InputBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import { type Claim, claimKinds } from '../../domain/dispute-claim.ts';
import type { BroughtFile } from '../../domain/dispute-event.ts';
import { readLinks } from '../../domain/dispute-filing.ts';
import { disputeViewIds } from '../dispute-ids.ts';
import { actionIds } from '../ids.ts';
import { bold, clip, context, plain, section, select } from './blocks.ts';
import { claimWords } from './dispute-words.ts';
import { frame } from './verdict-modal.ts';

/** What a case is filed on: the account, where that is known already, and a message that is to be evidence. */
const about = z.object({
  accountId: z.uuid().optional(),
  message: z.object({ text: z.string(), link: z.string() }).optional(),
});
export type FilingAbout = z.infer<typeof about>;

const TEXT = 1500;

/** Somebody contests an account. `name`: of the account, where it is known. */
export function filingModal(on: FilingAbout, name?: string): ModalView {
  return {
    ...frame(JSON.stringify(on), disputeViewIds.file, 'Dispute an account', 'File'),
    blocks: [
      name === undefined ? accountInput : section(`You dispute ${bold(clip(name, 200))}.`),
      ...(on.message ? [context(`Kept as evidence: ${plain(clip(on.message.text, 300))}`)] : []),
      kindInput,
      words('wish', 'What should happen?', 'In a sentence. Both sides will read it.', 300),
      words('reason', 'Why?', 'What happened, who did what, and when.', TEXT),
      wantedInput,
      {
        ...text('links', 'Links', 'To mails, calls or records: one on each line.', TEXT),
        optional: true,
      },
      filesInput,
      {
        ...text('attribute', 'Which data is wrong?', 'Only where that is it, such as country.', 60),
        optional: true,
      },
      sinceInput,
    ],
  };
}

const accountInput: InputBlock = {
  type: 'input',
  block_id: 'account',
  label: { type: 'plain_text', text: 'Account' },
  element: {
    type: 'external_select',
    action_id: actionIds.findAccount,
    min_query_length: 2,
    placeholder: { type: 'plain_text', text: 'Start typing a name' },
  },
};

const kindInput: InputBlock = {
  type: 'input',
  block_id: 'kind',
  label: { type: 'plain_text', text: 'What is wrong?' },
  element: select(
    'Choose',
    'kind',
    claimKinds.map((kind) => ({ text: capital(claimWords[kind]), value: kind })),
  ),
};

const wantedInput: InputBlock = {
  type: 'input',
  block_id: 'wanted',
  optional: true,
  label: { type: 'plain_text', text: 'Who should have it?' },
  hint: { type: 'plain_text', text: 'Left empty, you.' },
  element: {
    type: 'external_select',
    action_id: actionIds.candidate,
    min_query_length: 0,
    placeholder: { type: 'plain_text', text: 'Start typing a name' },
  },
};

export const filesInput: InputBlock = {
  type: 'input',
  block_id: 'files',
  optional: true,
  label: { type: 'plain_text', text: 'Files' },
  hint: { type: 'plain_text', text: 'Up to five. Everybody in the case has a link to each.' },
  element: { type: 'file_input', action_id: 'files', max_files: 5 },
};

const given = z.object({
  id: z.string(),
  name: z.string().min(1).catch('A file'),
  permalink: z.url().optional().catch(undefined),
});
const withFiles = z.object({
  files: z.object({ files: z.object({ files: z.array(given).nullish() }) }).optional(),
});

/** Files of the window, as Slack describes them there: it is not asked before the window has its answer. */
export function readFiles({ state, team_id }: FilledIn): BroughtFile[] {
  const { files } = withFiles.parse(state.values);
  return (files?.files.files ?? []).map(({ id, name, permalink }) => {
    const inSlack = new URLSearchParams({ team: team_id, id });
    return { id, name, link: permalink ?? `slack://file?${inSlack}` };
  });
}
type FilledIn = { state: { values: unknown }; team_id: string };

const sinceInput: InputBlock = {
  type: 'input',
  block_id: 'since',
  optional: true,
  label: { type: 'plain_text', text: 'Since when?' },
  hint: { type: 'plain_text', text: 'Today or before. The rules are asked as of that day too.' },
  element: { type: 'datepicker', action_id: 'since' },
};

/** What has to say something. */
function words(...asked: Parameters<typeof text>): InputBlock {
  const input = text(...asked);
  return { ...input, element: { ...input.element, min_length: 3 } };
}

function text(id: string, label: string, hint: string, most: number) {
  return {
    type: 'input',
    block_id: id,
    label: { type: 'plain_text', text: label },
    hint: { type: 'plain_text', text: hint },
    element: {
      ...{ type: 'plain_text_input', action_id: id, max_length: most },
      multiline: most > 300,
    },
  } satisfies InputBlock;
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

const chosen = z.object({ selected_option: z.object({ value: z.string() }).nullish() });
const typed = z.object({ value: z.string().nullish() });
const filed = z.object({
  account: z.object({ [actionIds.findAccount]: chosen }).optional(),
  kind: z.object({ kind: z.object({ selected_option: z.object({ value: z.enum(claimKinds) }) }) }),
  wanted: z.object({ [actionIds.candidate]: chosen }),
  wish: z.object({ wish: typed }),
  reason: z.object({ reason: typed }),
  links: z.object({ links: typed }),
  attribute: z.object({ attribute: typed }),
  since: z.object({ since: z.object({ selected_date: z.iso.date().nullish() }) }),
});

type Submitted = { private_metadata: string; state: { values: unknown } };
export type FiledClaim = Omit<Claim, 'wanted'> & { accountId: string; wantedId?: string };

export function readFiling({ private_metadata, state }: Submitted): {
  claim: FiledClaim;
  about: FilingAbout;
} {
  const on = about.parse(JSON.parse(private_metadata));
  const said = filed.parse(state.values);
  const wantedId = said.wanted[actionIds.candidate]?.selected_option?.value;
  const attribute = said.attribute.attribute.value?.trim();
  const since = said.since.since.selected_date;
  const chosenAccount = said.account?.[actionIds.findAccount]?.selected_option?.value;
  return {
    about: on,
    claim: {
      accountId: on.accountId ?? z.uuid().parse(chosenAccount),
      kind: said.kind.kind.selected_option.value,
      wish: said.wish.wish.value?.trim() ?? '',
      reason: said.reason.reason.value?.trim() ?? '',
      links: readLinks(said.links.links.value ?? ''),
      ...(wantedId && { wantedId }),
      ...(attribute && { attribute }),
      ...(since && { contestedAt: new Date(`${since}T23:59:59Z`) }),
    },
  };
}
