import type { Calendar } from './calendar.ts';
import { hasLeft } from './leaving.ts';
import type { Person, Rep, Role } from './roster.ts';

/** Somebody of the roster, as far as it matters to who can be asked in whose place. */
export type Member = Person & {
  email: string;
  role: Role;
  managerId?: string;
  leftAt?: Date;
  absences: Rep['absences'];
  calendar: Omit<Calendar, 'absences'>;
};

/** `coverId`: the rep who covers it. */
export type Place = { id: string; key: string; name: string; parentId?: string; coverId?: string };

export type Staff = {
  byId: ReadonlyMap<string, Member>;
  byEmail: ReadonlyMap<string, Member>;
  places: readonly Place[];
};

/** Their manager, the manager of that one and so on, without those who have left; nobody comes twice. */
export function lineAbove({ byId }: Pick<Staff, 'byId'>, id: string, at: Date): Member[] {
  const seen = new Set([id]);
  const line: Member[] = [];
  let next = byId.get(id)?.managerId;
  while (next !== undefined && !seen.has(next)) {
    seen.add(next);
    const member = byId.get(next);
    if (member && !hasLeft(member, at)) line.push(member);
    next = member?.managerId;
  }
  return line;
}

/** A place and all above it, by its key or id. */
export function placesAbove({ places }: Pick<Staff, 'places'>, named: string): Place[] {
  const path: Place[] = [];
  let next = places.find(({ id, key }) => id === named || key === named);
  while (next && !path.includes(next)) {
    path.push(next);
    const { parentId } = next;
    next = places.find(({ id }) => id === parentId);
  }
  return path;
}

export function isOps({ role }: Pick<Member, 'role'>): boolean {
  return role === 'ops' || role === 'admin';
}
