import { canSit, clockOf, needsAll, type Rung, type Seat, seatOf } from './dispute-bench.ts';
import type { Party } from './dispute-claim.ts';
import {
  type CommandOf,
  type Court,
  type DisputeAnswer,
  happened,
  notNow,
  refused,
} from './dispute-command.ts';
import type { Because, DisputeEvent, EventOf } from './dispute-event.ts';
import { faultOf, gainersOf, isSameRuling, type Ruling } from './dispute-outcome.ts';
import { ladderOf } from './dispute-policy.ts';
import { type Dispute, type Hearing, isHearing, type Vote } from './dispute-state.ts';
import type { Reason } from './refusal.ts';

/**
 * Up to the first rung from `start` on where somebody can end it; those where nobody sits are climbed over, one by one. Above
 * the last one nobody decides: it stays as it is.
 */
export function climb(
  start: number,
  first: Because,
  { policy, bench, owner }: Court,
  at: Date,
): DisputeEvent[] {
  const ladder = ladderOf(policy);
  const events: DisputeEvent[] = [];
  let because = first;
  for (const rung of ladder.slice(start)) {
    const seats = bench[rung];
    const isManned = canSit(rung, seats, owner);
    const clock = isManned
      ? clockOf(rung, seats, policy, at)
      : { since: at, remindAt: at, dueAt: at };
    const people = seats.map(({ person }) => person);
    events.push({ kind: 'reached', at, rung, because, seats: people, clock });
    if (isManned) return events;
    because = { kind: 'nobody' };
  }
  return [...events, lapse(ladder.at(-1), at)];
}

/** Whoever is asked only from now on has the whole time, where all must speak; so have the others. */
export function withTime<Event extends EventOf<'joined' | 'changed-hands' | 'moved'>>(
  dispute: Dispute,
  event: Event,
  { policy, bench }: Court,
  at: Date,
): Event {
  if (!isHearing(dispute) || !needsAll(dispute.status, policy)) return event;
  const seats = bench[dispute.status];
  const sat = new Set(dispute.seats.map(({ id }) => id));
  if (seats.every(({ person }) => sat.has(person.id))) return event;
  const clock = clockOf(dispute.status, seats, policy, at);
  return { ...event, anew: { seats: seats.map(({ person }) => person), clock } };
}

/** With another side there may be nobody any more who can end it where it is. */
export function withoutGap(
  dispute: Dispute,
  event: DisputeEvent,
  court: Court,
  at: Date,
): DisputeEvent[] {
  if (!isHearing(dispute)) return [event];
  const { status } = dispute;
  if (canSit(status, court.bench[status], court.owner)) return [event];
  return [event, ...climb(above(status, court), { kind: 'nobody' }, court, at)];
}

function lapse(rung: Rung | undefined, at: Date): EventOf<'decided'> {
  const ruling: Ruling = { outcome: { kind: 'keep' } };
  const decision = { at, verdict: { kind: 'lapsed' }, ruling, ...(rung && { rung }) } as const;
  return { kind: 'decided', at, decision };
}

export function above(rung: Rung, { policy }: Court): number {
  return ladderOf(policy).indexOf(rung) + 1;
}

/** What the clock does: it reminds at a part of the time, and moves the case up at its end. Who has left is not waited for. */
export function ring(hearing: Hearing, court: Court, at: Date): DisputeEvent[] {
  return [...departures(hearing, court, at), ...tick(hearing, court, at)];
}

/** Who has left is named once. */
function departures(
  { parties, seats, leavers }: Hearing,
  { left }: Court,
  at: Date,
): EventOf<'departed'>[] {
  const deciders = seats.filter(({ id }) => !parties.some((one) => one.id === id));
  const who = [...parties, ...deciders].filter(
    ({ id }) => left.has(id) && !leavers.some((one) => one.id === id),
  );
  return who.length > 0 ? [{ kind: 'departed', at, who }] : [];
}

