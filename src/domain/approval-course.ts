import { z } from 'zod';
import { type ApprovalRule, approvalRule } from './approval-policy.ts';
import { addWorkingHours } from './calendar.ts';
import { type Person, presenceOf } from './roster.ts';
import {
  type Bench,
  type Concerned,
  type Occupant,
  peopleAt,
  person,
  type Seat,
  seat,
  seatAbove,
  seatInOffice,
  seatNow,
  seatOf,
} from './seat.ts';
import { isOps, type Member } from './staff.ts';

const { mode, dueHours, silence, ownGain } = approvalRule.shape;

/** Who is asked about a question, and by what terms: those of the policy as it was when it was asked. */
export const course = z.object({
  policy: z.number().optional(),
  rule: z.string(),
  /** Whom the rule about the account named. */
  reviewer: z.string().optional(),
  mode: mode.unwrap(),
  dueHours: dueHours.unwrap(),
  silence: silence.unwrap(),
  ownGain: ownGain.unwrap(),
  seats: z.array(seat),
  since: z.coerce.date(),
  /** Who had said yes before something else became known. */
  agreed: z.array(person).optional(),
});
export type Course = z.infer<typeof course>;

/** A yes that others have to join: for which seats it counts, and in whose place it was given. */
export type Vote = { seats: number[]; by: Person; onBehalfOf?: Person; at: Date; reason: string };

/** What wakes a question that nobody answers. */
export type Bell = { kind: 'remind' | 'due'; at: Date };
/** When it is due, and what wakes it next; the last rung has no bell any more. */
export type Clock = { dueAt: Date; bell?: Bell };

type Terms = { rule: ApprovalRule; number?: number | undefined };

export function beginCourse({ rule, number }: Terms, about: Concerned, bench: Bench): Course {
  const { name, ask, mode: how, ifNobody, dueHours: hours, silence: silent, ownGain: own } = rule;
  const exact = benchOf(rule, bench);
  const nobody: Seat = { asked: { kind: ifNobody }, before: [] };
  const found = ask.map((one) => seatOf(one, about, exact));
  // Where all must agree, nobody's voice falls away for being unknown.
  const seats = found.flatMap((one) => one ?? (how === 'first response' ? [] : [nobody]));
  return {
    ...(number !== undefined && { policy: number }),
    ...(about.reviewer && { reviewer: about.reviewer }),
    ...{ rule: name, mode: how, dueHours: hours, silence: silent, ownGain: own, since: bench.at },
    seats: distinct(seats.length > 0 ? seats : [nobody]),
  };
}

/** Who sits twice is asked once. */
function distinct(seats: Seat[]): Seat[] {
  return [...new Map(seats.map((one) => [keyOf(one.asked), one])).values()];
}

function keyOf(asked: Occupant): string {
  switch (asked.kind) {
    case 'person':
      return asked.person.id;
    case 'group':
      return `group ${asked.name}`;
    case 'managers':
    case 'ops':
      return asked.kind;
  }
}

/** The seats that are asked now, by their place among all. */
export function askedNow({ mode: how, seats }: Course, votes: readonly Vote[]): number[] {
  const given = new Set(votes.flatMap((one) => one.seats));
  const open = seats.flatMap((_, nth) => (given.has(nth) ? [] : [nth]));
  return how === 'in sequence' ? open.slice(0, 1) : open;
}

/** Whether these are enough to do it. */
export function isAgreed(of: Course, votes: readonly Vote[]): boolean {
  return of.mode === 'first response' ? votes.length > 0 : askedNow(of, votes).length === 0;
}

/** Everybody who has it before them at the moment; nobody in particular where it is for ops. */
export function askedPeople(of: Course, votes: readonly Vote[]): Person[] {
  return peopleIn(askedNow(of, votes).flatMap((nth) => of.seats[nth] ?? []));
}

/** Everybody who may have had it before them. */
export function everAsked({ seats }: Course): Person[] {
  return peopleIn(seats);
}

