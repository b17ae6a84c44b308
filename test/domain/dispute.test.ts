import { describe, expect, it } from 'vitest';
import { clockOf } from '../../src/domain/dispute-bench.ts';
import { barOf, groundsFrom, restOf } from '../../src/domain/dispute-claim.ts';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import { disputePolicy } from '../../src/domain/dispute-policy.ts';
import { bellOf, type Hearing } from '../../src/domain/dispute-state.ts';
import {
  aCase,
  ana,
  berlin,
  bo,
  cy,
  dee,
  keep,
  later,
  max,
  mia,
  mine,
  monday,
  newYork,
  policy,
  seatsOf,
  sue,
  toBo,
} from '../support/dispute-case.ts';

describe('the sides of a case', () => {
  it('end it when both have said yes to the same', () => {
    const { say, now } = aCase();
    expect(say({ kind: 'offer', by: bo, ruling: toBo })).toBe('offered');
    expect(say({ kind: 'offer', by: ana, ruling: keep })).toBe('offered');
    expect(say({ kind: 'agree', by: ana, number: 1 })).toMatch(/Another proposal .* on the table/);
    expect(say({ kind: 'agree', by: bo, number: 2 })).toBe('agreed decided');
    expect(now()).toMatchObject({
      status: 'decided',
      decision: { verdict: { kind: 'agreed' }, ruling: keep, rung: 'peers' },
    });
  });

  it('cannot give it to somebody who is no side, and cannot decide it above', () => {
    const { say, rule } = aCase();
    const toCy: Ruling = { outcome: { kind: 'transfer', to: cy } };
    expect(say({ kind: 'offer', by: bo, ruling: toCy })).toMatch(/Pass the case on Acme up/);
    expect(say({ kind: 'pass-up', by: ana, why: 'We do not agree.' })).toBe('reached');
    expect(rule(bo, keep)).toMatch(/You are a side in the case/);
  });

  it('do not end it alone where the other has left meanwhile', () => {
    const { say, ringAt, now } = aCase();
    say({ kind: 'offer', by: bo, ruling: toBo });
    const gone = { bo: { hasLeft: true } };
    expect(say({ kind: 'agree', by: ana, number: 1 }, monday, gone)).toBe('agreed');
    expect(say({ kind: 'ring' }, later(4), gone)).toBe('departed reached');
    expect(now()).toMatchObject({ status: 'manager', because: { kind: 'nobody' } });
    expect(ringAt(later(4))).toBe('');
  });

  it('are three when a second one files, and then all three must agree', () => {
    const { say, join } = aCase();
    expect(join(cy)).toBe('joined');
    expect(join(cy)).toMatch(/in the case .* already/);
    say({ kind: 'offer', by: bo, ruling: keep });
    expect(say({ kind: 'agree', by: ana, number: 1 })).toBe('agreed');
    expect(say({ kind: 'agree', by: cy, number: 1 })).toBe('agreed decided');
  });

  it('have the whole time again with whoever is asked besides, and so have their managers', () => {
    const among = aCase();
    expect(among.ringAt(later(4))).toBe('reminded');
    among.join(cy, later(6));
    // Two of eight hours were left on Monday; Cy needs six on Tuesday.
    expect(among.now()).toMatchObject({ isReminded: false, clock: { dueAt: later(30) } });
    expect(seatsOf(among.now())).toEqual(['ana', 'bo', 'cy']);
    expect(among.ringAt(later(8))).toBe('');

    const odd = { dee: { managerId: 'mia' } };
    const { say, join, give, ringAt, now } = aCase({ by: cy, odd });
    say({ kind: 'pass-up', by: ana, why: '' });
    const before = now();
    expect(seatsOf(before)).toEqual(['mia']);
    join(dee, later(6));
    // Nobody is asked besides.
    expect(now()).toMatchObject({ clock: (before as Hearing).clock });
    give(bo);
    expect(ringAt(later(7))).toBe('changed-hands');
    expect(seatsOf(now())).toEqual(['mia', 'max']);
    expect(now()).toMatchObject({ clock: { since: later(7), dueAt: later(55) } });
  });

  it('end it at once where whoever was waited for has left, but give nothing to a leaver', () => {
    const gone = { cy: { hasLeft: true } };
    const agreed = (ruling: Ruling) => {
      const { say, join } = aCase();
      join(cy);
      say({ kind: 'offer', by: bo, ruling });
      say({ kind: 'agree', by: ana, number: 1 });
      return say({ kind: 'ring' }, later(1), gone);
    };
    expect(agreed(toBo)).toBe('departed decided');
    expect(agreed({ outcome: { kind: 'transfer', to: cy } })).toBe('departed');
  });

  it('withdraw it, the last filer first of all', () => {
    const { say, join } = aCase();
    join(cy);
    expect(say({ kind: 'withdraw', by: ana, reason: '' })).toMatch(/Only whoever filed/);
    expect(say({ kind: 'withdraw', by: bo, reason: 'My mistake.' })).toBe('left');
    expect(say({ kind: 'withdraw', by: cy, reason: 'Mine too.' })).toBe('withdrawn');
  });
});

