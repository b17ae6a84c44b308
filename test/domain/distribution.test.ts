import { describe, expect, it } from 'vitest';
import { deal } from '../../src/domain/distribution.ts';
import { relist } from '../../src/domain/pool-list.ts';
import { type Load, openPool, type PoolState } from '../../src/domain/pool-state.ts';
import { aLead, aMember, aPool, away, play, tuesday } from '../support/pools.ts';

const weighted: Pick<PoolState, 'method'> = { method: { kind: 'weighted' } };
const ask = (pool: PoolState, { loads = new Map<string, Load>(), at = tuesday } = {}) =>
  deal(openPool(pool, at), aLead(), loads).answer;
const holding = (accounts: Record<string, number>) =>
  new Map(
    Object.entries(accounts).map(([id, count]): [string, Load] => [
      id,
      { accounts: count, leads: count, value: count * 1000, score: count },
    ]),
  );
const trio = ['ana', 'bo', 'cy'].map((name) => aMember(name));

describe('round robin', () => {
  it('gives everybody a turn before anybody has a second', () => {
    expect(play(aPool(trio), 7).got).toEqual(['ana', 'bo', 'cy', 'ana', 'bo', 'cy', 'ana']);
  });

  it('does not look at weights', () => {
    const members = [aMember('ana', { weight: 5 }), aMember('bo')];
    expect(play(aPool(members), 4).got).toEqual(['ana', 'bo', 'ana', 'bo']);
  });

  it('goes on where it was, with the same order of the others, when somebody comes or goes', () => {
    const { after } = play(aPool(trio), 4);
    const list = (names: string[]) =>
      relist(
        after.members.map(({ rep, ...stake }) => ({ repId: rep.id, ...stake })),
        names.map((repId) => ({ repId, weight: 1 })),
      ).map(({ repId, credit, owed }) => aMember(repId, { credit, owed }));
    const next = (names: string[]) => play(aPool(list(names)), 8).got;

    expect(next(['ana', 'bo', 'cy']).slice(0, 4)).toEqual(['bo', 'cy', 'ana', 'bo']);
    expect(next(['ana', 'bo', 'cy', 'di']).filter((name) => name !== 'di')).toEqual([
      ...['bo', 'cy', 'ana', 'bo', 'cy', 'ana'],
    ]);
    expect(next(['ana', 'cy']).slice(0, 4)).toEqual(['cy', 'ana', 'cy', 'ana']);
  });
});

describe('weighted round robin', () => {
  it('spreads a heavy share instead of dealing it in one go', () => {
    const members = [aMember('ana', { weight: 3 }), aMember('bo')];
    expect(play(aPool(members, weighted), 8).got.join(' ')).toBe('ana ana bo ana ana ana bo ana');
  });
});

