import { describe, expect, it } from 'vitest';
import { aRule, complaints } from './reading.ts';

describe('a file with mistakes', () => {
  it('is told all of them at once, each in its place', () => {
    const text = `rule sett "Routing"
layers vertical, geography
lst "Targets" = acme.com
rule "A"
  in geografy, priority 10
  whne industy = "Health Care" and revenue = CA and revenue > 50Q
  then territroy "West"
rule "a"
  in vertical priority 3
  when (country = US and (state = CA or zip in (606, 607)
  then pool "Nowhere"
rule "C"
  says "unclosed
  in vertical, priority 0
rule "D"
  in vertical, priority 1
  when always
  then bo@example.com
`;
    expect(complaints(text)).toEqual([
      'line 1, column 6: unknown word "sett": did you mean set?',
      'line 3, column 1: unknown word "lst": did you mean list?',
      'line 5, column 6: unknown layer "geografy": did you mean geography?',
      'line 6, column 3: unknown word "whne": did you mean when?',
      'line 6, column 8: unknown attribute "industy": did you mean industry?',
      'line 6, column 46: revenue is a number, and "CA" is none: write it like 500, 25k, 50M or 1.2bn',
      'line 6, column 63: "Q" is no unit: write k, M or bn, as in 50M',
      'line 7, column 8: unknown destination "territroy": did you mean territory?',
      'line 8, column 6: there is a rule "a" in line 4 already: rename one of them',
      'line 9, column 6: a comma is missing before priority',
      'line 10, column 26: the parenthesis opened here is not closed: add the missing )',
      'line 11, column 13: unknown pool "Nowhere"',
      'line 12, column 6: rule "C" has no when: say which accounts, or when always',
      'line 12, column 6: rule "C" has no then: say where they go, as then territory "West"',
      'line 13, column 8: the quote opened here is not closed on this line: close it with "; a quote inside is written \\"',
      'line 14, column 25: "0" is no priority: write a whole number from 1 on',
      'line 18, column 8: unknown destination "bo@example.com": write rep bo@example.com',
    ]);
  });

  it.each([
    [
      'a layer that is none',
      aRule({ in: 'in geografphy' }),
      'line 2, column 6: unknown layer "geografphy": did you mean geography?',
    ],
    [
      'no layer',
      aRule({ in: '' }),
      'line 1, column 6: rule "West" has no in: say its layer, as in geography, priority 10',
    ],
    [
      'no condition',
      aRule({ when: '' }),
      'line 1, column 6: rule "West" has no when: say which accounts, or when always',
    ],
    [
      'no destination',
      aRule({ to: '' }),
      'line 1, column 6: rule "West" has no then: say where they go, as then territory "West"',
    ],
    [
      'a second condition',
      aRule({ more: 'when never' }),
      'line 5, column 3: a second when in one rule: keep one of them',
    ],
    [
      'signs the other way round',
      'rule "R"\n  in geography, priority 1\n  when employees => 5\n  then review\n',
      'line 3, column 18: "=>" is no test: write >=',
    ],
    [
      'days the other way round',
      aRule({ more: 'from 2026-12-31 until 2026-01-01' }),
      'line 5, column 25: the rule ends on 2026-01-01, before it begins on 2026-12-31: write from 2026-01-01 until 2026-12-31, if that is meant',
    ],
    [
      'a line that is none',
      aRule({ more: 'because "I say so"' }),
      'line 5, column 3: "because" begins no line of a rule: known are in, says, when, then, with, tags, needs, owner and 4 more',
    ],
    [
      'a line of a pool',
      aRule({ more: 'overflow "P"' }),
      'line 5, column 3: overflow does not belong to a rule: known are in, says, when, then, with, tags, needs, owner and 4 more',
    ],
    [
      'two lines in one',
      aRule({ in: 'in geography, priority 1 when always', when: '' }),
      'line 2, column 28: "when" is not expected here: begin a new line before when',
    ],
    [
      'a day that is none',
      aRule({ more: 'from 2026-13-01' }),
      'line 5, column 8: this is a day, and "2026-13-01" is none: write it like 2026-01-31',
    ],
    [
      'an owner without an address',
      aRule({ more: 'owner Ana' }),
      'line 5, column 9: the owner of the rule is a person, and "Ana" is no e-mail address: write it like ana@example.com',
    ],
    [
      'a line outside a rule',
      'when always\n',
      'line 1, column 1: when stands below nothing it belongs to: write rule, layers, ties, list, region or pool',
    ],
    [
      'a tie-breaker that is none',
      'ties most specfic\n',
      'line 1, column 6: "most specfic" breaks no ties: did you mean most specific?',
    ],
    [
      'a method that is none',
      'pool "P" round robbin = a@b.c\n',
      'line 1, column 10: "round robbin" is no method: did you mean round robin?',
    ],
    [
      'a pool without a method',
      'pool "P" = a@b.c\n',
      'line 1, column 10: the method is missing: write round robin, weighted, least loaded, best fit or claim',
    ],
    [
      'an overflow that is none',
      'pool "P" claim = a@b.c\n  overflow "Q"\n',
      'line 2, column 12: unknown pool "Q": write P',
    ],
    [
      'two lists of one name',
      'list "L" = a\nlist "l" = b\n',
      'line 2, column 6: there is a list "l" in line 1 already: rename one of them',
    ],
    [
      'a second title',
      'rule set "A"\nrule set "B"\n',
      'line 2, column 1: there is a statement "rule set" in line 1 already: keep one of them',
    ],
    [
      'a range of postal codes',
      'region "R" = US (zip 606-608)\n',
      'line 1, column 22: "606-608" is a range, and postal codes are given by how they begin: write 606, 607, 608',
    ],
    [
      'a region that is not closed',
      'region "R" = US (IL, IN\nlist "L" = a\n',
      'line 1, column 17: the parenthesis opened here is not closed: add the missing )',
    ],
  ])('is told of %s', (_, text, complaint) => {
    expect(complaints(text)).toContain(complaint);
  });

  it('is told no more than a hundred', () => {
    const text = Array.from({ length: 500 }, (_, nth) =>
      aRule({ when: 'when x = 1' }).replace('West', `W${nth}`),
    );
    const told = complaints(text.join(''));
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toMatch(/there are more problems from here on: mend these first$/);
  });
});