function tick(hearing: Hearing, court: Court, at: Date): DisputeEvent[] {
  const { status, clock, isReminded } = hearing;
  const seats = court.bench[status];
  const up = above(status, court);
  if (!canSit(status, seats, court.owner)) return climb(up, { kind: 'nobody' }, court, at);
  const ended = allSaid(hearing, court, at);
  if (ended.length > 0) return ended;
  if (at >= clock.dueAt) return climb(up, { kind: 'silence' }, court, at);
  if (isReminded || at < clock.remindAt) return [];
  return [{ kind: 'reminded', at, rung: status, whom: seats.map(speakerOf) }];
}

/** Whoever was waited for has left, and those who are there have all said it. */
export function allSaid(hearing: Hearing, court: Court, at: Date): DisputeEvent[] {
  const seats = court.bench[hearing.status];
  const gainsLeaver = ({ outcome }: Ruling) => gainersOf(outcome).some((id) => court.left.has(id));
  if (hearing.status === 'peers') {
    const { offer: table } = hearing;
    return table && !gainsLeaver(table.ruling) ? agreement(table, court, at) : [];
  }
  const votes = hearing.votes.filter(({ by }) => seatOf(seats, by.id));
  return votes.some(({ ruling }) => gainsLeaver(ruling))
    ? []
    : settle(hearing, votes, seats, court, at);
}

/** Whose other side has left meanwhile does not agree with themselves. */
function agreement(
  { agreed, ruling }: Pick<NonNullable<Hearing['offer']>, 'agreed' | 'ruling'>,
  { bench: { peers }, owner }: Court,
  at: Date,
): DisputeEvent[] {
  const sides = peers.map(({ person }) => person);
  const isWhole = sides.every(({ id }) => agreed.some(({ side }) => side === id));
  if (!isWhole || !canSit('peers', peers, owner)) return [];
  const verdict = { kind: 'agreed', by: sides } as const;
  return [{ kind: 'decided', at, decision: { at, verdict, ruling, rung: 'peers' } }];
}

/** Who is asked at this moment. */
function speakerOf({ person, standIn }: Seat): Party {
  return standIn ?? person;
}

export function passUp(
  hearing: Hearing,
  { by, why }: CommandOf<'pass-up'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const { status, account } = hearing;
  const seats = court.bench[status];
  if (!seatOf(seats, by.id)) return refused(notHeard(hearing, seats));
  const up = above(status, court);
  if (up >= ladderOf(court.policy).length) {
    return refused({ kind: 'last-rung', account: account.name });
  }
  return happened(...climb(up, { kind: 'passed-up', by, why }, court, at));
}

function notHeard({ status, account: { name: account } }: Hearing, seats: readonly Seat[]): Reason {
  if (status === 'peers') return { kind: 'not-a-party', account };
  return { kind: 'not-on-bench', account, who: seats.map((seat) => speakerOf(seat).name) };
}

/** One side says how it could end among them. */
export function offer(
  hearing: Hearing,
  { by, ruling }: CommandOf<'offer'>,
  { policy, bench }: Court,
  at: Date,
): DisputeAnswer {
  const { account, parties } = hearing;
  const seat = seatOf(bench.peers, by.id);
  if (hearing.status !== 'peers') return refused(notNow(hearing));
  if (!seat) return refused(notHeard(hearing, bench.peers));
  const fault = faultOf(ruling, policy, at);
  if (fault) return refused({ kind: 'no-ruling', fault });
  const isAmongThem = gainersOf(ruling.outcome).every((id) => parties.some((one) => one.id === id));
  if (!isAmongThem) return refused({ kind: 'beyond-peers', account: account.name });
  return happened({ kind: 'offered', at, by, side: seat.person.id, ruling });
}

/** The last side that says the same ends it. */
export function agree(
  hearing: Hearing,
  { by, number }: CommandOf<'agree'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const { account, offer: table } = hearing;
  const { peers } = court.bench;
  if (hearing.status !== 'peers' || !table) return refused(notNow(hearing));
  const seat = seatOf(peers, by.id);
  if (!seat) return refused(notHeard(hearing, peers));
  if (table.number !== number) return refused({ kind: 'offer-changed', account: account.name });
  const { id: side } = seat.person;
  if (table.agreed.some((one) => one.side === side)) return happened();
  const event = { kind: 'agreed', at, by, side } as const;
  const agreed = [...table.agreed, { side, by: by.id }];
  return happened(event, ...agreement({ ...table, agreed }, court, at));
}

