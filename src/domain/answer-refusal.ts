import type { Actor } from './ownership.ts';
import { wallClock } from './time-zone.ts';
import type { Verdict } from './verdict.ts';

/** Somebody was first: what they did, and when. Undefined where nobody did anything: it has answered itself. */
type First = { by: string; did: keyof typeof deeds; at: Date };

export type AboutAnswers =
  | { kind: 'already-decided'; subject: string; verdict: Verdict }
  | { kind: 'handed-over'; rep: string; first?: First | undefined }
  | { kind: 'twins-decided'; first?: First | undefined }
  | { kind: 'write-answered'; subject: string; first?: First | undefined };

const deeds = {
  retry: 'had it written again',
  undo: 'took it back',
  'by-rules': 'handed it over by the rules',
  to: 'handed it over',
  left: 'left it as it is',
  merge: 'had them merged',
  distinct: 'said that they are two',
} as const;

type State =
  | { kind: 'decided'; verdict: { kind: First['did']; by: Actor; at: Date } }
  | { kind: 'open' | 'taken' | 'withdrawn' };

/** Who has answered it before whoever asks now. */
export function firstIn(state: State): First | undefined {
  if (state.kind !== 'decided') return undefined;
  const { kind: did, by, at } = state.verdict;
  return { by: by.name, did, at };
}

const answers = ['already-decided', 'handed-over', 'twins-decided', 'write-answered'];

export function isAboutAnswer(reason: { kind: string }): reason is AboutAnswers {
  return answers.includes(reason.kind);
}

/** How a moment is said where it is read: Slack says it by the reader’s own clock. */
export type WordMoment = (at: Date) => string;

/** For places where Slack says no dates. */
export function byZone(timeZone: string): WordMoment {
  const name = timeZone === 'UTC' ? timeZone : `(${timeZone})`;
  return (at) => {
    const shown = new Date(wallClock(timeZone, at.getTime())).toISOString();
    return `${shown.slice(0, 16).replace('T', ' ')} ${name}`;
  };
}

const UNCHANGED = 'Nothing was changed by your click.';

/** "Already approved by Ana at 10:31". */
export function wordAboutAnswer(reason: AboutAnswers, moment: WordMoment): string {
  switch (reason.kind) {
    case 'already-decided':
      return `${reason.subject} is decided: ${wordVerdict(reason.verdict, moment)}. ${UNCHANGED}`;
    case 'handed-over':
      return reason.first
        ? `The book of ${reason.rep} is decided already: ${wordFirst(reason.first, moment)}. ${UNCHANGED}`
        : `The book of ${reason.rep} needs no answer any more: they are back. ${UNCHANGED}`;
    case 'twins-decided':
      return reason.first
        ? `These two are decided already: ${wordFirst(reason.first, moment)}. ${UNCHANGED}`
        : `These two need no answer any more: one of them is gone. ${UNCHANGED}`;
    case 'write-answered':
      return reason.first
        ? `${reason.subject} is settled already: ${wordFirst(reason.first, moment)}. ${UNCHANGED}`
        : `This is settled by itself: ${reason.subject} has moved on, or the CRM has taken it. ${UNCHANGED}`;
  }
}

function wordFirst({ by, did, at }: First, moment: WordMoment): string {
  return `${by} ${deeds[did]}, ${moment(at)}`;
}

function wordVerdict(verdict: Verdict, moment: WordMoment): string {
  const when = moment(verdict.at);
  switch (verdict.kind) {
    case 'approved':
      return `${verdict.by.name} approved it for ${verdict.to.name} at ${when}`;
    case 'reassigned':
      return `${verdict.by.name} gave it to ${verdict.to.name} at ${when}`;
    case 'rejected':
      return `${verdict.by.name} rejected it at ${when}`;
    case 'claimed':
      return `${verdict.by.name} claimed it at ${when}`;
    case 'expired':
      return `nobody answered in time, so it stayed as it was at ${when}`;
  }
}