describe('somebody who was away', () => {
  const five = ['ana', 'bo', 'cy', 'di', 'ed'];

  it.each([1, 3, 50, 500])('for %i turns is neither flooded nor punished', (turns) => {
    const before = play(aPool(five.map((name) => aMember(name))), 7).after;
    const gone = before.members.map((one) =>
      one.rep.id === 'cy' ? { ...one, ...away('2026-07-01') } : one,
    );
    const meanwhile = play({ ...before, members: gone }, turns).after;
    const cy = (pool: PoolState) => pool.members.find(({ rep }) => rep.id === 'cy');
    expect(cy(meanwhile)?.credit).toBe(cy(before)?.credit);

    const back = meanwhile.members.map((one) => ({ ...one, absences: [] }));
    const { got } = play({ ...meanwhile, members: back }, 25);

    for (const name of five) {
      const had = got.filter((one) => one === name).length;
      expect(had).toBeGreaterThanOrEqual(4);
      expect(had).toBeLessThanOrEqual(6);
    }
    expect(got.slice(0, 5).filter((one) => one === 'cy').length).toBeLessThanOrEqual(2);
    expect(got.slice(0, 10)).toContain('cy');
  });

  it('is passed over, and the others are told until when', () => {
    const answer = ask(aPool([aMember('ana', away('2026-06-20')), aMember('bo')]));
    expect(answer).toMatchObject({
      kind: 'chosen',
      rep: { name: 'bo' },
      why: [
        { rep: { name: 'ana' }, verdict: { kind: 'away', until: new Date('2026-06-20') } },
        { rep: { name: 'bo' }, verdict: { kind: 'chosen', ground: { kind: 'turn', credit: 1 } } },
      ],
    });
  });

  it('is stood in for by a backup of the same pool, and the turn counts as theirs', () => {
    const members = [aMember('ana', away('2026-06-20', 'bo')), aMember('bo'), aMember('cy')];
    const { got, after } = play(aPool(members), 6);
    expect(got).toEqual(['bo', 'bo', 'cy', 'bo', 'bo', 'cy']);
    expect(after.members.map(({ credit }) => credit)).toEqual([0, 0, 0]);
    expect(ask(aPool(members))).toMatchObject({
      turn: { seat: { name: 'ana' } },
      why: [{ verdict: { kind: 'chosen', backup: { name: 'bo' } } }, {}, {}],
    });
  });

  it('is not stood in for by somebody of another pool, or who is away or full', () => {
    const stranger = [aMember('ana', away('2026-06-20', 'zoe')), aMember('bo')];
    expect(play(aPool(stranger), 2).got).toEqual(['bo', 'bo']);
    const both = [
      aMember('ana', away('2026-06-20', 'bo')),
      aMember('bo', away('2026-06-20')),
      aMember('cy'),
    ];
    expect(play(aPool(both), 2).got).toEqual(['cy', 'cy']);
    const full = [aMember('ana', away('2026-06-20', 'bo')), aMember('bo', { capacity: 1 })];
    expect(ask(aPool(full), { loads: holding({ bo: 1 }) })).toMatchObject({
      kind: 'nobody',
      why: [{ verdict: { kind: 'away' } }, { verdict: { kind: 'full' } }],
    });
  });
});

describe('a turn that was returned', () => {
  const owing = (names: string[]) =>
    trio.map((one) => (names.includes(one.rep.id) ? { ...one, owed: 1 } : one));

  it('makes the rep next in line once, and leaves everybody else’s turns as they were', () => {
    const { after } = play(aPool(trio), 4);
    const members = after.members.map((one) =>
      one.rep.id === 'ana' ? { ...one, owed: one.owed + 1 } : one,
    );
    const { got } = play({ ...after, members }, 6);
    expect(got).toEqual(['ana', ...play(after, 5).got]);
  });

  it('waits for a rep who is away', () => {
    const members = owing(['bo']).map((one) =>
      one.rep.id === 'bo' ? { ...one, ...away('2026-06-20', 'cy') } : one,
    );
    const { after } = play(aPool(members), 3);
    const back = after.members.map((one) => ({ ...one, absences: [] }));
    expect(play({ ...after, members: back }, 1).got).toEqual(['bo']);
  });

  it('is made good to whoever has waited longest first', () => {
    const members = owing(['ana', 'cy']).map((one, index) => ({ ...one, lastTurn: 3 - index }));
    expect(play(aPool(members), 2).got).toEqual(['cy', 'ana']);
    expect(ask(aPool(members))).toMatchObject({
      why: [{}, {}, { verdict: { kind: 'chosen', ground: { kind: 'owed' } } }],
    });
  });
});

describe('least loaded', () => {
  const by = (what: 'count' | 'value' | 'score'): Partial<PoolState> => ({
    method: { kind: 'least-loaded', by: what },
  });

  it.each(['count', 'value', 'score'] as const)('by %s: whoever has least', (what) => {
    const answer = ask(aPool(trio, by(what)), { loads: holding({ ana: 3, bo: 1, cy: 2 }) });
    expect(answer).toMatchObject({ kind: 'chosen', rep: { name: 'bo' } });
  });

  it('says what each had', () => {
    const answer = ask(aPool(trio, by('value')), { loads: holding({ ana: 3, bo: 1, cy: 2 }) });
    expect(answer.why.map(({ verdict }) => verdict)).toEqual([
      { kind: 'waits', ground: { kind: 'load', by: 'value', load: 3000 } },
      { kind: 'chosen', ground: { kind: 'load', by: 'value', load: 1000 } },
      { kind: 'waits', ground: { kind: 'load', by: 'value', load: 2000 } },
    ]);
  });

  it('between equals takes whoever has waited longest', () => {
    expect(play(aPool(trio, by('count')), 4).got).toEqual(['ana', 'bo', 'cy', 'ana']);
  });
});

