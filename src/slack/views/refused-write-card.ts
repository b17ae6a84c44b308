import type { KnownBlock } from '@slack/types';
import type {
  RefusedWrite,
  RefusedWriteVerdict,
  RetryOutcome,
} from '../../domain/refused-write.ts';
import { failureActions } from '../failure-ids.ts';
import { actionIds } from '../ids.ts';
import { actions, bold, button, clip, header, linkButton, plain, section } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { mention, moment, wordActor, wordCause } from './words.ts';

/** The CRM does not take a new owner: what it says, and once somebody has answered what came of it. */
export function refusedWriteCard(write: RefusedWrite): Picture {
  const { owned, crm, state, wanted } = write;
  const name = clip(owned.name, 120);
  const isOpen = state.kind === 'open';
  return {
    text: isOpen
      ? `${crm} does not take ${wanted?.name ?? 'nobody'} as the owner of ${name}: write it again, or take it back?`
      : `The owner of ${name} in ${crm}: ${clip(wordState(write), 300)}`,
    blocks: [
      header(`${crm} does not take a new owner`),
      section([moveLine(write), `*Why it moved* ${wordMove(write)}`, saidLine(write)].join('\n')),
      ...(isOpen ? refusedButtons(write) : [section(wordState(write))]),
    ],
  };
}

export function moveLine({ owned, wanted, former, since, crm, state }: RefusedWrite): string {
  const sign = state.kind === 'open' ? ':warning: ' : '';
  const kind = owned.kind === 'account' ? '' : `the ${owned.kind} `;
  const [now, before] = [wanted ? mention(wanted) : 'nobody', former ? mention(former) : 'nobody'];
  const move = `goes from ${before} to ${now}, ${moment(since)}`;
  const still = state.kind === 'open' ? ` Here that is so already; in ${crm} it is not.` : '';
  return `${sign}${kind}${bold(clip(owned.name, 120))} ${move}.${still}`;
}

function wordMove({ cause, actor, reason, crm }: RefusedWrite): string {
  const because = plain(clip(reason, 300)).replaceAll('\n', ' ');
  return `${wordCause(cause, actor, crm)}${because ? ` (${because})` : ''}.`;
}

function saidLine(write: RefusedWrite): string {
  const { crm, state, owned } = write;
  const again = `\nOnce this ${owned.kind} is changed in ${plain(crm)}, it is written again by itself.`;
  return `*${plain(crm)} says*\n${quoteOf(write, 600)}${state.kind === 'open' ? again : ''}`;
}

export function quoteOf({ problem }: RefusedWrite, most: number): string {
  return `>${plain(clip(problem, most)).replaceAll('\n', '\n>')}`;
}

export function refusedButtons({ id, owned, crm, former }: RefusedWrite): KnownBlock[] {
  const back = former ? `back to ${former.name}` : 'back to nobody';
  const spoken = (deed: string) => `${deed}: ${clip(owned.name, 60)}`;
  return actions(
    button('Retry', {
      ...{ id: failureActions.retryRefused, value: id, style: 'primary' },
      spoken: spoken('Write it again'),
    }),
    button(clip(`Undo: ${back}`, 60), {
      ...{ id: failureActions.undoRefused, value: id },
      spoken: spoken('Undo'),
    }),
    owned.crmUrl ? linkButton(`Open in ${crm}`, actionIds.openCrm, owned.crmUrl) : undefined,
  );
}

function wordState({ state, crm, former }: RefusedWrite): string {
  switch (state.kind) {
    case 'open':
      return '*Waits* for an answer.';
    case 'taken':
      return `:white_check_mark: *Settled by itself*: ${plain(crm)} has the present owner now.`;
    case 'withdrawn':
      return `*Closed*: it has a newer owner since, or is gone from ${plain(crm)}.`;
    case 'decided':
      return wordVerdict(state.verdict, state.outcome, { crm, former });
  }
}

function wordVerdict(
  { kind, by, at }: RefusedWriteVerdict,
  outcome: RetryOutcome,
  { crm, former }: { crm: string; former: RefusedWrite['former'] },
): string {
  const given = `by ${wordActor(by)}, ${moment(at)}`;
  if (kind === 'undo') {
    return `:leftwards_arrow_with_hook: *Undone* ${given}: it is ${former ? mention(former) : 'nobody'}’s again.`;
  }
  return `${signs[outcome]} *Retried* ${given}: ${wordOutcome(outcome, plain(crm))}`;
}

const signs: Record<RetryOutcome, string> = {
  'on-its-way': ':hourglass_flowing_sand:',
  taken: ':white_check_mark:',
  moved: ':white_check_mark:',
  refused: ':x:',
};

function wordOutcome(outcome: RetryOutcome, crm: string): string {
  switch (outcome) {
    case 'on-its-way':
      return `it is on its way to ${crm}.`;
    case 'taken':
      return `${crm} has it now.`;
    case 'moved':
      return 'it has a newer owner by now, so there was nothing to write.';
    case 'refused':
      return `${crm} did not take it again; a newer message says why.`;
  }
}
