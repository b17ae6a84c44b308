import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  askedNow,
  askedPeople,
  type Clock,
  type Course,
  clockOf,
  isByTerms,
  reseated,
  ring,
  type Vote,
} from '../../src/domain/approval-course.ts';
import type { Role } from '../../src/domain/roster.ts';
import type { Concerned } from '../../src/domain/seat.ts';
import type { Member } from '../../src/domain/staff.ts';
import { voiceOf, wordAsked } from '../../src/domain/voice.ts';
import {
  about,
  aMember,
  around,
  at,
  begin,
  calendar,
  friday,
  line,
  names,
  ruleOf,
  staffOf,
  yes,
} from '../support/asked.ts';

describe('who is asked', () => {
  it.each<[string, object, Partial<Concerned>, string[]]>([
    ['the manager of whoever gains', { ask: ['manager of proposed'] }, {}, ['mia']],
    ['whom the rule names', { ask: ['reviewer'] }, { reviewer: 'Max@x.example' }, ['max']],
    ['who leads the territory', { ask: ['territory manager'] }, { territory: 'dach' }, ['mia']],
    ['a group', { ask: [{ group: 'desk' }] }, {}, ['max', 'vic']],
    ['a person', { ask: [{ person: 'vic@x.example' }] }, {}, ['vic']],
    [
      'two, and one of them once',
      { ask: ['manager of proposed', 'manager of present', { person: 'max@x.example' }] },
      { presentId: 'bo' },
      ['mia', 'max'],
    ],
  ])('is %s', (_, fields, of, asked) => {
    expect(names(begin(fields, at(line()), about(of)))).toEqual(asked);
  });

  it('is whoever stands in for somebody who is away, and else who is above them', () => {
    const away = (backup: string) =>
      at(staffOf(...line().byId.values(), aMember('mia', { managerId: 'vic', away: backup })));
    const ask = { ask: ['manager of proposed'] };
    expect(wordAsked({ course: begin(ask, away('max')), votes: [] })).toEqual([
      'max in the place of mia',
    ]);
    expect(names(begin(ask, away('')))).toEqual(['vic']);
    expect(names(begin(ask, away('ana')))).toEqual(['vic']);
    const bothAway = at(staffOf(...away('max').staff.byId.values(), aMember('max', { away: '' })));
    expect(names(begin(ask, bothAway))).toEqual(['vic']);
  });

  it('is nobody who would gain by it, unless the policy lets them', () => {
    const bench = at(line(), { gains: 'mia' });
    const ask = { ask: [{ person: 'mia@x.example' }] };
    expect(names(begin(ask, bench))).toEqual(['vic']);
    expect(names(begin({ ...ask, ownGain: 'allow' }, bench))).toEqual(['mia']);
  });

  it('is ops where nobody else is known, and in the place of each who must agree', () => {
    const nobody = begin({ ask: ['reviewer', 'territory manager'] });
    expect(nobody.seats).toEqual([{ asked: { kind: 'ops' }, before: [] }]);
    const both = begin({ ask: ['manager of proposed', 'reviewer'], mode: 'all of' });
    expect(both.seats.map(({ asked }) => asked.kind)).toEqual(['person', 'ops']);
  });

  it('comes one after the other in sequence', () => {
    const ask = ['manager of proposed', { person: 'max@x.example' }];
    const course = begin({ ask, mode: 'in sequence' });
    expect([names(course), names(course, [yes(0, 'mia')])]).toEqual([['mia'], ['max']]);
  });

  it('is nobody else in the place of those who have spoken, though they have gone away', () => {
    const course = begin({
      ask: ['manager of proposed', { person: 'max@x.example' }],
      mode: 'all of',
    });
    const gone = at(line(aMember('mia', { away: 'vic' }), aMember('max', { away: 'vic' })));
    const [spoken, silent] = reseated(course, [yes(0, 'mia')], gone).seats;
    expect(spoken).toEqual(course.seats[0]);
    expect(silent?.asked).toMatchObject({ standIn: { id: 'vic' } });
  });

  it('stays as it is by the very same terms only', () => {
    const rule = ruleOf({ ask: ['reviewer'] });
    const course = begin({ ask: ['reviewer'] }, at(line()), about({ reviewer: 'max@x.example' }));
    const isSame = (other: object, reviewer = 'max@x.example') =>
      isByTerms(course, { ...rule, ...other }, { reviewer });
    expect(isSame({})).toBe(true);
    const others = [{ name: 'new' }, { mode: 'all of' }, { dueHours: 9 }, { silence: 'keep' }];
    expect([...others, { ownGain: 'allow' }].filter((one) => isSame(one))).toEqual([]);
    expect(isSame({}, 'vic@x.example')).toBe(false);
  });
});