/** Somebody above the sides decides: alone, or with the other whose word is needed. */
export function rule(
  hearing: Hearing,
  command: CommandOf<'rule'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const { by, ruling, code, text, note } = command;
  const obstacle = obstacleTo(hearing, command, court, at);
  if (obstacle) return refused(obstacle);
  const seats = court.bench[hearing.status];
  const seat = seatOf(seats, by.id);
  if (!seat) return refused(notHeard(hearing, seats));
  if (gainsBy(command).includes(seat.person.id)) {
    const { name: account } = hearing.account;
    return refused({ kind: 'their-gain', account, whose: seat.person.name });
  }
  const said = { by, seat: seat.person.id, ruling, code, text };
  const event = { kind: 'ruled', at, ...said, ...(note && { note }) } as const;
  const vote: Vote = { ...said, number: hearing.words + 1 };
  const votes = [...hearing.votes.filter((one) => one.seat !== vote.seat), vote];
  return happened(event, ...settle(hearing, votes, seats, court, at));
}

/** Decides as another has, whose word they have read. */
export function second(
  hearing: Hearing,
  { by, number, gainers = [] }: CommandOf<'second'>,
  court: Court,
  at: Date,
): DisputeAnswer {
  const read = hearing.votes.find((vote) => vote.number === number);
  if (!read) return refused({ kind: 'word-changed', account: hearing.account.name });
  const { ruling, code, text } = read;
  return rule(hearing, { kind: 'rule', by, ruling, code, text, gainers }, court, at);
}

/** Nobody decides who is a side, or gains by it. */
function obstacleTo(
  hearing: Hearing,
  command: CommandOf<'rule'>,
  { policy }: Court,
  at: Date,
): Reason | undefined {
  const { account, parties, status } = hearing;
  const { by, ruling, code, text } = command;
  if (parties.some(({ id }) => id === by.id))
    return { kind: 'party-decides', account: account.name };
  if (status === 'peers') return notNow(hearing);
  if (gainsBy(command).includes(by.id)) return { kind: 'own-gain', subject: account.name };
  const fault = faultOf(ruling, policy, at);
  if (fault) return { kind: 'no-ruling', fault };
  if (policy.reasons[code] === undefined) return { kind: 'unknown-reason', code };
  return text.trim().length < 3 ? { kind: 'no-words' } : undefined;
}

function gainsBy({ ruling, gainers = [] }: CommandOf<'rule'>): string[] {
  return [...gainersOf(ruling.outcome), ...gainers];
}

function settle(
  { status }: Hearing,
  votes: readonly Vote[],
  seats: readonly Seat[],
  court: Court,
  at: Date,
): DisputeEvent[] {
  const last = votes.at(-1);
  if (!last) return [];
  const counted = needsAll(status, court.policy)
    ? seats.map((seat) => voteOf(seat, votes))
    : [last];
  const given = counted.filter((vote) => vote !== undefined);
  if (given.length < counted.length) return [];
  if (!given.every(({ ruling }) => isSameRuling(ruling, last.ruling))) {
    return climb(above(status, court), { kind: 'differed' }, court, at);
  }
  const said = [...new Map(given.map((vote) => [vote.by.id, vote])).values()];
  const texts = new Set(said.map(({ text }) => text));
  const by = said.map((vote) => inTheirPlace(vote, seats));
  const verdict = { kind: 'ruled' as const, by, code: last.code, text: [...texts].join('\n') };
  return [{ kind: 'decided', at, decision: { at, verdict, ruling: last.ruling, rung: status } }];
}

/** Whoever reads it should know why somebody from outside had a word in it. */
function inTheirPlace({ by, seat }: Vote, seats: readonly Seat[]) {
  const person = seats.find((one) => one.person.id === seat)?.person;
  return person && person.id !== by.id ? { ...by, inPlaceOf: person } : by;
}

/** What was said from a seat, or by whoever speaks for it now. */
function voteOf({ person, standIn }: Seat, votes: readonly Vote[]): Vote | undefined {
  return votes.findLast(
    ({ seat, by }) => seat === person.id || by.id === person.id || by.id === standIn?.id,
  );
}
