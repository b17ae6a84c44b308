import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRegions } from '../../../../src/domain/geography.ts';
import { standardCatalogue } from '../../../../src/domain/rules/attribute.ts';
import { atlasOf } from '../../../../src/domain/rules/boxes/atlas.ts';
import { boxWithout, commonBox } from '../../../../src/domain/rules/boxes/box.ts';
import { boxesOf } from '../../../../src/domain/rules/boxes/boxes-of.ts';
import { exampleFrom } from '../../../../src/domain/rules/boxes/example.ts';
import type { Condition } from '../../../../src/domain/rules/condition.ts';
import { ask, YES } from '../../../../src/domain/rules/evaluate.ts';
import { sheetOf, vocabularyOf } from '../../../../src/domain/rules/vocabulary.ts';
import { facts, moment, rule, setOf } from '../engine/arbitrary.ts';
import { isIn } from './holds.ts';

const condition = rule.map((each): Condition => each.condition);

function atlas() {
  return atlasOf(vocabularyOf(setOf([]), standardCatalogue, standardRegions));
}

const runs = { numRuns: 1000 };

describe('the boxes of a condition', () => {
  it('are exactly the accounts for which the engine says yes', () => {
    fc.assert(
      fc.property(condition, fc.array(facts, { minLength: 5 }), moment, (asked, accounts, at) => {
        const names = atlas();
        const question = ask(asked, names.vocabulary);
        const boxes = boxesOf(asked, names);
        fc.pre(boxes !== undefined);
        for (const account of accounts) {
          const answer = question(sheetOf(names.vocabulary, account, at));
          expect(boxes?.some((box) => isIn(box, account, at))).toBe(answer === YES);
        }
      }),
      runs,
    );
  });

  it('share what is in both, and lose what is cut away, to the last account', () => {
    fc.assert(
      fc.property(condition, condition, facts, moment, (one, other, account, at) => {
        const names = atlas();
        for (const box of boxesOf(one, names) ?? []) {
          for (const cut of boxesOf(other, names) ?? []) {
            const [isInBox, isInCut] = [isIn(box, account, at), isIn(cut, account, at)];
            const both = commonBox(box, cut);
            expect(both !== undefined && isIn(both, account, at)).toBe(isInBox && isInCut);
            const left = boxWithout(box, cut).filter((part) => isIn(part, account, at));
            expect(left).toHaveLength(isInBox && !isInCut ? 1 : 0);
          }
        }
      }),
      runs,
    );
  });

  it('give examples that the engine says yes to', () => {
    fc.assert(
      fc.property(condition, moment, (asked, at) => {
        const names = atlas();
        const question = ask(asked, names.vocabulary);
        for (const box of boxesOf(asked, names) ?? []) {
          const palette = { spellings: names.spellings, valuesOf: () => [] };
          const example = exampleFrom(box, at, palette);
          if (!example) continue;
          const sheet = sheetOf(names.vocabulary, example.facts, example.at);
          expect(question(sheet)).toBe(YES);
        }
      }),
      runs,
    );
  });
});
