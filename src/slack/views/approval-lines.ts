import { askedNow, type Course, type Vote } from '../../domain/approval-course.ts';
import type { Proposal } from '../../domain/proposal.ts';
import type { RunnerUp } from '../../domain/runner-up.ts';
import type { Occupant } from '../../domain/seat.ts';
import { clip, plain } from './blocks.ts';
import { bare } from './rule-words.ts';
import { count, mention, moment } from './words.ts';

const NAMED = 5;

/** Who decides, by when, and who has said yes already. */
export function deciderLines({
  course,
  votes,
  dueAt,
}: Pick<Proposal, 'course' | 'votes' | 'dueAt'>): string[] {
  if (!course) return ['*Decides* ops'];
  const due = dueAt ? `, by ${moment(dueAt)}` : '';
  const waits = askedNow(course, votes).flatMap((nth) => course.seats[nth] ?? []);
  const silent = [...new Set(waits.flatMap(({ before }) => before.map(mention)))];
  return [
    `*${wordMode(course)}* ${course.seats.map((seat) => wordOccupant(seat.asked)).join(joinerOf(course))}${due}`,
    ...votes.map((vote) => wordVote(vote)),
    ...agreedLines(course, votes),
    ...(votes.length > 0
      ? [`*Waits for* ${waits.map(({ asked }) => wordOccupant(asked)).join(', ')}`]
      : []),
    ...(silent.length > 0 ? [`${silent.join(', ')} did not answer, or could not be asked`] : []),
  ];
}

function agreedLines({ agreed = [] }: Course, votes: readonly Vote[]): string[] {
  const asked = agreed.filter(({ id }) => !votes.some(({ by }) => by.id === id)).map(mention);
  if (asked.length === 0) return [];
  return [`${asked.join(', ')} said yes before something else became known: that counts no more`];
}

function wordMode({ mode, seats }: Course): string {
  if (seats.length === 1 || mode === 'first response') return 'Decides';
  return mode === 'all of' ? 'Must all agree' : 'Must agree, one after the other';
}

function joinerOf({ mode }: Course): string {
  switch (mode) {
    case 'first response':
      return ' or ';
    case 'all of':
      return ' and ';
    case 'in sequence':
      return ', then ';
  }
}

function wordOccupant(asked: Occupant): string {
  switch (asked.kind) {
    case 'person': {
      const { person, standIn } = asked;
      return standIn
        ? `${mention(standIn)} (for ${mention(person)}, who is away)`
        : mention(person);
    }
    case 'group': {
      const more = asked.people.length - NAMED;
      const names = asked.people.slice(0, NAMED).map(mention);
      const all = [...names, ...(more > 0 ? [`${more} more`] : [])].join(', ');
      return `one of ${bare(clip(asked.name, 60))} (${all})`;
    }
    case 'managers':
      return 'any manager';
    case 'ops':
      return 'ops';
  }
}

function wordVote({ by, onBehalfOf, at, reason }: Vote): string {
  const behalf = onBehalfOf ? ` for ${mention(onBehalfOf)}` : '';
  const because = reason ? `: ${plain(clip(reason, 200))}` : '';
  return `*Yes* from ${mention(by)}${behalf}, ${moment(at)}${because}`;
}

/** Who may decide beside them, what silence means, and where all that is written. */
export function termsLine(course: Course, present: Proposal['present']): string {
  const { rule, policy } = course;
  const where =
    policy === undefined
      ? 'in the usual way'
      : `by rule “${bare(clip(rule, 80))}” of version ${policy} of the approval policy`;
  return `${wordBeside(course)}${wordSilence(course, present)} Asked ${where}.`;
}

/** Groups have nobody above them but ops. */
function wordBeside({ seats }: Course): string {
  const kinds = new Set(seats.map(({ asked }) => asked.kind));
  if (kinds.has('person')) return 'Whoever leads them, and ops, may decide as well. ';
  return kinds.size === 1 && kinds.has('ops') ? '' : 'Ops may decide as well. ';
}

function wordSilence({ silence, seats }: Course, present: Proposal['present']): string {
  if (silence === 'keep') {
    return `If nobody answers by then, it stays ${present ? `${mention(present)}’s` : 'without an owner'}.`;
  }
  const kinds = new Set(seats.map(({ asked }) => asked.kind));
  if (kinds.has('person')) return 'If nobody answers by then, it goes to whoever leads them.';
  return kinds.size === 1 && kinds.has('ops')
    ? 'It waits until somebody answers.'
    : 'If nobody answers by then, it goes to ops.';
}

export function runnerUpLines(people: readonly RunnerUp[]): string[] {
  if (people.length === 0) return [];
  return [
    '*Runners-up*',
    ...people.map((one) => `• ${mention(one)} (${wordLoad(one)}): ${wordMerit(one)}`),
  ];
}

/** What somebody has, as far as it helps to decide. */
export function wordLoad({ accounts, capacity }: Pick<RunnerUp, 'accounts' | 'capacity'>): string {
  const held = `has ${count(accounts, 'account')}`;
  return capacity === undefined ? held : `${held}, of at most ${capacity}`;
}

function wordMerit({ because }: RunnerUp): string {
  switch (because.kind) {
    case 'next-rule':
      return `rule “${bare(clip(because.rule, 80))}” comes next`;
    case 'open-deal':
      return 'has an open deal on it';
    case 'family':
      return 'has the head of its family';
    case 'duplicate':
      return 'has what is probably the same company';
    case 'room':
      return `is on the team ${bare(clip(because.team, 60))} too, and has room`;
  }
}
