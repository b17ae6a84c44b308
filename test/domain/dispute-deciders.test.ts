import { describe, expect, it } from 'vitest';
import type { Ruling } from '../../src/domain/dispute-outcome.ts';
import {
  aCase,
  ana,
  anUnownedCase,
  bo,
  cy,
  dee,
  keep,
  later,
  max,
  mia,
  mine,
  olga,
  seatsOf,
  sue,
} from '../support/dispute-case.ts';

const to = (someone: typeof ana): Ruling => ({ outcome: { kind: 'transfer', to: someone } });
const appeal = {
  kind: 'appeal',
  text: 'A mail.',
  link: 'https://mail.example/1',
  isTaken: false,
} as const;

describe('whoever has the account now', () => {
  it('cannot decide that they keep it, though they were no side when it was filed', () => {
    const { say, rule, ringAt, give, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    give(mia);
    expect(rule(mia, keep)).toMatch(/You are a side in the case/);
    expect(ringAt(later(1))).toBe('changed-hands');
    expect(now().parties).toContainEqual(mia);
    // Whoever leads Mia is the manager of a side now.
    expect(rule(sue, keep, later(1))).toBe('ruled decided');
  });

  it('is heard among the sides, and their yes is needed', () => {
    const { say, give, now } = aCase();
    give(cy);
    expect(say({ kind: 'offer', by: bo, ruling: keep })).toBe('changed-hands offered');
    expect(say({ kind: 'agree', by: ana, number: 1 })).toBe('agreed');
    expect(say({ kind: 'agree', by: cy, number: 1 })).toBe('agreed decided');
    expect(now().parties).toEqual([ana, bo, cy]);
  });

  it('is told of once where they are a side already, also while a verdict waits for its day', () => {
    const { say, rule, ringAt, give, now } = aCase();
    give(bo);
    expect(ringAt(later(1))).toBe('changed-hands');
    expect(ringAt(later(2))).toBe('');
    expect(now()).toMatchObject({ status: 'peers', parties: [ana, bo], owner: ana, present: bo });
    say({ kind: 'pass-up', by: ana, why: '' }, later(3));
    rule(mia, { outcome: { kind: 'hold', until: later(96) } }, later(3));
    rule(max, { outcome: { kind: 'hold', until: later(96) } }, later(3));
    give(ana);
    expect(ringAt(later(4))).toBe('changed-hands');
    expect(now()).toMatchObject({ status: 'decided', present: ana });
    expect(ringAt(later(96))).toBe('reached');
  });

  it('is not told of to whoever appeals: that is what they appeal against', () => {
    const { say, give } = aCase();
    say({ kind: 'offer', by: bo, ruling: to(bo) });
    say({ kind: 'agree', by: ana, number: 1 });
    say({ kind: 'apply', grounds: {} });
    give(bo);
    expect(say({ ...appeal, by: ana })).toBe('appealed reached');
  });

  it('does not hear the appeal of whoever lost it to them', () => {
    const { say, rule, give, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, to(sue));
    say({ kind: 'apply', grounds: {} });
    give(sue);
    expect(say({ ...appeal, by: ana })).toBe('appealed changed-hands reached reached');
    expect(now()).toMatchObject({ status: 'ops', because: { kind: 'nobody' }, owner: sue });
    expect(rule(sue, keep)).toMatch(/You are a side in the case/);
    expect(rule(olga, keep)).toBe('ruled decided');
  });

  it('is a side when a hold is over', () => {
    const { say, rule, ringAt, give, now } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, { outcome: { kind: 'hold', until: later(96) } });
    give(mia);
    expect(ringAt(later(96))).toBe('changed-hands reached');
    expect(seatsOf(now())).toEqual(['sue']);
  });
});

describe('a word given in somebody’s place', () => {
  it('does not count once whoever gave it has become a side', () => {
    const odd = { mia: { standInId: 'dee' }, dee: { managerId: 'mia' } };
    const { say, rule, join, now } = aCase({ odd });
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(rule(dee, keep)).toBe('ruled');
    expect(join(dee)).toBe('joined');
    expect(now()).toMatchObject({ status: 'manager', votes: [] });
    expect(rule(max, keep)).toBe('ruled');
    expect(rule(mia, keep)).toBe('ruled decided');
    expect(now()).toMatchObject({ decision: { verdict: { by: [mia, max] } } });
  });
});

describe('who speaks for somebody', () => {
  it('does not decide for them what they could not', () => {
    const { say, rule } = aCase({ by: cy, odd: { mia: { standInId: 'dee' } } });
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(rule(dee, to(mia))).toMatch(/would become mia’s by it, in whose place you decide/);
    expect(rule(dee, keep)).toBe('ruled decided');
  });

  it('among the sides decides nothing above them', () => {
    const { say, rule, now } = aCase({ odd: { bo: { standInId: 'max' } } });
    say({ kind: 'offer', by: max, ruling: to(bo) });
    expect(say({ kind: 'pass-up', by: ana, why: '' })).toBe('reached reached');
    expect(rule(max, to(bo))).toMatch(/for sue to decide now/);

    const odd = { bo: { standInId: 'dee' }, mia: { standInId: 'dee' } };
    const both = aCase({ odd });
    both.say({ kind: 'offer', by: dee, ruling: to(bo) });
    both.say({ kind: 'pass-up', by: ana, why: '' });
    expect(seatsOf(both.now())).toEqual(['mia', 'max']);
    expect(both.rule(dee, keep)).toMatch(/for mia and max to decide now/);
    expect(now()).toMatchObject({ voices: ['max'] });
  });
});