describe('whose word counts', () => {
  const course = begin({
    ask: ['manager of proposed', { person: 'max@x.example' }],
    mode: 'all of',
  });
  const hear = (id: string, role: Role, votes: Vote[] = []) =>
    voiceOf({ course, votes, staff: line(), at: friday }, { person: { id, name: id }, role });

  it('is that of who is asked, of who is above them, and of ops for one seat', () => {
    expect(hear('mia', 'manager')).toEqual({ kind: 'asked', seats: [0] });
    expect(hear('vic', 'manager')).toEqual({ kind: 'above', seats: [0] });
    expect(hear('olga', 'ops', [yes(0, 'mia')])).toEqual({ kind: 'above', seats: [1] });
    expect(hear('ana', 'rep')).toEqual({ kind: 'none' });
  });

  it('is heard once', () => {
    expect(hear('olga', 'ops', [yes(0, 'olga')])).toEqual({ kind: 'spoken' });
    expect(hear('mia', 'manager', [yes(0, 'mia')])).toEqual({ kind: 'spoken' });
  });
});

describe('its clock', () => {
  it('goes by the working time of whoever is asked', () => {
    const course = begin({ ask: ['manager of proposed'], dueHours: 10 });
    expect(clockOf(course, [], at(line()))).toEqual({
      dueAt: new Date('2026-11-23T12:00:00Z'),
      bell: { kind: 'remind', at: new Date('2026-11-20T15:00:00Z') },
    });
  });

  it('asks up the line when it is over, and rests with ops in the end', () => {
    expect(course(begin({ ask: ['manager of proposed'] })).map(({ word }) => word)).toEqual([
      ...['remind mia', 'escalate vic', 'remind vic', 'escalate ops', 'remind ops', 'rest ops'],
    ]);
  });

  it('leaves it as it is where the policy says so', () => {
    const steps = course(begin({ ask: ['manager of proposed'], silence: 'keep' }));
    expect(steps.map(({ word }) => word)).toEqual(['remind mia', 'keep']);
  });

  it.each<[string, object, Member[]]>([
    ['any manager', { ask: ['reviewer'], ifNobody: 'managers' }, []],
    ['ops', { ask: ['ops'] }, []],
    ['somebody of no known hours', { ask: [{ person: 'eve@x.example' }] }, [around('eve')]],
    ['ops whom the roster does not know', { ask: ['ops'] }, [aMember('olga', { role: 'rep' })]],
  ])('does not run at night or at weekends for %s', (_, fields, others) => {
    const bench = at(line(...others), { at: new Date('2026-11-20T17:30:00Z') });
    expect(clockOf(begin(fields, bench), [], bench)).toEqual({
      dueAt: new Date('2026-11-23T17:00:00Z'),
      bell: { kind: 'remind', at: new Date('2026-11-23T13:00:00Z') },
    });
  });

  it('runs for whoever works first of those who may answer', () => {
    const night = { from: '20:00', until: '04:00' };
    const owl = { ...aMember('owl'), calendar: { timeZone: 'UTC', hours: { fri: [night] } } };
    const bench = at(line(owl), { at: new Date('2026-11-20T17:30:00Z') });
    const of = begin({ ask: ['reviewer'], ifNobody: 'managers' }, bench);
    expect(clockOf(of, [], bench).dueAt).toEqual(new Date('2026-11-21T04:00:00Z'));
    const { calendar: nights } = owl;
    const staff = line({ ...aMember('owl', { away: '' }), calendar: nights });
    expect(clockOf(of, [], { ...bench, staff }).dueAt).toEqual(new Date('2026-11-23T17:00:00Z'));
  });

  it('waits for the last of those who must agree', () => {
    const early = { timeZone: 'Asia/Tokyo', hours: calendar.hours };
    const bench = at(line({ ...aMember('kei'), calendar: early }));
    const people = ['kei', 'max'].map((id) => ({ person: `${id}@x.example` }));
    const of = begin({ ask: people, mode: 'all of' }, bench);
    const [kei, max] = [0, 1].map((nth) => clockOf(of, [yes(1 - nth, 'x')], bench).dueAt);
    expect(max).not.toEqual(kei);
    expect(clockOf(of, [], bench).dueAt).toEqual(new Date('2026-11-23T10:00:00Z'));
  });

  it('goes on where somebody is about to go away: whoever stands in is asked then, in time of their own', () => {
    const [from, until] = [new Date('2026-11-20T13:00:00Z'), new Date('2026-12-07T00:00:00Z')];
    const absences = [{ from, until, reason: 'leave', backup: { id: 'max', name: 'max' } }];
    const staff = line({ ...aMember('mia', { managerId: 'vic' }), absences });
    const steps = course(begin({ ask: ['manager of proposed'] }, at(staff)), at(staff));
    expect(steps.slice(0, 3)).toMatchObject([
      {
        word: 'stand-in max in the place of mia',
        clock: {
          dueAt: new Date('2026-11-23T14:00:00Z'),
          bell: { kind: 'remind', at: new Date('2026-11-23T10:00:00Z') },
        },
      },
      { word: 'remind max in the place of mia' },
      { word: 'escalate vic' },
    ]);
  });

  it('asks whoever stands in, too, where somebody goes away after they were reminded', () => {
    const of = begin({ ask: ['manager of proposed'], silence: 'keep' });
    const staff = line(aMember('mia', { away: 'max' }));
    const found = ring({ course: of, votes: [], dueAt: friday, bell: 'due' }, at(staff));
    expect(found.kind === 'stand-in' && names(found.course)).toEqual(['max']);
  });
});

