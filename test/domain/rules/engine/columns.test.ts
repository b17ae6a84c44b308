import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { Facts } from '../../../../src/domain/rules/attribute.ts';
import { columnsOf, decideAll, encode } from '../../../../src/domain/rules/columns.ts';
import { compileRules } from '../../../../src/domain/rules/compiled.ts';
import { decide } from '../../../../src/domain/rules/decide.ts';
import { openRerouter } from '../../../../src/jobs/reroute.ts';
import { facts, moment, ruleSet, standing } from './arbitrary.ts';
import { accountNumbered, manyRules } from './many-rules.ts';

const book = fc.array(facts, { maxLength: 20 });

describe('a whole book', () => {
  it('is decided as its accounts are one by one', () => {
    fc.assert(
      fc.property(ruleSet, book, moment, standing, (set, accounts, at, known) => {
        const compiled = compileRules(set);
        const winners = new Int32Array(accounts.length);
        const columns = columnsOf(compiled, accounts, at);
        decideAll(compiled, columns, winners, (place) => accounts[place] ?? {}, known);
        const one = accounts.map((account) => decide(compiled, account, at, known).winner);
        expect([...winners]).toEqual(one);
      }),
      { numRuns: 1000 },
    );
  });

  it('takes one account anew and leaves the others as they are', () => {
    fc.assert(
      fc.property(ruleSet, book, facts, fc.nat(19), moment, (set, accounts, changed, place, at) => {
        fc.pre(place < accounts.length);
        const compiled = compileRules(set);
        const winners = new Int32Array(accounts.length);
        const columns = columnsOf(compiled, accounts, at);
        encode(compiled, columns, place, changed);
        const after = accounts.with(place, changed);
        decideAll(compiled, columns, winners, (each) => after[each] ?? {});
        expect([...winners]).toEqual(after.map((each) => decide(compiled, each, at).winner));
      }),
    );
  });
});

describe('a re-route by two threads', () => {
  const rerouter = openRerouter(2);
  afterAll(() => rerouter.close());
  const at = Date.parse('2026-02-28T12:00:00Z');
  const compiled = compileRules(manyRules(500));
  const accounts = Array.from({ length: 20_000 }, (_, number) => accountNumbered(number));
  const factsOf = (place: number): Facts => accounts[place] ?? {};

  it('finds what one thread finds, and does so twice at the same time', async () => {
    const columns = columnsOf(compiled, accounts, at);
    const expected = new Int32Array(accounts.length);
    decideAll(compiled, columns, expected, factsOf);
    const rerouting = { compiled, columns, factsOf };
    const both = await Promise.all([rerouter.reroute(rerouting), rerouter.reroute(rerouting)]);
    for (const winners of both) expect(Buffer.compare(bytesOf(winners), bytesOf(expected))).toBe(0);
  });

  it('knows what was put down after the last one', async () => {
    const columns = columnsOf(compiled, accounts.slice(0, 10), at);
    const before = await rerouter.reroute({ compiled, columns, factsOf });
    const other = accounts.findIndex((facts) => {
      return decide(compiled, facts, at).winner !== before[3];
    });
    encode(compiled, columns, 3, factsOf(other));
    const after = await rerouter.reroute({
      ...{ compiled, columns },
      factsOf: (place) => factsOf(place === 3 ? other : place),
    });
    expect(after[3]).toBe(decide(compiled, factsOf(other), at).winner);
    expect([...after].filter((winner, place) => winner !== before[place])).toEqual([after[3]]);
  });

  it('decides an empty book', async () => {
    const columns = columnsOf(compiled, [], at);
    expect([...(await rerouter.reroute({ compiled, columns, factsOf }))]).toEqual([]);
  });
});

function bytesOf(winners: Int32Array): Uint8Array {
  return new Uint8Array(winners.buffer, winners.byteOffset, winners.byteLength);
}
