import { describe, expect, it } from 'vitest';
import { barOf } from '../../src/domain/dispute-claim.ts';
import { factNamed, readLinks, upToToday } from '../../src/domain/dispute-filing.ts';
import { Refusal } from '../../src/domain/refusal.ts';

/** What is taken, or why it is not. */
function taken(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof Refusal && error.reason.kind === 'unfit-claim') {
      return error.reason.fault.kind;
    }
    throw error;
  }
}

describe('what somebody fills in when they contest an account', () => {
  it.each([
    ['', []],
    ['https://a.example/1\n\n see http://b.example', ['https://a.example/1', 'http://b.example']],
    ['drive.google.com/abc', ['https://drive.google.com/abc']],
    ['the call: www.a.example', ['https://www.a.example']],
    ['notes.example', ['https://notes.example']],
    ['hello not a link', 'no-link'],
    ['https://a.example\nhe said so.Then he left', 'no-link'],
    ['ana@a.example', 'no-link'],
    ['https://a.example '.repeat(11), 'many-links'],
  ])('loses no link of %j without a word', (written, links) =>
    expect(taken(() => readLinks(written))).toEqual(links),
  );

  it.each([
    ['Annual revenue', 'revenue'],
    ['employees', 'employees'],
    ['health score', 'health_score'],
    ['blabla', 'unknown-fact'],
  ])('takes %j for the field that is meant by it', (written, fact) => {
    const known = new Map([
      ['revenue', 'Annual revenue'],
      ['employees', 'Employees'],
      ['health_score', 'health_score'],
    ]);
    expect(taken(() => factNamed(written, known))).toBe(fact);
  });

  it('knows no day to come, and today only as far as it has come', () => {
    const at = new Date('2026-11-30T13:00:00Z');
    const on = (day: string) => taken(() => upToToday(new Date(`${day}T23:59:59Z`), at));
    expect(on('2026-11-03')).toEqual(new Date('2026-11-03T23:59:59Z'));
    expect(on('2026-11-30')).toEqual(at);
    // It is tomorrow in Auckland already.
    expect(on('2026-12-01')).toEqual(at);
    expect(on('2026-12-02')).toBe('day-to-come');
  });
});

describe('a claim that was decided', () => {
  const at = new Date('2026-11-16T08:00:00Z');
  const decided = (claim: Parameters<typeof barOf>[1]) => ({
    ...{ disputeId: 'd1', claims: [claim], sides: [], grounds: {} },
    barredUntil: new Date('2027-01-01T00:00:00Z'),
  });

  it.each([
    ['about an owner, by another name', { kind: 'owner-wrong' }, { kind: 'territory-wrong' }, true],
    ['about an owner, for the family', { kind: 'owner-wrong' }, { kind: 'family' }, true],
    ['about credit', { kind: 'owner-wrong' }, { kind: 'credit' }, false],
    [
      'about another field',
      { kind: 'data-wrong', attribute: 'country' },
      { kind: 'data-wrong', attribute: 'employees' },
      false,
    ],
    [
      'about the same field',
      { kind: 'data-wrong', attribute: 'country' },
      { kind: 'data-wrong', attribute: 'country' },
      true,
    ],
  ] as const)('bars the next one as far as it is the same: %s', (_, one, asked, isBarred) => {
    expect(barOf([decided(one)], asked, {}, at) !== undefined).toBe(isBarred);
  });
});
