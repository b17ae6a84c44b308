import { min } from 'date-fns/min';
import { addWorkingHours, type Calendar } from './calendar.ts';
import type { Party } from './dispute-claim.ts';
import type { DisputePolicy } from './dispute-policy.ts';
import { type Person, presenceOf } from './roster.ts';
import { isOps, type Member, type Staff } from './staff.ts';

export const rungs = ['peers', 'manager', 'senior', 'ops'] as const;
export type Rung = (typeof rungs)[number];

/** Who speaks on a rung, and who does for them while they are away. */
export type Seat = { person: Party; standIn?: Party; calendar: Calendar };
export type Bench = Record<Rung, readonly Seat[]>;

/** Somebody of the roster, as far as cases ask. */
export type Colleague = Party & {
  calendar: Calendar;
  managerId?: string;
  isOps: boolean;
  hasLeft: boolean;
  /** Who stands in for them at this moment. */
  standInId?: string;
};

/** Everybody, with who stands in for those who are away at this moment. */
export function colleaguesOf({ byId }: Pick<Staff, 'byId'>, at: Date): Map<string, Colleague> {
  return new Map([...byId].map(([id, member]) => [id, colleagueOf(member, at)]));
}

function colleagueOf(member: Member, at: Date): Colleague {
  const { managerId, calendar } = member;
  const presence = presenceOf(member, at);
  const standIn = presence.kind === 'away' ? presence.backup : undefined;
  return {
    ...partyOf(member),
    ...{ calendar: { ...calendar, absences: [] }, isOps: isOps(member) },
    hasLeft: presence.kind === 'left',
    ...(managerId && { managerId }),
    ...(standIn && { standInId: standIn.id }),
  };
}

/** Who would sit on each rung of a case between these sides: where all must speak for whom they lead, nobody does while one is missing. */
export function benchOf(
  parties: readonly Party[],
  roster: ReadonlyMap<string, Colleague>,
  policy: DisputePolicy,
  voices: readonly string[],
): Bench {
  const sides = new Set(parties.map(({ id }) => id));
  /** Whoever is a side, or has spoken for one, decides nothing. */
  const barred = new Set([...sides, ...voices]);
  const seatsOf = (ids: readonly string[]) =>
    seatsFor(
      ids.filter((id) => !barred.has(id)),
      barred,
      roster,
    );
  const seatsOver = (led: readonly string[], ids: readonly string[], rung: Rung) =>
    needsAll(rung, policy) && !areLed(led, voices, roster) ? [] : seatsOf(ids);
  const managers = managersOf([...sides], roster);
  const deciding = managers.filter((id) => !sides.has(id));
  const seniors = managersOf(managers, roster).filter((id) => !deciding.includes(id));
  const ops = [...roster.values()].filter(({ isOps }) => isOps).map(({ id }) => id);
  return {
    peers: seatsFor([...sides], sides, roster),
    manager: seatsOver([...sides], deciding, 'manager'),
    senior: seatsOver(managers, seniors, 'senior'),
    ops: seatsOf(ops),
  };
}

/** Those of the roster who have left the company. */
export function leftOf(roster: ReadonlyMap<string, Colleague>): Set<string> {
  return new Set([...roster.values()].filter(({ hasLeft }) => hasLeft).map(({ id }) => id));
}

function managersOf(ids: readonly string[], roster: ReadonlyMap<string, Colleague>): string[] {
  return [...new Set(ids.flatMap((id) => roster.get(id)?.managerId ?? []))];
}

/** Whether each of them has somebody above them who is there, or who is one of them. */
function areLed(
  ids: readonly string[],
  voices: readonly string[],
  roster: ReadonlyMap<string, Colleague>,
): boolean {
  if (ids.length < 2) return true;
  return ids.every((id) => {
    const leader = roster.get(roster.get(id)?.managerId ?? '');
    if (!leader || leader.id === id) return false;
    return ids.includes(leader.id) || !(leader.hasLeft || voices.includes(leader.id));
  });
}

/** Nobody speaks for one side who is the other, nor for whom they sit beside: two words are two people’s. */
function seatsFor(
  ids: readonly string[],
  barred: ReadonlySet<string>,
  roster: ReadonlyMap<string, Colleague>,
): Seat[] {
  return ids.flatMap((id) => {
    const one = roster.get(id);
    if (!one || one.hasLeft) return [];
    const other = roster.get(one.standInId ?? '');
    const isFree = other && !other.hasLeft && !barred.has(other.id) && !ids.includes(other.id);
    const standIn = isFree ? other : undefined;
    const { calendar } = standIn ?? one;
    return [{ person: partyOf(one), calendar, ...(standIn && { standIn: partyOf(standIn) }) }];
  });
}

/** A person as a case keeps them. */
export function partyOf({ id, name, slackUserId }: Person): Party {
  return { id, name, ...(slackUserId && { slackUserId }) };
}

/** The seat from which somebody speaks: their own, or one for which they stand in. */
export function seatOf(seats: readonly Seat[], id: string): Seat | undefined {
  return (
    seats.find(({ person }) => person.id === id) ?? seats.find(({ standIn }) => standIn?.id === id)
  );
}

/** Whether those who are there can end it on this rung: it takes the owner and another to agree, and one to decide. */
export function canSit(rung: Rung, seats: readonly Seat[], owner: Party | undefined): boolean {
  if (rung !== 'peers') return seats.length >= 1;
  return seats.length >= 2 && seats.some(({ person }) => person.id === owner?.id);
}

/** Whether every seat must have said the same. */
export function needsAll(rung: Rung, policy: DisputePolicy): boolean {
  switch (rung) {
    case 'peers':
      return true;
    case 'manager':
    case 'senior':
      return policy[rung].needs === 'both';
    case 'ops':
      return false;
  }
}

export type RungClock = { since: Date; remindAt: Date; dueAt: Date };

/**
 * By the working hours of those who sit. Where all must speak the last of them has the full time; where one is enough the
 * first is waited for. An absence stops no clock: whoever stands in speaks, or silence moves it up.
 */
export function clockOf(
  rung: Rung,
  seats: readonly Seat[],
  policy: DisputePolicy,
  since: Date,
): RungClock {
  const { hours } = policy[rung];
  const remindAt = after(seats, since, hours * policy.remindAt, needsAll(rung, policy));
  const dueAt = after(seats, since, hours, needsAll(rung, policy));
  return { since, remindAt: min([remindAt, dueAt]), dueAt };
}

const DAY = 24 * 60 * 60 * 1000;

/** Who never works is not waited for. */
function after(seats: readonly Seat[], since: Date, hours: number, isForAll: boolean): Date {
  const ends = seats.flatMap(({ calendar }) => {
    const end = addWorkingHours({ ...calendar, absences: [] }, since, hours);
    return end ? [end.getTime()] : [];
  });
  if (ends.length === 0) return new Date(since.getTime() + (hours / 8) * DAY);
  return new Date(isForAll ? Math.max(...ends) : Math.min(...ends));
}

/** The last moment for an appeal of any of these. */
export function appealUntil(seats: readonly Seat[], policy: DisputePolicy, since: Date): Date {
  return after(seats, since, policy.appealHours, true);
}
