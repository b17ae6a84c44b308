import { askedNow, type Course, type Vote } from './approval-course.ts';
import type { Person, Role } from './roster.ts';
import type { Occupant, Seat } from './seat.ts';
import { isOps, lineAbove, type Staff } from './staff.ts';

export type Decider = { person: Person; role: Role };

/** What somebody's word counts for. */
export type Voice =
  /** They are asked, by themselves or in the place of somebody who is away. */
  | { kind: 'asked'; seats: number[]; onBehalfOf?: Person }
  /** Nobody asked them, but they stand above somebody who is asked, or were asked before, or are ops. */
  | { kind: 'above'; seats: number[] }
  /** They have said yes, and others are still to say it. */
  | { kind: 'spoken' }
  | { kind: 'none' };

type Hearing = { course: Course; votes: readonly Vote[]; staff: Staff; at: Date };

export function voiceOf({ course, votes, staff, at }: Hearing, decider: Decider): Voice {
  const { person } = decider;
  const open = askedNow(course, votes).flatMap((nth) => {
    const seat = course.seats[nth];
    return seat ? [{ nth, seat }] : [];
  });
  const own = open.filter(({ seat }) => sitsAt(seat.asked, decider));
  if (own.length > 0) {
    const onBehalfOf = own.map(({ seat: { asked } }) => standsFor(asked, person)).find(Boolean);
    const seats = own.map(({ nth }) => nth);
    return { kind: 'asked', seats, ...(onBehalfOf && { onBehalfOf }) };
  }
  const under = open.find(({ seat }) => isOver(seat, decider, { staff, at }));
  if (under && !votes.some(({ by }) => by.id === person.id)) {
    return { kind: 'above', seats: [under.nth] };
  }
  return under || votes.some(({ by }) => by.id === person.id)
    ? { kind: 'spoken' }
    : { kind: 'none' };
}

function sitsAt(asked: Occupant, { person: { id }, role }: Decider): boolean {
  switch (asked.kind) {
    case 'person':
      return asked.person.id === id || asked.standIn?.id === id;
    case 'group':
      return asked.people.some((one) => one.id === id);
    case 'managers':
      return role === 'manager' || isOps({ role });
    case 'ops':
      return isOps({ role });
  }
}

function standsFor(asked: Occupant, { id }: Person): Person | undefined {
  return asked.kind === 'person' && asked.standIn?.id === id ? asked.person : undefined;
}

function isOver(
  { asked, before }: Seat,
  { person, role }: Decider,
  { staff, at }: Pick<Hearing, 'staff' | 'at'>,
): boolean {
  if (isOps({ role }) || before.some(({ id }) => id === person.id)) return true;
  if (asked.kind !== 'person') return false;
  return lineAbove(staff, asked.person.id, at).some(({ id }) => id === person.id);
}

/** Who is asked, in plain words. */
export function wordAsked({ course, votes }: Pick<Hearing, 'course' | 'votes'>): string[] {
  const names = askedNow(course, votes).flatMap((nth) => {
    const seat = course.seats[nth];
    return seat ? [wordOccupant(seat.asked)] : [];
  });
  return [...new Set(names)];
}

function wordOccupant(asked: Occupant): string {
  switch (asked.kind) {
    case 'person':
      return asked.standIn
        ? `${asked.standIn.name} in the place of ${asked.person.name}`
        : asked.person.name;
    case 'group':
      return `one of ${asked.name}`;
    case 'managers':
      return 'any manager';
    case 'ops':
      return 'ops';
  }
}