describe('who leaves a case', () => {
  it('is waited for no more, nor is whom only they asked for', () => {
    const { say, join, now } = aCase({ claim: { ...mine, wanted: dee } });
    join(cy);
    say({ kind: 'offer', by: ana, ruling: keep });
    expect(say({ kind: 'agree', by: cy, number: 1 })).toBe('agreed');
    expect(say({ kind: 'withdraw', by: bo, reason: '' })).toBe('left decided');
    expect(now()).toMatchObject({
      ...{ parties: [ana, cy], decision: { ruling: keep, verdict: { by: [ana, cy] } } },
    });
  });

  it('takes along what was offered to them, and their manager is not needed', () => {
    const { say, rule, join, now } = aCase();
    join(cy);
    say({ kind: 'offer', by: bo, ruling: to(bo) });
    say({ kind: 'agree', by: cy, number: 1 });
    say({ kind: 'withdraw', by: bo, reason: '' });
    expect(say({ kind: 'agree', by: ana, number: 1 })).toMatch(/is peers now/);
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(seatsOf(now())).toEqual(['mia']);
    expect(rule(mia, keep)).toBe('ruled decided');
  });

  it('leaves it decided where all who are left have said the same', () => {
    const { say, rule, join, now } = aCase();
    join(cy);
    say({ kind: 'pass-up', by: ana, why: '' });
    expect(rule(mia, keep)).toBe('ruled');
    expect(say({ kind: 'withdraw', by: bo, reason: '' })).toBe('left decided');
    expect(now()).toMatchObject({ decision: { rung: 'manager', verdict: { by: [mia] } } });
  });

  it('stays a side where the account is theirs', () => {
    const { say, join, give, now } = aCase();
    join(cy);
    give(cy);
    expect(say({ kind: 'withdraw', by: cy, reason: '' })).toBe('changed-hands left');
    expect(now()).toMatchObject({ filers: [bo], parties: [ana, bo, cy] });
  });
});

describe('a yes to what another has said', () => {
  it('is one to what was read: a manager who changes their word is asked for again', () => {
    const { say, rule } = aCase();
    say({ kind: 'pass-up', by: ana, why: '' });
    rule(mia, to(bo));
    rule(mia, keep);
    expect(say({ kind: 'second', by: max, number: 1 })).toMatch(/has changed their word/);
    expect(say({ kind: 'second', by: mia, number: 2 })).toBe('ruled');
    expect(say({ kind: 'second', by: max, number: 3 })).toBe('ruled decided');
  });

  it('is none to what was offered before the case came back', () => {
    const { say, ringAt } = aCase();
    say({ kind: 'offer', by: bo, ruling: { outcome: { kind: 'hold', until: later(96) } } });
    say({ kind: 'agree', by: ana, number: 1 });
    expect(ringAt(later(96))).toBe('reached');
    expect(say({ kind: 'offer', by: bo, ruling: to(bo) }, later(97))).toBe('offered');
    expect(say({ kind: 'agree', by: ana, number: 1 }, later(97))).toMatch(/Another proposal/);
    expect(say({ kind: 'agree', by: ana, number: 2 }, later(97))).toBe('agreed decided');
  });

  it('is not given by the other side: who speaks for one and joins as another is asked anew', () => {
    const odd = { ana: { standInId: 'dee' } };
    const { say, join } = aCase({ odd });
    say({ kind: 'offer', by: dee, ruling: to(bo) });
    join(dee);
    say({ kind: 'agree', by: bo, number: 1 });
    expect(say({ kind: 'agree', by: dee, number: 1 })).toBe('agreed');
    expect(say({ kind: 'agree', by: ana, number: 1 })).toBe('agreed decided');
  });
});

describe('a verdict that names nobody', () => {
  it('is not given by whom the rules or a merger would give it to', () => {
    const { say } = aCase({ by: cy });
    say({ kind: 'pass-up', by: ana, why: '' });
    const ruling: Ruling = { outcome: { kind: 're-route' } };
    const said = { kind: 'rule', by: mia, ruling, code: 'other', text: 'By the rules.' } as const;
    expect(say({ ...said, gainers: [mia.id] })).toMatch(/would become yours/);
    expect(say({ ...said, gainers: [bo.id] })).toBe('ruled decided');
  });
});

describe('an account for which nobody speaks', () => {
  const forCy = { ...mine, wanted: cy };

  it('is not taken by those who claim it among themselves: nobody’s', () => {
    const { say, now } = anUnownedCase({ claim: forCy });
    expect(now()).toMatchObject({ status: 'manager', because: { kind: 'nobody' } });
    expect(say({ kind: 'offer', by: bo, ruling: to(cy) })).toMatch(/is manager now/);
    expect(seatsOf(now())).toEqual(['max', 'mia']);
  });

  it('nor where its owner has left', () => {
    const gone = aCase({ claim: forCy, odd: { ana: { hasLeft: true } } });
    expect(gone.now()).toMatchObject({ status: 'manager', because: { kind: 'nobody' } });

    const { say } = aCase({ claim: forCy });
    say({ kind: 'offer', by: bo, ruling: to(cy) });
    const odd = { ana: { hasLeft: true } };
    expect(say({ kind: 'agree', by: cy, number: 1 }, later(0), odd)).toBe('agreed');
    expect(say({ kind: 'ring' }, later(1), odd)).toBe('departed reached');
  });
});
