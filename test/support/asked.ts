import {
  askedPeople,
  beginCourse,
  type Course,
  type Vote,
} from '../../src/domain/approval-course.ts';
import { type ApprovalRule, approvalRule } from '../../src/domain/approval-policy.ts';
import type { Rep } from '../../src/domain/roster.ts';
import type { Bench, Concerned } from '../../src/domain/seat.ts';
import type { Member, Staff } from '../../src/domain/staff.ts';

export const friday = new Date('2026-11-20T10:00:00Z');
const officeHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
const week = { from: '09:00', until: '17:00' };
export const calendar = {
  timeZone: 'UTC',
  hours: { ...officeHours, mon: [week], tue: [week], wed: [week], thu: [week], fri: [week] },
};

type Fields = Partial<Pick<Member, 'managerId' | 'leftAt' | 'role'>> & { away?: string };
export function aMember(id: string, { away, role = 'manager', ...fields }: Fields = {}): Member {
  const backup = away && { id: away, name: away };
  const absence = { from: new Date('2026-11-20'), until: new Date('2026-12-04'), reason: 'leave' };
  const absences: Rep['absences'] =
    away === undefined ? [] : [{ ...absence, ...(backup && { backup }) }];
  return { id, name: id, email: `${id}@x.example`, role, absences, calendar, ...fields };
}
/** Somebody of whom the roster says no hours. */
export const around = (id: string): Member => ({
  ...aMember(id),
  calendar: { timeZone: 'UTC', hours: {} },
});
export function staffOf(...members: Member[]): Staff {
  return {
    byId: new Map(members.map((one) => [one.id, one])),
    byEmail: new Map(members.map((one) => [one.email, one])),
    places: [
      { id: '1', key: 'emea', name: 'EMEA' },
      { id: '2', key: 'dach', name: 'DACH', parentId: '1', coverId: 'bo' },
    ],
  };
}
/** Ana and Bo answer to Mia, she to Vic, he to nobody. */
export const line = (...others: Member[]) =>
  staffOf(
    aMember('ana', { role: 'rep', managerId: 'mia' }),
    aMember('bo', { role: 'rep', managerId: 'mia' }),
    aMember('mia', { managerId: 'vic' }),
    ...[aMember('vic'), aMember('max'), aMember('olga', { role: 'ops' }), ...others],
  );
export const ruleOf = (fields: object): ApprovalRule =>
  approvalRule.parse({ name: 'own', ...fields });
export const about = (fields: Partial<Concerned> = {}): Concerned => ({
  ...{ proposedId: 'ana', groups: { desk: ['max@x.example', 'vic@x.example'] }, ...fields },
});
export const at = (staff: Staff, fields: Partial<Bench> = {}): Bench => ({
  ...{ staff, gains: 'ana', at: friday, ...fields },
});
export const begin = (fields: object, bench = at(line()), of = about()) =>
  beginCourse({ rule: ruleOf(fields) }, of, bench);
export const names = (of: Course, votes: Vote[] = []) =>
  askedPeople(of, votes).map(({ name }) => name);
export const yes = (seat: number, name: string): Vote => ({
  ...{ seats: [seat], by: { id: name, name }, at: friday, reason: '' },
});
