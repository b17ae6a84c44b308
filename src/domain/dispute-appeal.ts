import { addMilliseconds } from 'date-fns/addMilliseconds';
import type { Rung } from './dispute-bench.ts';
import type { Party } from './dispute-claim.ts';
import {
  type CommandOf,
  type Court,
  type DisputeAnswer,
  happened,
  notNow,
  refused,
} from './dispute-command.ts';
import type { DisputeEvent } from './dispute-event.ts';
import { above, climb } from './dispute-hearing.ts';
import type { DisputeOutcome } from './dispute-outcome.ts';
import { ladderOf } from './dispute-policy.ts';
import type { AppealObstacle } from './dispute-refusal.ts';
import { changedHands } from './dispute-sides.ts';
import type { Dispute } from './dispute-state.ts';

/** One side wants what was decided looked at again: once, soon, and with something new. */
export function appeal(
  dispute: Dispute,
  command: CommandOf<'appeal'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const { by, text, link } = command;
  const { owner } = court;
  if (dispute.status !== 'closed') return refused(notNow(dispute));
  if (!dispute.parties.some(({ id }) => id === by.id)) {
    return refused({ kind: 'not-a-party', account: dispute.account.name });
  }
  const because = obstacleToAppeal(dispute, command, owner, at);
  if (because) return refused({ kind: 'no-appeal', because });
  const submission = { at, by, text, link };
  const heard = { parties: dispute.parties, ...(owner && { present: owner }) };
  return happened(
    { kind: 'appealed', at, by, submission, ...(owner && { owner }) },
    ...changedHands(heard, court, at),
    ...climb(appealedTo(dispute.ended.decision.rung, court), { kind: 'appeal' }, court, at),
  );
}

/** The rung above whoever decided; the last one hears an appeal of its own, and what a machine closed begins below. */
function appealedTo(decided: Rung | undefined, court: Court): number {
  if (!decided) return 0;
  return Math.min(above(decided, court), ladderOf(court.policy).length - 1);
}

type Closed = Extract<Dispute, { status: 'closed' }>;

function obstacleToAppeal(
  dispute: Closed,
  { by, link, isTaken, heldUp = 0 }: CommandOf<'appeal'>,
  owner: Party | undefined,
  at: Date,
): AppealObstacle | undefined {
  const { appeal: made, droppers, ended, submissions, claims } = dispute;
  if (made) return { kind: 'once' };
  if (droppers.includes(by.id)) return { kind: 'let-be' };
  if (isGranted(dispute, by, owner)) return { kind: 'granted' };
  // Its time stands still as long as another case keeps everybody from it.
  if (isTaken) return { kind: 'other-case' };
  const until = addMilliseconds(ended.appealUntil, heldUp);
  if (at > until) return { kind: 'too-late', until };
  const held = [
    ...submissions.map((one) => one.link),
    ...claims.flatMap(({ claim }) => claim.links),
  ];
  if (held.includes(link)) return { kind: 'nothing-new' };
  return undefined;
}

/** Whether the verdict is what somebody asked for, or leaves the account with them who asked for nothing. */
function isGranted({ ended, claims }: Closed, by: Party, owner: Party | undefined): boolean {
  const { outcome, holdover } = ended.decision.ruling;
  // Of what was not carried out nobody has anything, and what is held over may be what they contest.
  if (holdover || ended.barredUntil <= ended.at) return false;
  const winner = winnerBy(outcome, owner);
  const own = claims.filter((one) => one.by.id === by.id);
  if (own.length === 0) return by.id === winner?.id;
  return own.some(({ claim }) => claim.wanted !== undefined && claim.wanted.id === winner?.id);
}

/** Who has it by a verdict, whole and at once. */
function winnerBy(outcome: DisputeOutcome, owner: Party | undefined): Party | undefined {
  switch (outcome.kind) {
    case 'keep':
    case 'keep-alone':
      return owner;
    case 'transfer':
    case 'family-owner':
      return outcome.to;
    default:
      return undefined;
  }
}

/** Silence on an appeal decides nothing either: it leaves what was decided. */
export function upholding(
  { appeal: made }: Pick<Dispute, 'appeal'>,
  events: readonly DisputeEvent[],
): DisputeEvent[] {
  const isAppealed = made !== undefined || events.some(({ kind }) => kind === 'appealed');
  return events.map((event) => {
    const isLapse = event.kind === 'decided' && event.decision.verdict.kind === 'lapsed';
    return isLapse && isAppealed ? { kind: 'appeal-lapsed', at: event.at } : event;
  });
}