function peopleIn(seats: Seat[]): Person[] {
  const people = seats.flatMap(({ asked }) => peopleAt(asked));
  return [...new Map(people.map((one) => [one.id, one])).values()];
}

/** By the same terms as before: it goes on as it is. */
export function isByTerms(
  of: Course,
  rule: ApprovalRule,
  { reviewer }: Pick<Concerned, 'reviewer'>,
): boolean {
  return (
    of.rule === rule.name &&
    of.mode === rule.mode &&
    of.dueHours === rule.dueHours &&
    of.silence === rule.silence &&
    of.ownGain === rule.ownGain &&
    of.reviewer === reviewer
  );
}

/** They said yes to something else: from now on no voice is given, and all have it before them again. */
export function renewed(of: Course, votes: readonly Vote[], at: Date): Course {
  const agreed = [...(of.agreed ?? []), ...votes.map(({ by }) => by)];
  return { ...of, since: at, agreed: [...new Map(agreed.map((one) => [one.id, one])).values()] };
}

/** To whom it belongs at the moment: those who are asked, and in whose place. */
export function holdersOf(of: Course, votes: readonly Vote[]): string[] {
  const ids = askedNow(of, votes).flatMap((nth) => {
    const one = of.seats[nth];
    if (!one) return [];
    const { asked } = one;
    const own = asked.kind === 'person' ? [asked.person] : [];
    return [...own, ...peopleAt(asked)].map(({ id }) => id);
  });
  return [...new Set(ids)];
}

/** From now on, in the working time of whoever is asked: nobody is passed over before their own time is up. */
export function clockOf(of: Course, votes: readonly Vote[], { staff, at }: Bench): Clock {
  const slots = askedNow(of, votes).flatMap((nth) => {
    const one = of.seats[nth];
    return one ? [soonest(one.asked, of.dueHours, { staff, at })] : [];
  });
  const [latest] = slots.toSorted((one, other) => other.due.getTime() - one.due.getTime());
  const { half, due } = latest ?? soonest({ kind: 'ops' }, of.dueHours, { staff, at });
  return { dueAt: due, bell: { kind: 'remind', at: half } };
}

type Slot = { half: Date; due: Date };

/** Of several any may answer, so the first of them to work counts. */
function soonest(asked: Occupant, hours: number, bench: Pick<Bench, 'staff' | 'at'>): Slot {
  const slots = answering(asked, bench).flatMap(({ calendar }) => {
    return slotIn(hasHours(calendar) ? calendar : { ...calendar, ...office }, hours, bench.at);
  });
  const [first] = slots.toSorted((one, other) => one.due.getTime() - other.due.getTime());
  // A channel that nobody of the roster reads, or somebody who never works.
  return (
    first ??
    slotIn({ timeZone: 'UTC', ...office }, hours, bench.at)[0] ?? { half: bench.at, due: bench.at }
  );
}

/** Those who are here, if any is: of people, managers or ops. */
function answering(asked: Occupant, { staff, at }: Pick<Bench, 'staff' | 'at'>): Member[] {
  const all = membersAt(asked, staff).filter((one) => presenceOf(one, at).kind !== 'left');
  const here = all.filter((one) => presenceOf(one, at).kind === 'here');
  return here.length > 0 ? here : all;
}

function membersAt(asked: Occupant, { byId }: Bench['staff']): Member[] {
  switch (asked.kind) {
    case 'person':
    case 'group':
      return peopleAt(asked).flatMap(({ id }) => byId.get(id) ?? []);
    case 'managers':
      return [...byId.values()].filter(({ role }) => role === 'manager');
    case 'ops':
      return [...byId.values()].filter(isOps);
  }
}

const shift = [{ from: '09:00', until: '17:00' }];
/** Of whom the roster says no hours, nobody knows that they work at night. */
const office = { hours: { mon: shift, tue: shift, wed: shift, thu: shift, fri: shift } };

