import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import { appeal, upholding } from './dispute-appeal.ts';
import { appealUntil } from './dispute-bench.ts';
import type { Claim, Party } from './dispute-claim.ts';
import {
  type CommandOf,
  type Court,
  type DisputeAnswer,
  type DisputeCommand,
  happened,
  notNow,
  refused,
} from './dispute-command.ts';
import type { Because, BroughtFile, DisputeEvent, EventOf, Submission } from './dispute-event.ts';
import {
  above,
  agree,
  allSaid,
  climb,
  offer,
  passUp,
  ring,
  rule,
  second,
  withoutGap,
  withTime,
} from './dispute-hearing.ts';
import { evolve } from './dispute-history.ts';
import { dueOf } from './dispute-outcome.ts';
import { nextPeriod } from './dispute-policy.ts';
import { receive } from './dispute-receipt.ts';
import { changedHands, partiesOf, sidesWithout } from './dispute-sides.ts';
import { type Dispute, isHearing, isOpenDispute } from './dispute-state.ts';
import type { Reason } from './refusal.ts';

type Filing = {
  account: { id: string; name: string };
  owner?: Party;
  by: Party;
  claim: Claim;
  at: Date;
};

/** Somebody contests an account. */
export function fileDispute({ account, owner, by, claim, at }: Filing): EventOf<'filed'> {
  const parties = partiesOf([owner, by, claim.wanted]);
  return { kind: 'filed', at, by, account, claim, parties, ...(owner && { owner }) };
}

/** So many pieces of evidence a case holds. */
const MOST_SUBMISSIONS = 40;

export function roomForEvidence({ submissions }: Pick<Dispute, 'submissions'>): number {
  return Math.max(0, MOST_SUBMISSIONS - submissions.length);
}

/**
 * What follows from a command, under the policy and with whoever sits on the rungs at this moment: events to be written down, or a
 * polite no. Nothing happens earlier than what happened last.
 */
export function decideDispute(
  dispute: Dispute,
  command: DisputeCommand,
  asked: Date,
  court: Court,
): DisputeAnswer {
  const at = max([asked, dispute.lastAt]);
  const handed = (isOpenDispute(dispute) ? changedHands(dispute, court, at) : []).map((event) =>
    withTime(dispute, event, court, at),
  );
  const answer = follow(handed.reduce<Dispute>(evolve, dispute), command, court, at);
  if (answer.kind === 'refused') return answer;
  return happened(...handed, ...upholding(dispute, answer.events));
}

function follow(dispute: Dispute, command: DisputeCommand, court: Court, at: Date): DisputeAnswer {
  switch (command.kind) {
    case 'join':
      return join(dispute, command, court, at);
    case 'triage':
      if (dispute.status !== 'filed') return refused(notNow(dispute));
      return happened(...triage(command, court, at));
    case 'ring':
      return happened(...rung(dispute, court, at));
    case 'submit':
      return submit(dispute, command, at);
    case 'keep-files':
      return keepFiles(dispute, command, at);
    case 'end-holdover': {
      const { kind: _, ...ended } = command;
      return happened({ kind: 'holdover-ended', at, ...ended });
    }
    case 'apply':
      return apply(dispute, command, court, at);
    case 'reopen':
      if (dispute.status !== 'decided') return refused(notNow(dispute));
      return happened(...again(dispute, { kind: 'impossible', why: command.why }, court, at));
    case 'note-not-taken':
    case 'note-write':
      return receive(dispute, command, at);
    case 'withdraw':
      return withdraw(dispute, command, court, at);
    case 'merge':
      return whileOpen(dispute, {
        ...{ kind: 'merged', at },
        into: command.into,
        number: command.number,
        ...(command.left && { left: command.left }),
      });
    case 'abandon':
      return whileOpen(dispute, { kind: 'withdrawn', at, reason: command.reason });
    case 'move':
      return whileOpen(dispute, move(dispute, command, court, at));
    case 'appeal':
      return appeal(dispute, command, court, at);
    default:
      return hear(dispute, command, court, at);
  }
}

function hear(
  dispute: Dispute,
  command: CommandOf<'offer' | 'agree' | 'pass-up' | 'rule' | 'second'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  if (!isHearing(dispute)) return refused(notNow(dispute));
  switch (command.kind) {
    case 'offer':
      return offer(dispute, command, court, at);
    case 'agree':
      return agree(dispute, command, court, at);
    case 'pass-up':
      return passUp(dispute, command, court, at);
    case 'rule':
      return rule(dispute, command, court, at);
    case 'second':
      return second(dispute, command, court, at);
  }
}

function whileOpen(dispute: Dispute, event: DisputeEvent): DisputeAnswer {
  return isOpenDispute(dispute) ? happened(event) : refused(notNow(dispute));
}

/** Until it is decided. */
export function isUndecided(dispute: Dispute): boolean {
  return isHearing(dispute) || dispute.status === 'filed' || dispute.status === 'triage';
}

function join(
  dispute: Dispute,
  { by, claim, parties }: CommandOf<'join'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  if (!isUndecided(dispute)) return refused(notNow(dispute));
  if (dispute.filers.some(({ id }) => id === by.id)) {
    return refused({ kind: 'joined-already', account: dispute.account.name });
  }
  const sides = partiesOf([...dispute.parties, ...parties]);
  const joined = { kind: 'joined', at, by, claim, parties: sides } as const;
  return happened(...withoutGap(dispute, withTime(dispute, joined, court, at), court, at));
}

