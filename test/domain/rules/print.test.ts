import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printRuleFile } from '../../../src/domain/rules/print.ts';
import { printCondition } from '../../../src/domain/rules/print-condition.ts';
import { parseRuleFile } from '../../../src/domain/rules/rule-file.ts';
import { parseCondition } from '../../../src/domain/rules/syntax.ts';
import { anyCondition } from './any-condition.ts';
import { anyRuleSet } from './any-rule-set.ts';
import { catalogue } from './any-value.ts';

describe('printing', () => {
  it('says of every condition what is read again', () => {
    fc.assert(
      fc.property(anyCondition({ lists: [], regions: [] }), (condition) => {
        const printed = printCondition(condition);
        expect(parseCondition(printed, catalogue)).toStrictEqual({
          kind: 'read',
          value: condition,
        });
      }),
      { numRuns: 300 },
    );
  });

  it('says of every rule set what is read again', () => {
    fc.assert(
      fc.property(anyRuleSet, (ruleSet) => {
        const read = parseRuleFile(printRuleFile(ruleSet), catalogue);
        expect(read).toStrictEqual({
          kind: 'read',
          value: { ruleSet, comments: {} },
        });
      }),
      { numRuns: 300 },
    );
  });

  it('keeps every comment, wherever it stands, and settles at once', () => {
    const comment = fc.string({ maxLength: 5 }).map((text) => ` ${text}`.trimEnd());
    const noted = fc.tuple(anyRuleSet, fc.infiniteStream(fc.option(comment, { freq: 3 })));
    fc.assert(
      fc.property(noted, ([ruleSet, comments]) => {
        const written: string[] = [];
        const lines = printRuleFile(ruleSet).split('\n');
        const text = lines.flatMap((line) => {
          const [above, beside] = [comments.next().value, comments.next().value];
          for (const each of [above, beside]) if (typeof each === 'string') written.push(each);
          const noted = typeof beside === 'string' ? `${line} #${beside}` : line;
          return typeof above === 'string' ? [`#${above}`, noted] : [noted];
        });
        const once = formatted(text.join('\n'));
        expect(once.ruleSet).toStrictEqual(ruleSet);
        expect(once.comments.toSorted()).toEqual(written.toSorted());
        expect(formatted(once.text).text).toBe(once.text);
      }),
      { numRuns: 200 },
    );
  });
});

function formatted(text: string) {
  const read = parseRuleFile(text, catalogue);
  if (read.kind === 'refused') throw new Error('a comment was read as something else');
  const { ruleSet, comments } = read.value;
  return {
    ruleSet,
    comments: Object.values(comments).flat(),
    text: printRuleFile(ruleSet, comments),
  };
}
