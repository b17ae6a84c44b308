import { addDays } from 'date-fns/addDays';
import { max } from 'date-fns/max';
import { appealUntil, type Rung } from './dispute-bench.ts';
import type { Claim, Party } from './dispute-claim.ts';
import {
  type CommandOf,
  type Court,
  type DisputeAnswer,
  type DisputeCommand,
  happened,
  refused,
} from './dispute-command.ts';
import type { Because, BroughtFile, DisputeEvent, EventOf, Submission } from './dispute-event.ts';
import { above, agree, climb, offer, passUp, ring, rule } from './dispute-hearing.ts';
import { evolve } from './dispute-history.ts';
import { dueOf } from './dispute-outcome.ts';
import { ladderOf, nextPeriod } from './dispute-policy.ts';
import type { AppealObstacle } from './dispute-refusal.ts';
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

/** The sides: whoever has it, whoever asks, and whom they ask for. */
export function partiesOf(people: readonly (Party | undefined)[]): Party[] {
  const sides = people.filter((one) => one !== undefined);
  return [...new Map(sides.map((one) => [one.id, one])).values()];
}

/** So many pieces of evidence a case holds. */
const MOST_SUBMISSIONS = 40;

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
  const handed = isUndecided(dispute) ? changedHands(dispute, court, at) : [];
  const answer = follow(handed.reduce(evolve, dispute), command, court, at);
  return answer.kind === 'refused' ? answer : happened(...handed, ...answer.events);
}

/** Whoever has it now is heard as a side, and decides nothing. */
function changedHands({ parties }: Dispute, { owner }: Court, at: Date): DisputeEvent[] {
  if (!owner || parties.some(({ id }) => id === owner.id)) return [];
  return [{ kind: 'changed-hands', at, owner, parties: [...parties, owner] }];
}

function follow(dispute: Dispute, command: DisputeCommand, court: Court, at: Date): DisputeAnswer {
  switch (command.kind) {
    case 'join':
      return join(dispute, command, at);
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
    case 'withdraw':
      return withdraw(dispute, command, at);
    case 'merge':
      return whileOpen(dispute, {
        ...{ kind: 'merged', at },
        into: command.into,
        number: command.number,
      });
    case 'abandon':
      return whileOpen(dispute, { kind: 'withdrawn', at, reason: command.reason });
    case 'move':
      return whileOpen(dispute, move(dispute, command, at));
    case 'appeal':
      return appeal(dispute, command, court, at);
    default:
      return hear(dispute, command, court, at);
  }
}

function hear(
  dispute: Dispute,
  command: CommandOf<'offer' | 'agree' | 'pass-up' | 'rule'>,
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
  }
}

function notNow({ account, status }: Dispute): Reason {
  return { kind: 'not-now', account: account.name, status };
}

function whileOpen(dispute: Dispute, event: DisputeEvent): DisputeAnswer {
  return isOpenDispute(dispute) ? happened(event) : refused(notNow(dispute));
}

/** Until it is decided. */
export function isUndecided(dispute: Dispute): boolean {
  return isHearing(dispute) || dispute.status === 'filed' || dispute.status === 'triage';
}

function join(dispute: Dispute, { by, claim, parties }: CommandOf<'join'>, at: Date) {
  if (!isUndecided(dispute)) return refused(notNow(dispute));
  if (dispute.filers.some(({ id }) => id === by.id)) {
    return refused({ kind: 'joined-already', account: dispute.account.name });
  }
  const sides = partiesOf([...dispute.parties, ...parties]);
  return happened({ kind: 'joined', at, by, claim, parties: sides });
}

/** What a machine may close it closes; all else goes before people. */
function triage(
  { finding, rule: decidedBy }: CommandOf<'triage'>,
  court: Court,
  at: Date,
): DisputeEvent[] {
  const triaged: DisputeEvent = {
    ...{ kind: 'triaged', at, finding },
    ...(decidedBy !== undefined && { rule: decidedBy }),
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
  const { account, submissions } = dispute;
  if (submissions.length >= MOST_SUBMISSIONS) {
    return refused({ kind: 'enough-evidence', account: account.name });
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
function move({ parties }: Dispute, { account, owner }: CommandOf<'move'>, at: Date): DisputeEvent {
  const sides = owner && { owner, parties: partiesOf([...parties, owner]) };
  return { kind: 'moved', at, account, ...sides };
}

/** A case ends with its last filer; an appeal with whoever made it. */
function withdraw(dispute: Dispute, { by, reason }: CommandOf<'withdraw'>, at: Date) {
  const { account, filers, appeal: made } = dispute;
  if (!isUndecided(dispute)) return refused(notNow(dispute));
  const asking = made ? [made.by] : filers;
  if (!asking.some(({ id }) => id === by.id)) {
    return refused({ kind: 'not-your-case', account: account.name });
  }
  if (made) return happened({ kind: 'appeal-dropped', at, by });
  if (filers.length > 1) return happened({ kind: 'left', at, by });
  return happened({ kind: 'withdrawn', at, by, reason });
}

function appeal(
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
  return happened(
    { kind: 'appealed', at, by, submission, ...(owner && { owner }) },
    ...changedHands(dispute, court, at),
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