/** What a machine may close it closes; all else goes before people. */
function triage(
  { finding, rule: decidedBy, leadsTo }: CommandOf<'triage'>,
  court: Court,
  at: Date,
): DisputeEvent[] {
  const triaged: DisputeEvent = {
    ...{ kind: 'triaged', at, finding },
    ...(decidedBy !== undefined && { rule: decidedBy }),
    ...(leadsTo && { leadsTo }),
  };
  switch (finding.kind) {
    case 'for-people':
      return [triaged, ...climb(0, { kind: 'opened' }, court, at)];
    case 'data-wrong':
      return [triaged, { kind: 'data-fixed', at }];
    case 'in-band': {
      const pinUntil = nextPeriod(court.policy, at);
      const ruling = { outcome: { kind: 'keep' }, pinUntil } as const;
      const decision = { at, verdict: finding, ruling };
      return [triaged, { kind: 'decided', at, decision }];
    }
  }
}

/** What the clock does to a case wherever it stands; a day that has come for a hold brings it back to who held it. */
function rung(dispute: Dispute, court: Court, at: Date): DisputeEvent[] {
  if (isHearing(dispute)) return ring(dispute, court, at);
  if (dispute.status !== 'decided') return [];
  const { outcome } = dispute.decision.ruling;
  if (outcome.kind !== 'hold' || at < outcome.until) return [];
  return again(dispute, { kind: 'hold-over' }, court, at);
}

/** Before whoever decided it. */
function again(
  dispute: Extract<Dispute, { status: 'decided' | 'applied' }>,
  because: Because,
  court: Court,
  at: Date,
): DisputeEvent[] {
  const { decision } = dispute;
  const start = decision.rung ? above(decision.rung, court) - 1 : 0;
  return [...changedHands(dispute, court, at), ...climb(start, because, court, at)];
}

function submit(dispute: Dispute, { by, text, link, files }: CommandOf<'submit'>, at: Date) {
  if (roomForEvidence(dispute) === 0) {
    return refused({ kind: 'enough-evidence', account: dispute.account.name });
  }
  const submission = { at, by, text, ...(link && { link }), ...(files && { files }) };
  return whileOpen(dispute, { kind: 'submitted', at, submission });
}

/** Whatever has become of the case meanwhile: what was brought can be read as long as the case can. */
function keepFiles({ submissions }: Dispute, command: CommandOf<'keep-files'>, at: Date) {
  const waiting = new Set(unkeptFiles(submissions).map(({ id }) => id));
  const files = command.files.filter(({ id }) => waiting.has(id));
  return files.length > 0 ? happened({ kind: 'files-kept', at, files }) : happened();
}

/** Files of which there is no copy yet. */
export function unkeptFiles(submissions: readonly Submission[]): BroughtFile[] {
  return submissions.flatMap(({ files = [] }) => files.filter(({ became }) => !became));
}

function apply(
  dispute: Dispute,
  { grounds }: CommandOf<'apply'>,
  { policy, bench }: Court,
  at: Date,
): DisputeAnswer {
  if (dispute.status !== 'decided') return refused(notNow(dispute));
  const { ruling } = dispute.decision;
  const due = dueOf(ruling);
  if (ruling.outcome.kind === 'hold' || (due && at < due)) return refused(notNow(dispute));
  return happened(
    { kind: 'applied', at },
    {
      ...{ kind: 'closed', at, grounds },
      appealUntil: appealUntil(bench.peers, policy, at),
      barredUntil: addDays(at, policy.barDays),
    },
  );
}

/** Whoever has it there is to be heard as well. */
function move(
  dispute: Dispute,
  { account, owner }: CommandOf<'move'>,
  court: Court,
  at: Date,
): DisputeEvent {
  const sides = owner && { owner, parties: partiesOf([...dispute.parties, owner]) };
  return withTime(dispute, { kind: 'moved', at, account, ...sides }, court, at);
}

/** Why somebody cannot withdraw it now; undefined where they can. */
export function obstacleToWithdrawal(dispute: Dispute, id: string): Reason | undefined {
  if (!isUndecided(dispute)) return notNow(dispute);
  const asking = dispute.appeal ? [dispute.appeal.by] : dispute.filers;
  if (asking.some((one) => one.id === id)) return undefined;
  return { kind: 'not-your-case', account: dispute.account.name };
}

/** A case ends with its last filer; an appeal with whoever made it. */
function withdraw(
  dispute: Dispute,
  { by, reason }: CommandOf<'withdraw'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const { filers, appeal: made } = dispute;
  const obstacle = obstacleToWithdrawal(dispute, by.id);
  if (obstacle) return refused(obstacle);
  if (made) return happened({ kind: 'appeal-dropped', at, by });
  if (filers.length > 1) return happened(...leave(dispute, by, court, at));
  return happened({ kind: 'withdrawn', at, by, reason });
}

/** Who is left may all have said the same. */
function leave(dispute: Dispute, by: Party, court: Court, at: Date): DisputeEvent[] {
  const left: DisputeEvent = {
    ...{ kind: 'left', at, by },
    parties: sidesWithout(dispute, by, court.owner?.id),
  };
  const rest = evolve(dispute, left);
  return isHearing(rest) ? [left, ...allSaid(rest, court, at)] : [left];
}