describe('a claim', () => {
  it('chooses nobody and says who may claim', () => {
    const members = [aMember('ana'), aMember('bo', away('2026-06-20')), aMember('cy')];
    const answer = ask(aPool(members, { method: { kind: 'claim' } }));
    expect(answer).toMatchObject({ kind: 'open', to: [{ name: 'ana' }, { name: 'cy' }] });
  });
});

describe('who cannot be asked', () => {
  it('is full, has left, or lacks what the pool requires, and it says so', () => {
    const members = [
      aMember('ana', { capacity: 40, certificates: ['HIPAA'] }),
      aMember('bo', { leftAt: new Date('2026-05-01'), certificates: ['hipaa'] }),
      aMember('cy', { capacity: 40 }),
      aMember('di', { capacity: 40, certificates: ['hipaa '] }),
    ];
    const requires = { skills: [], languages: [], certificates: ['HIPAA'] };
    const answer = ask(aPool(members, { requires }), { loads: holding({ ana: 40, di: 39 }) });
    expect(answer).toMatchObject({
      kind: 'chosen',
      rep: { name: 'di' },
      why: [
        { verdict: { kind: 'full', load: 40, capacity: 40 } },
        { verdict: { kind: 'left', since: new Date('2026-05-01') } },
        { verdict: { kind: 'lacks', gift: 'certificate', word: 'HIPAA' } },
        { verdict: { kind: 'chosen' } },
      ],
    });
  });

  it('leaves it to the overflow where that is everybody', () => {
    const members = [aMember('ana', away('2026-06-20'))];
    expect(ask(aPool(members, { overflow: 'Everyone' }))).toMatchObject({
      kind: 'nobody',
      overflow: 'Everyone',
      why: [{ verdict: { kind: 'away' } }],
    });
    expect(ask(aPool([]))).toEqual({ kind: 'nobody', why: [] });
  });
});

describe('outside working hours', () => {
  const hours = (from: string, timeZone = 'UTC') => ({
    calendar: {
      timeZone,
      hours: { tue: [{ from, until: '17:00' }], wed: [{ from, until: '17:00' }] },
    },
  });

  it('whoever works now comes first', () => {
    const members = [
      aMember('ana', hours('09:00', 'America/New_York')),
      aMember('bo', hours('09:00')),
    ];
    const { got } = play(aPool(members), 3, { at: tuesday });
    expect(got).toEqual(['bo', 'bo', 'bo']);
    expect(ask(aPool(members)).why[0]?.verdict).toEqual({
      kind: 'off',
      until: new Date('2026-06-02T13:00:00Z'),
    });
  });

  it('it waits for those who work soonest, all of one morning alike', () => {
    const members = [
      aMember('ana', hours('08:00')),
      aMember('bo', hours('09:30')),
      aMember('cy', hours('15:00')),
    ];
    const night = new Date('2026-06-02T22:00:00Z');
    expect(play(aPool(members), 4, { at: night }).got).toEqual(['ana', 'bo', 'ana', 'bo']);
  });

  it('it goes to nobody who never works again', () => {
    const gone = { absences: [{ from: tuesday, until: new Date('2050-01-01'), reason: 'left' }] };
    const before = new Date(tuesday.getTime() - 1000);
    const members = [aMember('ana', { ...hours('10:00'), ...gone })];
    expect(ask(aPool(members), { at: before })).toMatchObject({
      kind: 'nobody',
      why: [{ verdict: { kind: 'off' } }],
    });
  });
});
