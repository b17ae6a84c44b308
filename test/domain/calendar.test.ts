import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  addWorkingHours,
  type Calendar,
  isWorking,
  nextWorkingMoment,
  workingHoursBetween,
} from '../../src/domain/calendar.ts';
import { isHoliday } from '../../src/domain/holidays.ts';
import { rosterFile } from '../../src/domain/roster.ts';
import { isTimeZone, momentOf, wallClock } from '../../src/domain/time-zone.ts';

const nineToFive = [{ from: '09:00', until: '17:00' }];
const officeWeek = {
  mon: nineToFive,
  tue: nineToFive,
  wed: nineToFive,
  thu: nineToFive,
  fri: nineToFive,
};
const everyDay = { ...officeWeek, sat: nineToFive, sun: nineToFive };

const aCalendar = (fields: Partial<Calendar> = {}): Calendar => ({
  timeZone: 'UTC',
  hours: officeWeek,
  absences: [],
  ...fields,
});
const at = (iso: string) => new Date(iso);
const berlin = aCalendar({ timeZone: 'Europe/Berlin' });
const newYork = aCalendar({ timeZone: 'America/New_York' });
const sydney = aCalendar({ timeZone: 'Australia/Sydney' });

describe('whether somebody works at a moment', () => {
  it.each([
    ['on a Monday at nine', berlin, '2026-06-01T07:00:00Z', true],
    ['a millisecond before nine', berlin, '2026-06-01T06:59:59.999Z', false],
    ['a millisecond before five', berlin, '2026-06-01T14:59:59.999Z', true],
    ['at five', berlin, '2026-06-01T15:00:00Z', false],
    ['on a Saturday', berlin, '2026-06-06T09:00:00Z', false],
    ['when it is Monday in Sydney and Sunday in London', sydney, '2026-05-31T23:30:00Z', true],
    ['in winter, when Berlin is an hour nearer', berlin, '2026-01-12T07:30:00Z', false],
  ])('%s', (_, calendar, moment, works) => {
    expect(isWorking(calendar, at(moment))).toBe(works);
  });

  it('all the time where no hours are known, but not on holidays', () => {
    const calendar = aCalendar({ hours: {}, timeZone: 'Europe/Berlin', holidayRegion: 'DE' });
    expect(isWorking(calendar, at('2026-06-07T01:00:00Z'))).toBe(true);
    expect(isWorking(calendar, at('2026-12-25T12:00:00Z'))).toBe(false);
    expect(nextWorkingMoment(calendar, at('2026-12-25T12:00:00Z'))).toEqual(
      at('2026-12-26T23:00:00Z'),
    );
  });

  it('through the night, until the morning after', () => {
    const night = { wed: [{ from: '22:00', until: '06:00' }] };
    const calendar = aCalendar({ hours: night });
    expect(isWorking(calendar, at('2026-06-03T23:00:00Z'))).toBe(true);
    expect(isWorking(calendar, at('2026-06-04T05:59:00Z'))).toBe(true);
    expect(isWorking(calendar, at('2026-06-04T06:00:00Z'))).toBe(false);
    expect(isWorking(calendar, at('2026-06-03T05:00:00Z'))).toBe(false);
  });

  it('not during an absence, from its first moment to the return', () => {
    const leave = { from: at('2026-06-02T10:00:00Z'), until: at('2026-06-04T10:00:00Z') };
    const calendar = aCalendar({ absences: [leave] });
    expect(isWorking(calendar, at('2026-06-02T09:59:00Z'))).toBe(true);
    expect(isWorking(calendar, leave.from)).toBe(false);
    expect(nextWorkingMoment(calendar, leave.from)).toEqual(leave.until);
  });
});

describe('holidays of a region', () => {
  it.each([
    ['Thanksgiving in the United States', 'US', '2026-11-26', true],
    ['the day after it in the United States', 'US', '2026-11-27', false],
    ['the day after it in California', 'US-CA', '2026-11-27', true],
    ['Epiphany in Bavaria', 'DE-BY', '2026-01-06', true],
    ['Epiphany in Hamburg', 'DE-HH', '2026-01-06', false],
    ['Easter Monday in Germany', 'DE', '2026-04-06', true],
    ['the Monday for an Anzac Day on a Saturday', 'AU-NSW', '2026-04-27', true],
    ['the Friday for a New Year’s Day of next year', 'US', '2021-12-31', true],
    ['the last day of a feast of four', 'TR', '2026-05-30', true],
    ['the day after that feast', 'TR', '2026-05-31', false],
    ['a feast that began last year', 'SZ', '2026-01-02', true],
    ['half a holiday', 'IS', '2026-12-24', false],
    ['a day that is merely observed', 'US', '2026-02-14', false],
    ['a region that nobody knows', 'XX', '2026-12-25', false],
  ])('%s', (_, region, day, off) => {
    expect(isHoliday(region, day)).toBe(off);
  });

  it('are days off where the rep is, not where the asker is', () => {
    const calendar = aCalendar({ timeZone: 'Australia/Sydney', holidayRegion: 'AU-NSW' });
    // 26 January, nine in the morning in Sydney, is the 25th in London.
    expect(isWorking(calendar, at('2026-01-25T23:00:00Z'))).toBe(false);
    expect(nextWorkingMoment(calendar, at('2026-01-25T23:00:00Z'))).toEqual(
      at('2026-01-26T22:00:00Z'),
    );
  });
});

