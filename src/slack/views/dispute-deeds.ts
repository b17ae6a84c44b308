import { z } from 'zod';
import { rungs } from '../../domain/dispute-bench.ts';
import type { Because, DisputeEvent } from '../../domain/dispute-event.ts';
import type { DisputeOutcome } from '../../domain/dispute-outcome.ts';
import type { HistoryLine } from '../../domain/history.ts';
import { outcomeNames, rungWords } from './dispute-words.ts';

const deeds: Record<DisputeEvent['kind'], string> = {
  filed: 'Filed a dispute',
  joined: 'Joined the dispute',
  triaged: 'The registry has looked at the dispute',
  'data-fixed': 'The dispute ended: the data was wrong',
  reached: 'The dispute went on',
  departed: 'Somebody of the dispute has left the company',
  reminded: 'Reminded those who are to decide the dispute',
  offered: 'Proposed an end of the dispute',
  agreed: 'Agreed to what was proposed in the dispute',
  ruled: 'Gave their word on the dispute',
  submitted: 'Brought evidence to the dispute',
  'not-taken': 'What the dispute ended with was not taken',
  'write-refused': 'The new owner by the dispute was refused',
  'write-ended': 'The refused owner of the dispute has found its end',
  'holdover-ended': 'A deal stays with its former owner no longer',
  'files-kept': 'Kept the files of the dispute',
  decided: 'The dispute is decided',
  applied: 'Carried the verdict of the dispute out',
  closed: 'Closed the dispute',
  left: 'Left the dispute',
  withdrawn: 'Withdrew the dispute',
  'appeal-dropped': 'Took the appeal back: the verdict stands',
  'appeal-lapsed': 'Nobody answered the appeal: the verdict stands',
  merged: 'The dispute became part of another',
  moved: 'The dispute went along to another record',
  'changed-hands': 'Somebody else has it while it is disputed',
  appealed: 'Appealed against the verdict',
};

/** Of a rung, why it came there; what somebody has said is quoted below. */
const causes: Record<Exclude<Because['kind'], 'passed-up'>, string> = {
  opened: '',
  silence: ': nobody answered in time',
  nobody: ': nobody was there to answer before',
  differed: ': those before did not say the same',
  appeal: ': somebody appealed',
  'hold-over': ': the day has come until which it was to rest',
  impossible: ': what was decided could not be carried out',
};

const step = z.object({
  rung: z.enum(rungs).optional(),
  outcome: z.enum(Object.keys(outcomeNames) as DisputeOutcome['kind'][]).optional(),
});

/** A line of the log about a step of a case; undefined where it is about something else. `said`: what is left to be quoted. */
export function wordDisputeDeed({
  action,
  after,
  reason,
}: Pick<HistoryLine, 'action' | 'after' | 'reason'>): { deed: string; said: string } | undefined {
  const kind = action.replace(/^dispute-/, '');
  if (kind === action || !Object.hasOwn(deeds, kind)) return undefined;
  const deed = deeds[kind as DisputeEvent['kind']];
  const { rung, outcome } = step.catch({}).parse(after);
  if (kind === 'decided' && outcome)
    return { deed: `${deed}: ${outcomeNames[outcome]}`, said: reason };
  if (kind !== 'reached' || !rung) return { deed, said: reason };
  const why = Object.hasOwn(causes, reason) ? causes[reason as keyof typeof causes] : undefined;
  return {
    deed: `The dispute went to ${rungWords[rung]}${why ?? ''}`,
    said: why === undefined ? reason : '',
  };
}
