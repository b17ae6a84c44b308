import { describe, expect, it } from 'vitest';
import { deal } from '../../src/domain/distribution.ts';
import { type Criterion, fitsOf, type Gifts } from '../../src/domain/fit.ts';
import { openPool } from '../../src/domain/pool-state.ts';
import { type WinRecord, winRates } from '../../src/domain/win-rate.ts';
import { aLead, aMember, aPool, tuesday } from '../support/pools.ts';

const somebody = (id: string, fields: Partial<Gifts> = {}): Gifts => ({
  ...{ id, skills: [], languages: [], certificates: [] },
  ...fields,
});
const scores = (
  people: Gifts[],
  facts: Parameters<typeof fitsOf>[1],
  by: Criterion[],
  records: WinRecord[] = [],
) => {
  const rates = winRates(records);
  return fitsOf(people, facts, by, { records, ...(rates && { rates }) }).map(({ score }) => score);
};

describe('how well somebody suits an account', () => {
  const ana = somebody('ana', { skills: ['Healthcare'], languages: ['de', 'EN'] });
  const bo = somebody('bo', { skills: ['SaaS', 'Fintech'], certificates: ['HIPAA'] });

  it.each([
    ['by a skill that its industry names', { industry: 'healthcare' }, ['skills'], [1, 0]],
    ['by a skill among its tags', { tags: ['saas', 'warm'] }, ['skills'], [0, 1]],
    ['by half of what it asks', { industry: 'Healthcare', tags: ['saas'] }, ['skills'], [0.5, 0.5]],
    ['by its language', { language: 'DE' }, ['language'], [1, 0]],
    ['by a certificate', { tags: ['hipaa'] }, ['certificate'], [0, 1]],
    [
      'by two of these',
      { language: 'de', tags: ['hipaa'] },
      ['language', 'certificate'],
      [0.5, 0.5],
    ],
    [
      'not by what nobody brings',
      { language: 'fr', industry: 'healthcare' },
      ['language', 'skills'],
      [1, 0],
    ],
    ['not at all where nothing is known', {}, ['skills', 'language', 'win-rate'], [0, 0]],
  ] as const)('%s', (_, facts, by, expected) => {
    expect(scores([ana, bo], facts, [...by])).toEqual(expected);
  });

  it('by deals in its segment', () => {
    const records = [
      { rep: 'ana', segment: 'retail', won: 2, closed: 4 },
      { rep: 'bo', segment: 'retail', won: 1, closed: 8 },
    ];
    expect(scores([ana, bo], { industry: 'Retail' }, ['segment'], records)).toEqual([0.5, 1]);
  });

  it('is told with its parts', () => {
    const pool = aPool(
      [aMember('ana', { skills: ['Healthcare'] }), aMember('bo', { languages: ['de'] })],
      { method: { kind: 'best-fit', by: ['skills', 'language'] } },
    );
    const lead = aLead({ industry: 'healthcare', language: 'fr' });
    expect(deal(openPool(pool, tuesday), lead, new Map()).answer).toMatchObject({
      rep: { name: 'ana' },
      why: [
        {
          verdict: {
            kind: 'chosen',
            ground: { score: 1, parts: [{ by: 'skills', score: 1, words: ['healthcare'] }] },
          },
        },
        { verdict: { kind: 'waits', ground: { score: 0, parts: [{ by: 'skills', score: 0 }] } } },
      ],
    });
  });

  it('lets those who suit alike take turns', () => {
    const members = ['ana', 'bo', 'cy'].map((name) => aMember(name, { languages: ['de'] }));
    let open = openPool(
      aPool(members, { method: { kind: 'best-fit', by: ['language'] } }),
      tuesday,
    );
    const got: string[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      const { answer, after } = deal(open, aLead({ language: 'de' }), new Map());
      if (answer.kind === 'chosen') got.push(answer.rep.name);
      open = after;
    }
    expect(got).toEqual(['ana', 'bo', 'cy', 'ana', 'bo']);
  });
});

describe('win rates', () => {
  const record = (rep: string, won: number, closed: number, segment = 'retail') => ({
    ...{ rep, won, closed, segment },
  });
  /** Two seasoned reps who are truly different, and somebody new. */
  const seasoned = [record('ana', 120, 200), record('bo', 60, 200), record('cy', 90, 200)];

  it('do not take one deal won of one for certainty', () => {
    const rates = winRates([...seasoned, record('new', 1, 1)]);
    const of = (rep: string) => rates?.of(rep, undefined).rate ?? 0;
    expect(of('ana')).toBeGreaterThan(of('new'));
    expect(of('new')).toBeGreaterThan(0.45);
    expect(of('new')).toBeLessThan(0.55);
    expect(of('ana')).toBeGreaterThan(0.56);
    expect(of('bo')).toBeLessThan(0.34);
  });

  it('know how many deals they rest on', () => {
    expect(winRates(seasoned)?.of('ana', undefined)).toMatchObject({ closed: 200 });
  });

  it('tell apart who is good in which segment', () => {
    const rates = winRates([
      ...[record('ana', 70, 100, 'retail'), record('ana', 30, 100, 'banks')],
      ...[record('bo', 30, 100, 'retail'), record('bo', 70, 100, 'banks')],
    ]);
    const of = (rep: string, segment: string) => rates?.of(rep, segment).rate ?? 0;
    expect(of('ana', 'retail')).toBeGreaterThan(of('bo', 'retail') + 0.2);
    expect(of('bo', 'banks')).toBeGreaterThan(of('ana', 'banks') + 0.2);
  });

  it('say nothing where chance explains the differences', () => {
    expect(winRates([])).toBeUndefined();
    expect(winRates([record('ana', 1, 1), record('bo', 0, 1)])).toBeUndefined();
    expect(winRates([record('ana', 52, 100), record('bo', 48, 100)])).toBeUndefined();
  });
});