function hasHours({ hours }: Member['calendar']): boolean {
  return Object.values(hours).some((shifts) => shifts.length > 0);
}

/** An absence to come does not stop it: whoever stands in then is found when it rings. */
function slotIn(of: Member['calendar'], hours: number, at: Date): Slot[] {
  const calendar = { ...of, absences: [] };
  const half = addWorkingHours(calendar, at, hours / 2);
  const due = addWorkingHours(calendar, at, hours);
  return half && due ? [{ half, due }] : [];
}

/** What a bell does. Whatever happens, nothing is ever approved by it. */
export type Ringing =
  | { kind: 'remind'; course: Course; clock: Clock }
  /** Somebody has gone away meanwhile: whoever stands in for them has time of their own. */
  | { kind: 'stand-in'; course: Course; clock: Clock }
  /** Somebody else leads them by now. */
  | { kind: 'hand-on'; course: Course; clock: Clock }
  | { kind: 'escalate'; course: Course; clock: Clock }
  /** The last rung: it waits for ops, and rings no more. */
  | { kind: 'rest'; clock: Clock }
  /** Nobody answered, and the policy leaves it with the present owner then. */
  | { kind: 'keep' };

export type Ticking = { course: Course; votes: readonly Vote[]; dueAt: Date; bell: Bell['kind'] };

export function ring({ course: of, votes, dueAt, bell }: Ticking, bench: Bench): Ringing {
  const led = inOffice(of, votes, bench);
  if (holdersOf(led, votes).join() !== holdersOf(of, votes).join()) {
    return { kind: 'hand-on', course: led, clock: clockOf(led, votes, bench) };
  }
  const here = reseated(of, votes, bench);
  if (holdersOf(here, votes).join() !== holdersOf(of, votes).join()) {
    return { kind: 'stand-in', course: here, clock: clockOf(here, votes, bench) };
  }
  switch (bell) {
    case 'remind':
      return { kind: 'remind', course: of, clock: { dueAt, bell: { kind: 'due', at: dueAt } } };
    case 'due': {
      if (of.silence === 'keep') return { kind: 'keep' };
      const next = movedUp(of, votes, bench);
      if (!next) return { kind: 'rest', clock: { dueAt } };
      return { kind: 'escalate', course: next, clock: clockOf(next, votes, bench) };
    }
  }
}

/** Whoever leads those whom it is about by now is asked, in the place of whoever did. */
export function inOffice(of: Course, votes: readonly Vote[], bench: Bench): Course {
  const exact = benchOf(of, bench);
  const silent = new Set(askedNow(of, votes));
  const seats = of.seats.map((one, nth) =>
    silent.has(nth) ? (seatInOffice(one, exact) ?? one) : one,
  );
  return { ...of, seats };
}

/** Who is away by now, or has left, is asked no longer: whoever stands in for them is. */
export function reseated(of: Course, votes: readonly Vote[], bench: Bench): Course {
  const exact = benchOf(of, bench);
  const silent = new Set(askedNow(of, votes));
  const seats = of.seats.map((one, nth) => (silent.has(nth) ? seatNow(one, exact) : one));
  return { ...of, seats };
}

/** Every seat that stayed silent goes up one rung; undefined where all are with ops already. */
function movedUp(of: Course, votes: readonly Vote[], bench: Bench): Course | undefined {
  const exact = benchOf(of, bench);
  const above = new Map(
    askedNow(of, votes).flatMap((nth) => {
      const one = of.seats[nth];
      const next = one && seatAbove(one, exact);
      return next ? [[nth, next] as const] : [];
    }),
  );
  if (above.size === 0) return undefined;
  return { ...of, seats: of.seats.map((one, nth) => above.get(nth) ?? one) };
}

function benchOf({ ownGain: own }: Pick<Course, 'ownGain'>, bench: Bench): Bench {
  return own === 'refuse' ? bench : { ...bench, gains: undefined };
}
