import type { KnownBlock, ModalView } from '@slack/types';
import type { GivenUp, GivenUpKind, GivenUpTask } from '../../domain/given-up.ts';
import type { Task } from '../../domain/task.ts';
import { failureActions, failureViews } from '../failure-ids.ts';
import { actions, button, clip, context, keepTo, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, moment } from './words.ts';

/** What an effect of each kind is to people: one of them, and several. */
const words: Record<Task['kind'], [one: string, many: string]> = {
  'crm-owner': ['owner of an account for the CRM', 'owners of accounts for the CRM'],
  'crm-lead-owner': ['owner of a lead for the CRM', 'owners of leads for the CRM'],
  'crm-deal-owner': ['owner of a deal for the CRM', 'owners of deals for the CRM'],
  'redraw-cards': ['account whose shared cards are old', 'accounts whose shared cards are old'],
  follow: ['account whose leads do not follow it', 'accounts whose leads do not follow them'],
  'draw-question': ['card of a question', 'cards of questions'],
  'remind-question': ['reminder of a question', 'reminders of questions'],
  'hand-over': ['book that is not handed over', 'books that are not handed over'],
  'approve-several': ['approval of many at once', 'approvals of many at once'],
  'crm-merge': ['merger in the CRM', 'mergers in the CRM'],
  'crm-fixes': ['part of clean values for the CRM', 'parts of clean values for the CRM'],
  'tell-fixes': ['report on clean values', 'reports on clean values'],
  'tell-waiting': ['message on what waits', 'messages on what waits'],
  'tell-refused': ['message on refused owners', 'messages on refused owners'],
  'tell-restless': [
    'message on owners that go to and fro',
    'messages on owners that go to and fro',
  ],
  'take-up': ['account that is not taken up again', 'accounts that are not taken up again'],
  'tell-given-up': ['message on what was given up', 'messages on what was given up'],
  'tell-crm-pause': ['message on the CRM', 'messages on the CRM'],
  'read-again': ['book that is not read again', 'books that are not read again'],
  'tell-broken-fields': ['message on mapped fields', 'messages on mapped fields'],
  wake: ['reminder', 'reminders'],
  'send-notices': ['round of notices', 'rounds of notices'],
  'route-account': ['account that is not routed', 'accounts that are not routed'],
  'end-interim': [
    'lead that somebody still works for a case',
    'leads that somebody still works for a case',
  ],
  'attach-file': ['file beside a message', 'files beside messages'],
  'keep-files': ['file of a dispute that is not copied', 'files of disputes that are not copied'],
  'hear-dispute': ['dispute that nobody has looked at', 'disputes that nobody has looked at'],
  'draw-dispute': ['card of a dispute', 'cards of disputes'],
  'note-write': ['word to a dispute on the CRM', 'words to disputes on the CRM'],
  'note-rule': ['note on a rule', 'notes on rules'],
  'redraw-home': ['Home tab', 'Home tabs'],
  'redraw-import': ['message on an import', 'messages on imports'],
};

/** For ops: how much was given up, and why; once it is mended, that it is. */
export function givenUpPost({ total, kinds }: GivenUp): Picture {
  if (total === 0) {
    const text = 'What was given up is being tried again, or is done.';
    return { text, blocks: [section(`:white_check_mark: ${text}`)] };
  }
  const text = `${count(total, 'effect was', 'effects were')} given up after many tries`;
  return {
    text,
    blocks: [
      section([`:warning: *${text}*`, ...kinds.map(kindLine)].join('\n')),
      context('They stay until somebody mends the cause and tries them again.'),
      ...actions(
        button('Retry all', { id: failureActions.retryGivenUp, value: 'all', style: 'primary' }),
        button('Look…', { id: failureActions.lookGivenUp }),
      ),
    ],
  };
}

function kindLine({ kind, count: many, newest: [newest] }: GivenUpKind): string {
  const why = newest ? `: ${wordError(newest, 200)}` : '';
  return `• *${wordKind(kind, many)}*${why}`;
}

function wordKind(kind: Task['kind'], many: number): string {
  const [one, several] = words[kind];
  return count(many, one, several);
}

function wordError({ error }: GivenUpTask, most: number): string {
  return plain(clip(error.replaceAll(/\s+/g, ' '), most)) || 'nobody knows why';
}

const LEFT = 'There is more: try these again first.';

/** All of it in a window, kind by kind, the newest of each by name. `retried`: what was just sent back. */
export function givenUpModal({ total, kinds }: GivenUp, retried?: number): ModalView {
  const done =
    retried === undefined ? [] : [context(`${count(retried, 'effect')} queued again just now.`)];
  const nothing = section(
    ':white_check_mark: Nothing is given up: all effects are done or on their way.',
  );
  return {
    type: 'modal',
    callback_id: failureViews.givenUp,
    title: { type: 'plain_text', text: 'Given up' },
    close: { type: 'plain_text', text: 'Close' },
    // A window takes as many blocks as Home.
    blocks: keepTo([...done, ...(total === 0 ? [nothing] : kinds.flatMap(kindRows))], 'home', LEFT),
  };
}

function kindRows({ kind, count: many, newest }: GivenUpKind): KnownBlock[] {
  const all = { id: failureActions.retryGivenUp, value: `kind:${kind}` };
  const spoken = `Retry: ${wordKind(kind, many)}`;
  const more = many - newest.length;
  return [
    section(`*${wordKind(kind, many)}*`, button('Retry these', { ...all, spoken })),
    ...newest.map((one) => ({
      ...section(
        `${wordError(one, 500)}\nsince ${moment(one.since)}`,
        button('Retry', {
          id: failureActions.retryGivenUp,
          value: `task:${one.id}`,
          spoken: 'Retry this one',
        }),
      ),
      block_id: `given-up-${one.id}`,
    })),
    ...(more > 0 ? [context(`and ${count(more, 'older one', 'older ones')}`)] : []),
  ];
}
