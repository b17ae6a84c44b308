import type { Rung } from './dispute-bench.ts';
import {
  type CommandOf,
  type Court,
  type DisputeAnswer,
  happened,
  notNow,
  refused,
} from './dispute-command.ts';
import { above, climb } from './dispute-hearing.ts';
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
  const because = obstacleToAppeal(dispute, command, at);
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

function obstacleToAppeal(
  { appeal: made, ended, submissions, claims }: Extract<Dispute, { status: 'closed' }>,
  { link, isTaken }: CommandOf<'appeal'>,
  at: Date,
): AppealObstacle | undefined {
  if (made) return { kind: 'once' };
  if (at > ended.appealUntil) return { kind: 'too-late', until: ended.appealUntil };
  const held = [
    ...submissions.map((one) => one.link),
    ...claims.flatMap(({ claim }) => claim.links),
  ];
  if (held.includes(link)) return { kind: 'nothing-new' };
  return isTaken ? { kind: 'other-case' } : undefined;
}