describe('when clocks change', () => {
  it.each([
    ['Berlin, the last winter Friday', berlin, '2026-03-27T17:00:00Z', '2026-03-30T07:00:00Z'],
    ['Berlin, the last summer Friday', berlin, '2026-10-23T17:00:00Z', '2026-10-26T08:00:00Z'],
    ['New York, into summer', newYork, '2026-03-06T23:00:00Z', '2026-03-09T13:00:00Z'],
    ['New York, into winter', newYork, '2026-10-30T22:00:00Z', '2026-11-02T14:00:00Z'],
    ['Sydney, into winter', sydney, '2026-04-03T08:00:00Z', '2026-04-05T23:00:00Z'],
    ['Sydney, into summer', sydney, '2026-10-02T08:00:00Z', '2026-10-04T22:00:00Z'],
  ])('%s: work still begins at nine', (_, calendar, from, next) => {
    expect(nextWorkingMoment(calendar, at(from))).toEqual(at(next));
  });

  const night = { sun: [{ from: '00:00', until: '08:00' }] };
  it.each([
    ['Berlin loses an hour', 'Europe/Berlin', '2026-03-28T12:00:00Z', 7],
    ['Berlin gains one', 'Europe/Berlin', '2026-10-24T12:00:00Z', 9],
    ['New York loses an hour', 'America/New_York', '2026-03-07T12:00:00Z', 7],
    ['New York gains one', 'America/New_York', '2026-10-31T12:00:00Z', 9],
    ['Sydney gains one in April', 'Australia/Sydney', '2026-04-04T00:00:00Z', 9],
    ['Sydney loses an hour in October', 'Australia/Sydney', '2026-10-03T00:00:00Z', 7],
  ])('%s: a night from twelve to eight', (_, timeZone, saturday, hours) => {
    const calendar = aCalendar({ timeZone, hours: night });
    const from = at(saturday);
    const until = new Date(from.getTime() + 36 * 3_600_000);
    expect(workingHoursBetween(calendar, from, until)).toBe(hours);
  });

  it('begins a shift in the skipped hour at the skip', () => {
    const hours = { sun: [{ from: '02:30', until: '04:00' }] };
    const calendar = aCalendar({ timeZone: 'Europe/Berlin', hours });
    expect(nextWorkingMoment(calendar, at('2026-03-28T12:00:00Z'))).toEqual(
      at('2026-03-29T01:00:00Z'),
    );
    expect(addWorkingHours(calendar, at('2026-03-28T12:00:00Z'), 1)).toEqual(
      at('2026-03-29T02:00:00Z'),
    );
  });
});