describe('the rungs above', () => {
  it('are the common manager, then whoever leads them, then ops', () => {
    const { say, rule, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(seatsOf(now())).toEqual(['mia']);
    expect(rule(max, keep)).toMatch(/for mia to decide now/);
    expect(rule(mia, keep)).toBe('ruled decided');
  });

  it('need the same of both managers where the sides have two, and climb where those differ', () => {
    const { say, rule, now } = aCase();
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(seatsOf(now())).toEqual(['mia', 'max']);
    expect(rule(mia, toBo)).toBe('ruled');
    expect(rule(max, keep)).toBe('ruled reached');
    expect(now()).toMatchObject({ status: 'senior', because: { kind: 'differed' } });
    expect(seatsOf(now())).toEqual(['sue']);
    expect(rule(sue, toBo)).toBe('ruled decided');
  });

  it('are not for whoever gains, and want a reason, a code and days that make sense', () => {
    const { say, rule } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    const toMia: Ruling = { outcome: { kind: 'transfer', to: mia } };
    expect(rule(mia, toMia)).toMatch(/would become yours/);
    const silent = { kind: 'rule', by: mia, ruling: keep, code: 'other', text: ' ' } as const;
    expect(say(silent)).toMatch(/Say in a sentence why/);
    expect(say({ ...silent, code: 'nonsense', text: 'So it is.' })).toMatch(/no reason “nonsense”/);
    const late: Ruling = { outcome: { kind: 'hold', until: later(24 * 400) } };
    expect(rule(mia, late)).toMatch(/90 days from now at most/);
  });

  it('do not wait for one who has left, nor is the other’s word enough: it goes to whoever leads them', () => {
    const { say, rule, now } = aCase();
    say({ kind: 'pass-up', by: bo, why: '' });
    expect(rule(max, toBo)).toBe('ruled');
    expect(say({ kind: 'ring' }, later(1), { mia: { hasLeft: true } })).toBe('departed reached');
    expect(now()).toMatchObject({ status: 'senior', because: { kind: 'nobody' } });
  });

  it('are never one manager alone for both: in the other’s place, or where a side has none', () => {
    const { say, rule, now } = aCase({ odd: { mia: { standInId: 'max' } } });
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(rule(max, toBo)).toBe('ruled');
    expect(rule(mia, toBo)).toBe('ruled decided');
    expect(now()).toMatchObject({ decision: { verdict: { by: [mia, max] } } });

    const alone = aCase({ odd: { ana: { managerId: 'ana' } } });
    expect(alone.say({ kind: 'pass-up', by: ana, why: '' })).toBe('reached reached');
    expect(seatsOf(alone.now())).toEqual(['sue']);
    // Nor where a side comes later for whom nobody sits.
    const more = aCase();
    more.say({ kind: 'pass-up', by: ana, why: '' });
    expect(more.join(dee)).toBe('joined reached');
    expect(more.now()).toMatchObject({ status: 'senior', because: { kind: 'nobody' } });
  });

  it('know who stands in, and climb over where nobody sits', () => {
    const away = aCase({ by: cy, odd: { mia: { standInId: 'max' } } });
    away.say({ kind: 'pass-up', by: ana, why: '' });
    expect(away.rule(max, keep)).toBe('ruled decided');
    expect(away.now()).toMatchObject({
      decision: { verdict: { by: [{ id: 'max', inPlaceOf: { id: 'mia' } }] } },
    });

    const alone = aCase({ by: cy, odd: { mia: { hasLeft: true } } });
    expect(alone.say({ kind: 'pass-up', by: ana, why: '' })).toBe('reached reached');
    expect(alone.now()).toMatchObject({ status: 'senior', because: { kind: 'nobody' } });
  });

  it('never let a side stand in for whoever decides', () => {
    const { say, rule } = aCase({ by: cy, odd: { mia: { standInId: 'cy' } } });
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(rule(cy, keep)).toMatch(/You are a side/);
  });
});

describe('the clock of a rung', () => {
  it('gives both sides a working day, across a weekend, a holiday and two time zones', () => {
    // Thanksgiving is the 26th; Ana works in Bavaria, Bo in New York.
    const seats = [
      { person: ana, calendar: berlin },
      { person: bo, calendar: newYork },
    ];
    const wednesday = new Date('2026-11-25T18:00:00Z');
    expect(clockOf('peers', seats, policy, wednesday)).toEqual({
      since: wednesday,
      // Ana's half time is Thursday at 13; Bo's four hours end on Wednesday at 17.
      remindAt: new Date('2026-11-26T12:00:00Z'),
      // Bo: Wednesday 13 to 17, nothing on Thursday, Friday 9 to 13.
      dueAt: new Date('2026-11-27T18:00:00Z'),
    });
  });

  it('reminds once at half time, then moves up; at the top the present owner keeps it', () => {
    const { ringAt, now } = aCase({ by: cy });
    expect(bellOf(now())).toEqual(later(4));
    expect(ringAt(later(3))).toBe('');
    expect(ringAt(later(4))).toBe('reminded');
    expect(ringAt(later(5))).toBe('');
    expect(ringAt(later(8))).toBe('reached');
    for (const rung of ['manager', 'senior', 'ops']) {
      expect(now()).toMatchObject({ status: rung, because: { kind: 'silence' } });
      ringAt(bellOf(now()) ?? monday);
      ringAt(bellOf(now()) ?? monday);
    }
    expect(now()).toMatchObject({
      status: 'decided',
      decision: { verdict: { kind: 'lapsed' }, ruling: keep, rung: 'ops' },
    });
  });
});

describe('a verdict', () => {
  it('for a later day waits for it; a hold comes back to whoever held', () => {
    const friday = later(96);
    const { say, rule, ringAt, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, { outcome: { kind: 'hold', until: friday } });
    expect(bellOf(now())).toEqual(friday);
    expect(say({ kind: 'apply', grounds: {} })).toMatch(/is decided now/);
    expect(ringAt(friday)).toBe('reached');
    expect(now()).toMatchObject({ status: 'manager', because: { kind: 'hold-over' } });
    const toCyLater: Ruling = { outcome: { kind: 'transfer-at', to: cy, on: later(200) } };
    rule(mia, toCyLater, friday);
    expect(say({ kind: 'apply', grounds: {} }, friday)).toMatch(/is decided now/);
    expect(say({ kind: 'apply', grounds: {} }, later(200))).toBe('applied closed');
  });

  it('may be appealed once, soon, and with something new; then the next rung hears it', () => {
    const { say, rule, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, keep);
    say({ kind: 'apply', grounds: {} });
    const appeal = { kind: 'appeal', by: cy, text: 'A mail.', isTaken: false } as const;
    const link = 'https://mail.example/1';
    expect(say({ ...appeal, by: bo, link })).toMatch(/Only the sides/);
    expect(say({ ...appeal, link }, later(24 * 8))).toMatch(/An appeal was possible until/);
    expect(say({ ...appeal, link, isTaken: true })).toMatch(/Another case .* is open/);
    expect(say({ ...appeal, link })).toBe('appealed reached');
    expect(now()).toMatchObject({ status: 'senior', because: { kind: 'appeal' } });
    rule(sue, { outcome: { kind: 'transfer', to: cy } });
    say({ kind: 'apply', grounds: {} });
    expect(say({ ...appeal, link: 'https://mail.example/2' })).toMatch(/There is one appeal/);
  });

  it('without anything new is not heard again', () => {
    const { say, rule } = aCase({ by: cy });
    const link = 'https://mail.example/1';
    say({ kind: 'submit', by: cy, text: 'A mail.', link });
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, keep);
    say({ kind: 'apply', grounds: {} });
    const appeal = { kind: 'appeal', by: cy, text: 'Again.', link, isTaken: false } as const;
    expect(say(appeal)).toMatch(/needs new evidence/);
  });

  it('bars the same claim until the day, or until something else is known', () => {
    const precedent = {
      ...{ disputeId: 'd1', claims: [{ kind: 'owner-wrong' as const }], barredUntil: later(2000) },
      sides: [] as string[],
      grounds: groundsFrom({ country: 'DE', owner: 'ana', employees: 80 }),
    };
    const now = groundsFrom({ employees: 80, owner: 'bo', country: 'DE', city: undefined });
    expect(barOf([precedent], mine, now, monday)).toEqual({ disputeId: 'd1', until: later(2000) });
    expect(barOf([precedent], { kind: 'credit' }, now, monday)).toBeUndefined();
    // A side that has lost it by that verdict asks for the same.
    const back = { kind: 'owner-wrong' as const, wanted: bo };
    expect(barOf([precedent], back, now, monday)).toBeUndefined();
    expect(barOf([{ ...precedent, sides: [bo.id] }], back, now, monday)).toBeDefined();
    expect(
      barOf([precedent], mine, groundsFrom({ country: 'DE', employees: 81 }), monday),
    ).toBeUndefined();
    expect(barOf([precedent], mine, now, later(2001))).toBeUndefined();
  });

  it('rests where its filer has let it be twice, until the first of these is long ago', () => {
    const policy = disputePolicy.parse({ barDays: 10 });
    const once = { claim: { kind: 'owner-wrong' as const, wanted: bo }, at: monday };
    const again = { ...once, at: later(48) };
    const asked = { kind: 'owner-wrong' as const, wanted: bo };
    const rest = (...withdrawn: (typeof once)[]) => restOf(withdrawn, asked, policy, later(49));
    expect(rest(once)).toBeUndefined();
    expect(rest(again, once)).toEqual(later(240));
    expect(restOf([once, again], { ...asked, wanted: cy }, policy, later(49))).toBeUndefined();
    expect(restOf([once, again], asked, policy, later(241))).toBeUndefined();
  });
});
