import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredAccount } from '../../src/domain/facts.ts';
import {
  accountAsOf,
  type Former,
  gaveWay,
  unknowableIn,
  wordChanges,
} from '../../src/domain/past.ts';
import { standardCatalogue } from '../../src/domain/rules/attribute.ts';
import { parseRuleFile } from '../../src/domain/rules/rule-file.ts';

type Picture = { name: string; attributes: Record<string, number> };
const keys = ['employees', 'revenue', 'score'];
const picture: fc.Arbitrary<Picture> = fc.record({
  name: fc.constantFrom('Acme', 'Acme Ltd', 'Ajax'),
  attributes: fc.dictionary(fc.constantFrom(...keys), fc.nat(2)),
});
const dayOf = (nth: number) => new Date(Date.UTC(2026, 0, 1 + nth));

const stored = ({ name, attributes }: Picture): StoredAccount => ({
  ...{ name, domains: [], openDeals: { value: 0 } },
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      { value, source: 'HubSpot', at: dayOf(0) },
    ]),
  ),
});
const pictureOf = ({ name, attributes }: StoredAccount): Picture => ({
  name,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([key, { value }]) => [key, Number(value)]),
  ),
});

/** What gives way when each picture takes the place of the one before, a day apart. */
const pastOf = (pictures: Picture[]): Former[] =>
  pictures.slice(1).flatMap((next, nth) => {
    const [before, now] = [stored(pictures[nth] ?? next), stored(next)];
    return gaveWay(before, now).map(({ at, ...one }) => ({
      ...one,
      ...(at && { at: new Date(at) }),
      until: dayOf(nth + 1),
    }));
  });

describe('an account as of a moment', () => {
  it('is what stood there at it, whatever has given way before and since', () => {
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 8 }), fc.nat(20), (all, half) => {
        const moment = new Date(dayOf(0).getTime() + half * 43_200_000);
        const last = all.at(-1);
        if (!last) return;
        const then = accountAsOf(stored(last), pastOf(all), {}, moment);
        const nth = Math.min(Math.floor(half / 2), all.length - 1);
        expect(pictureOf(then)).toEqual(all[nth]);
      }),
    );
  });

  it('has no past where it says the same, seen later', () => {
    const then = stored({ name: 'Acme', attributes: { score: 1 } });
    const { score } = then.attributes;
    expect(score).toBeDefined();
    const now = {
      ...then,
      attributes: { score: { ...score, value: 1, source: 'A', at: dayOf(9) } },
    };
    expect(gaveWay(then, now)).toEqual([]);
  });

  it('is theirs who had it and its parent then', () => {
    const now = { ...stored({ name: 'Acme', attributes: {} }), owner: 'ana@registry.example' };
    const parent = { name: 'Acme Holding', owner: 'cy@registry.example' };
    const then = accountAsOf(
      { ...now, parent },
      [],
      { parentOwner: 'bo@registry.example' },
      dayOf(1),
    );
    expect(then).toMatchObject({ owner: undefined, parent: { owner: 'bo@registry.example' } });
  });
});

describe('what has changed since', () => {
  it('is said, what is contested first, and people by their names', () => {
    const then = { owner: 'bo@x.example', employees: 50, country: 'DE' };
    const now = { owner: 'ana@x.example', employees: 50, country: 'FR', score: 3 };
    const past = [3, 2, 1]
      .map((nth) => ({ key: 'country', value: 'DE', until: dayOf(nth) }))
      .toReversed();
    const nameOf = (text: string) => text.replace('@x.example', '');
    expect(
      wordChanges(then, now, dayOf(1), { first: ['country'], nameOf, past }).map(
        ({ text }) => text,
      ),
    ).toEqual([
      'country was DE then (until 2026-01-03), and is FR now',
      'owner was bo then, and is ana now',
      'score was not known then, and is 3 now',
    ]);
  });
});

describe('what nobody can say as of then', () => {
  const rules = (condition: string, to: string) => {
    const text = `rule "A"\n  in size\n  when ${condition}\n  then ${to}\n`;
    const reading = parseRuleFile(text, standardCatalogue);
    if (reading.kind !== 'read') throw new Error(text);
    return reading.value.ruleSet;
  };

  it('is named where the rules ask for it', () => {
    expect(unknowableIn(rules('country = DE', 'review'))).toEqual([]);
    expect(unknowableIn(rules('open_deal_value > 5', 'owner of parent'))).toEqual([
      'open deals',
      'the family of companies',
    ]);
  });
});
