import type { KnownBlock } from '@slack/types';
import type { RestlessNote, RestlessSpell, Setter } from '../../domain/restless.ts';
import { failureActions } from '../failure-ids.ts';
import { actionIds, approvalsPart } from '../ids.ts';
import { actions, bold, button, clip, context, keepTo, plain, section, summary } from './blocks.ts';
import type { Picture } from './owner-card.ts';
import { count, mention, moment, wordActor } from './words.ts';

/** For ops: whose owner goes to and fro and who sets it, what Cadastre does about it, and what they can do. */
export function restlessPost(note: RestlessNote): Picture {
  const { total, open, spells } = note;
  const crm = plain(clip(note.crm, 80));
  const text = open === 0 ? wordOver(total) : wordTitle(note);
  const more = total - spells.length;
  const isSeveral = total > 1;
  const what = { id: actionIds.approvals, value: approvalsPart({ page: 0, flag: 'restless' }) };
  const all = { id: failureActions.takeUp, value: `${note.id}:all`, style: 'primary' } as const;
  const blocks: KnownBlock[] = [
    section(`${open === 0 ? ':white_check_mark:' : ':warning:'} *${plain(text)}*`),
    ...spells.map((one) => spellRow(one, note, { crm, isSeveral })),
    ...(more > 0 ? [context(`and ${count(more, 'more', 'more')}`)] : []),
    ...(open === 0 ? [] : [section(wordWhatNow(crm, isSeveral)), section(wordWhatToDo(crm))]),
    ...(open === 0
      ? []
      : actions(
          button(isSeveral ? 'Take all up again' : 'Take it up again', all),
          button('Look at what waits', what),
        )),
  ];
  return { text: summary(text), blocks: keepTo(blocks, 'message', 'There is more.') };
}

/** What whoever pressed reads. */
export function wordTakenUp(taken: number): string {
  if (taken === 0) return 'That was taken up again before: rules decide as always.';
  return `${count(taken, 'record is', 'records are')} taken up again: rules are asked anew now.`;
}

function wordTitle({ total, spells: [first] }: RestlessNote): string {
  if (total === 1 && first) {
    return `Rules leave ${clip(first.subject.name, 100)} alone for now: its owner goes to and fro`;
  }
  return `Rules leave ${count(total, 'record')} alone for now: their owners go to and fro`;
}

function wordOver(total: number): string {
  return total === 1
    ? 'What went to and fro is taken up again'
    : `All ${count(total, 'record')} that went to and fro are taken up again`;
}

type Seen = { crm: string; isSeveral: boolean };

function spellRow(
  { id, subject, changes, since, between, setters, takenUp }: RestlessSpell,
  note: RestlessNote,
  { crm, isSeveral }: Seen,
): KnownBlock {
  const { kind, name, crmId } = subject;
  const people = between.slice(0, PEOPLE).map((one) => (one ? mention(one) : 'nobody'));
  const others = between.length - people.length;
  const who = listed(others > 0 ? [...people, `${others} more`] : people);
  const hands = setters.slice(0, SETTERS).map((one) => wordSetter(one, crm));
  const done = takenUp
    ? `\n:white_check_mark: Taken up again by ${wordActor(takenUp.by)} ${moment(takenUp.at)}.`
    : '';
  const text = `• ${bold(clip(name, 100))} (${kind}, ${crm} id ${plain(clip(crmId, 60))}): ${count(changes, 'new owner')} within the hour before ${moment(since)}, between ${who}.\n   Set by ${listed(hands)}.${done}`;
  const spoken = `Take ${clip(name, 40)} up again`;
  const value = `${note.id}:${id}`;
  const one = button('Take it up again', { id: failureActions.takeUp, value, spoken });
  return { ...section(text, isSeveral && !takenUp ? one : undefined), block_id: `restless-${id}` };
}

const PEOPLE = 6;
const SETTERS = 5;

function wordSetter({ cause, by, times }: Setter, crm: string): string {
  const often = times === 1 ? 'once' : `${times} times`;
  const name = plain(clip(by.name, 80));
  if (cause.kind === 'routing') return `rule “${plain(clip(cause.rule, 80))}” ${often}`;
  if (cause.kind === 'crm-copy') return `${crm}, which copies owners, ${often}`;
  const isThere = cause.kind === 'crm-edit' && !name.startsWith(crm);
  return `${name}${isThere ? ` in ${crm}` : ''} ${often}`;
}

function wordWhatNow(crm: string, isSeveral: boolean): string {
  const [them, it] = isSeveral ? ['their owners', 'them'] : ['its owner', 'it'];
  return `*What happens now.* Rules do not change ${them} by themselves: whom they want waits for a person. What people decide, here or in ${crm}, holds as always. After an hour with fewer changes rules take ${it} up again.`;
}

function wordWhatToDo(crm: string): string {
  return `*What to do.* Find what else sets these owners, or the facts that the rules go by: mostly a workflow in ${crm}, or two rules that want the same fact otherwise. Switch it off or change the rule, then take it up again.`;
}

function listed(words: string[]): string {
  const last = words.at(-1) ?? 'nobody';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} and ${last}` : last;
}