describe('adding working hours', () => {
  it.each([
    ['within the day', '2026-06-01T10:00:00Z', 3, '2026-06-01T13:00:00Z'],
    ['to the end of the day exactly', '2026-06-01T09:00:00Z', 8, '2026-06-01T17:00:00Z'],
    ['over the night', '2026-06-01T16:00:00Z', 2, '2026-06-02T10:00:00Z'],
    ['over the weekend', '2026-06-05T16:30:00Z', 1, '2026-06-08T09:30:00Z'],
    ['from outside the hours', '2026-06-06T12:00:00Z', 4, '2026-06-08T13:00:00Z'],
    ['none at all, from outside', '2026-06-06T12:00:00Z', 0, '2026-06-08T09:00:00Z'],
    ['half an hour', '2026-06-01T16:45:00Z', 0.5, '2026-06-02T09:15:00Z'],
    ['a working week', '2026-06-01T09:00:00Z', 40, '2026-06-05T17:00:00Z'],
  ])('%s', (_, from, hours, until) => {
    expect(addWorkingHours(aCalendar(), at(from), hours)).toEqual(at(until));
  });

  it('passes over holidays, lunch and leave', () => {
    const day = [
      { from: '13:00', until: '17:00' },
      { from: '09:00', until: '12:00' },
    ];
    const calendar = aCalendar({
      timeZone: 'America/New_York',
      hours: { wed: day, thu: day, fri: day, mon: day },
      holidayRegion: 'US',
      absences: [{ from: at('2026-11-27T19:00:00Z'), until: at('2026-11-30T15:00:00Z') }],
    });
    // Wednesday 16:00 + 1 h, Thanksgiving, Friday 9–12 and 13–14, then on leave until Monday 10:00.
    const due = addWorkingHours(calendar, at('2026-11-25T21:00:00Z'), 6);
    expect(due).toEqual(at('2026-11-30T16:00:00Z'));
  });

  it('says so where somebody never works again', () => {
    const forever = { from: at('2020-01-01T00:00:00Z'), until: at('2100-01-01T00:00:00Z') };
    const calendar = aCalendar({ absences: [forever] });
    expect(addWorkingHours(calendar, at('2026-06-01T00:00:00Z'), 1)).toBeUndefined();
    expect(nextWorkingMoment(calendar, at('2026-06-01T00:00:00Z'))).toBeUndefined();
  });

  const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Sydney', 'Asia/Kolkata'];
  const anyCalendar = fc.record({
    timeZone: fc.constantFrom(...zones, 'America/St_Johns', 'Africa/Cairo'),
    hours: fc.constantFrom(officeWeek, everyDay, {}, { tue: [{ from: '20:00', until: '04:30' }] }),
    holidayRegion: fc.constantFrom('DE-BY', 'US', 'XX'),
    absences: fc.constantFrom(
      [],
      [{ from: at('2026-03-20T08:00Z'), until: at('2026-04-02T11:00Z') }],
    ),
  });
  const anyMoment = fc.date({ min: at('2026-01-01'), max: at('2026-12-31'), noInvalidDate: true });

  it('is undone by counting them, at every moment of the year', () => {
    fc.assert(
      fc.property(anyCalendar, anyMoment, fc.integer({ min: 1, max: 100 }), (one, from, hours) => {
        const due = addWorkingHours(one, from, hours);
        if (!due) throw new Error('somebody works');
        expect(workingHoursBetween(one, from, due)).toBeCloseTo(hours, 9);
        expect(isWorking(one, new Date(due.getTime() - 1))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('clocks on the wall', () => {
  it('are turned into moments and back, unless they skip that time', () => {
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe');
    const wall = fc.integer({ min: Date.UTC(2026, 0), max: Date.UTC(2027, 0) });
    fc.assert(
      fc.property(zone, wall, (timeZone, shown) => {
        const moment = momentOf(timeZone, shown);
        // A skipped time becomes the moment at which clocks show more.
        expect(wallClock(timeZone, moment)).toBeGreaterThanOrEqual(shown);
        expect(wallClock(timeZone, moment - 1)).toBeLessThan(shown);
      }),
    );
  });

  it('know which zones there are', () => {
    expect([isTimeZone('Europe/Berlin'), isTimeZone('Berlin')]).toEqual([true, false]);
  });
});

describe('the roster', () => {
  const roster = (fields: object) =>
    rosterFile.safeParse({ reps: [{ email: 'a@b.example', ...fields }] }).success;

  it('takes time zones and holiday regions that exist', () => {
    expect(roster({ timeZone: 'Europe/Berlin', holidayRegion: 'DE-BY' })).toBe(true);
    expect(roster({ timeZone: 'Mars/Olympus' })).toBe(false);
    expect(roster({ holidayRegion: 'Atlantis' })).toBe(false);
  });
});

describe.each(['Asia/Kolkata', 'America/New_York', 'Pacific/Kiritimati'])(
  'on a machine in %s',
  (machine) => {
    const before = process.env.TZ;
    beforeAll(() => {
      process.env.TZ = machine;
      vi.resetModules();
    });
    afterAll(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    it('answers the same', async () => {
      expect(Intl.DateTimeFormat().resolvedOptions().timeZone).not.toBe('UTC');
      const again = await import('../../src/domain/calendar.ts');
      const one = aCalendar({ timeZone: 'Australia/Sydney', holidayRegion: 'AU-NSW' });
      expect(again.nextWorkingMoment(one, at('2026-01-25T23:00:00Z'))).toEqual(
        at('2026-01-26T22:00:00Z'),
      );
      expect(again.nextWorkingMoment(berlin, at('2026-10-23T17:00:00Z'))).toEqual(
        at('2026-10-26T08:00:00Z'),
      );
      const { isHoliday: off } = await import('../../src/domain/holidays.ts');
      expect([off('US', '2026-07-03'), off('US', '2026-07-02')]).toEqual([true, false]);
      expect([off('TR', '2026-05-27'), off('TR', '2026-05-26')]).toEqual([true, false]);
    });
  },
);