type Step = { word: string; clock?: Clock };

/** What happens where nobody ever answers. */
function course(of: Course, bench = at(line()), votes: Vote[] = []): Step[] {
  const steps: Step[] = [];
  let [now, clock] = [of, clockOf(of, votes, bench)];
  while (clock.bell && steps.length < 100) {
    const { kind: bell, at: time } = clock.bell;
    const rung = ring({ course: now, votes, dueAt: clock.dueAt, bell }, { ...bench, at: time });
    if (rung.kind === 'keep') return [...steps, { word: 'keep' }];
    if (rung.kind !== 'rest') now = rung.course;
    clock = rung.clock;
    steps.push({ word: `${rung.kind} ${wordAsked({ course: now, votes }).join()}`, clock });
  }
  return steps;
}

describe('whoever works where, and whoever leads whom', () => {
  const people = ['a', 'b', 'c', 'd', 'e'];
  const anyStaff = fc
    .tuple(
      ...people.map((id) =>
        fc
          .record({
            managerId: fc.option(fc.constantFrom(...people), { nil: undefined }),
            away: fc.option(fc.constantFrom(...people, ''), { nil: undefined }),
            hasLeft: fc.boolean(),
          })
          .map(({ managerId, away, hasLeft }) =>
            aMember(id, {
              ...(managerId !== undefined && managerId !== id && { managerId }),
              ...(away !== undefined && { away }),
              ...(hasLeft && { leftAt: friday }),
            }),
          ),
      ),
    )
    .map((members) => staffOf(...members));
  const anyRule = fc.record({
    ask: fc.array(
      fc.oneof(
        fc.constantFrom('manager of proposed', 'manager of present', 'ops', 'territory manager'),
        fc.constantFrom(...people).map((id) => ({ person: `${id}@x.example` })),
        fc.constant({ group: 'desk' }),
      ),
      { minLength: 1, maxLength: 4 },
    ),
    mode: fc.constantFrom('first response', 'all of', 'in sequence'),
    silence: fc.constantFrom('escalate', 'keep'),
    dueHours: fc.integer({ min: 1, max: 60 }),
  });
  const groups = { desk: ['b@x.example', 'c@x.example'] };

  it('silence approves nothing, comes to an end, and always has somebody before whom it lies', () => {
    fc.assert(
      fc.property(anyStaff, anyRule, fc.constantFrom(...people), (staff, fields, gains) => {
        const bench = at(staff, { gains });
        const of = begin(fields, bench, { proposedId: gains, presentId: 'b', groups });
        const steps = course(of, bench);
        const last = steps.at(-1);
        expect(last?.word).toMatch(fields.silence === 'keep' ? /^keep$/ : /^rest .*ops/);
        for (const { word, clock } of steps.slice(0, -1)) {
          expect(word).toMatch(/^(remind|escalate|stand-in) ./);
          expect(clock?.bell).toBeDefined();
        }
        expect(askedPeople(of, []).map(({ id }) => id)).not.toContain(gains);
      }),
      { numRuns: 300 },
    );
  });

  it('as many voices as there are seats are enough, and fewer are not where all must agree', () => {
    fc.assert(
      fc.property(anyStaff, anyRule, (staff, fields) => {
        const of = begin(fields, at(staff), { proposedId: 'a', presentId: 'b', groups });
        const votes = of.seats.map((_, nth) => yes(nth, String(nth)));
        expect(askedNow(of, votes)).toEqual([]);
        expect(askedNow(of, votes.slice(1))).toEqual([0]);
      }),
      { numRuns: 50 },
    );
  });
});
