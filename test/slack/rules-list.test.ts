import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { RulePart } from '../../src/domain/rule-part.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import { lineOf, listRules, type RulesFound } from '../../src/domain/rules-listing.ts';
import { values } from '../../src/slack/ids.ts';
import { partCard } from '../../src/slack/views/part-card.ts';
import { ruleCard } from '../../src/slack/views/rule-card.ts';
import { rulesFound, rulesList } from '../../src/slack/views/rules-list.ts';
import { anEdition, compiled, seats } from '../support/decided.ts';
import { aRuleFile, manyRules } from '../support/rule-file.ts';
import { anyText } from '../support/texts.ts';

const { rules } = compiled(aRuleFile(manyRules(60)));
const aRule = (fields: Partial<Rule> = {}): Rule => ({ ...(rules[2] as Rule), ...fields });
const pageOf = (list: readonly Rule[], part: { layer?: number; page: number } = { page: 0 }) =>
  rulesList(listRules(anEdition, list, seats, part));
const cardOf = (rule: Rule) =>
  ruleCard({ ...lineOf(0, rule, seats), edition: anEdition, total: 1, parts: [] });

describe('the list of rules', () => {
  it('says which version it is, by whom and why', () => {
    const shown = JSON.stringify(pageOf(rules));
    expect(shown).toMatch(
      /version 3 “Routing 2026”.*Published .*2026-11-01.* by dana: for the new year · 65 rules/,
    );
  });

  it('fits in a message on every page', () => {
    for (let page = 0; page < 9; page += 1) {
      expect(validateMessage(pageOf(rules, { page }))).toEqual([]);
    }
    expect(validateMessage(pageOf(rules, { layer: 2, page: 7 }))).toEqual([]);
    expect(validateMessage(pageOf([]))).toEqual([]);
  });

  it('offers the page before and after, where there is one', () => {
    expect(JSON.stringify(pageOf(rules))).not.toContain('Previous page');
    expect(JSON.stringify(pageOf(rules, { page: 8 }))).not.toContain('Next page');
    const values = JSON.stringify(pageOf(rules, { layer: 2, page: 3 }));
    expect(values).toMatch(/"value":"2:2".*"value":"2:4"/);
  });

  it('warns of a rule that leads to somebody whom the registry does not know', () => {
    const to = { kind: 'rep', rep: 'zed@x.example' } as const;
    const rule = aRule({ outcome: { to, roles: {}, tags: [] } });
    expect(JSON.stringify(pageOf([rule]))).toContain(
      'zed@x.example, whom the registry does not know',
    );
  });
});

describe('a rule', () => {
  it('is shown in words and as it is written, with what comes beside the owner', () => {
    const rule = aRule({
      from: '2026-01-01',
      until: '2026-12-31',
      outcome: {
        to: { kind: 'territory', territory: 'west' },
        roles: { SDR: 'Ben.Okoye@registry.example' },
        tags: ['field'],
        approval: 'VP Sales',
      },
    });
    const shown = JSON.stringify(cardOf(rule));
    expect(shown).toContain('from 2026-01-01 · until 2026-12-31');
    expect(shown).toContain(
      '*Then* it goes to territory *The West* (<@U1ADA>) · needs approval by VP Sales',
    );
    expect(shown).toContain('SDR Ben Okoye · tags field');
    expect(shown).toMatch(/```rule .*when country = US and state in \(CA, OR, WA\)/);
  });

  it('cuts a condition of a thousand values between its lines, and says so', () => {
    const zips = Array.from({ length: 1000 }, (_, nth) => String(10_000 + nth));
    const condition = { kind: 'in', attribute: 'zip', values: zips } as const;
    const card = cardOf(aRule({ condition }));
    expect(validateMessage(card)).toEqual([]);
    expect(JSON.stringify(card)).toContain('… (the rest is in the rule file)');
    expect(JSON.stringify(card)).toContain('postal code is one of 10000, 10001');
    expect(JSON.stringify(card)).toContain('and 990 more');
  });
});

describe('what people may have written', () => {
  it('is taken by Slack, whatever it is', () => {
    const text = anyText(4000);
    const written = fc.record({ name: text, sentence: text, layer: text, value: text });
    fc.assert(
      fc.property(written, ({ value, ...fields }) => {
        const condition = { kind: 'compare', attribute: value, op: '=', value } as const;
        const to = { kind: 'pool', pool: value } as const;
        const outcome = { to, roles: { [value]: value }, tags: [value], approval: value };
        const rule = aRule({ ...fields, condition, outcome, owner: value });
        const many = Array<Rule>(20).fill(rule);
        const lines = many.slice(0, 10).map((each, nth) => lineOf(nth, each, seats));
        const values = Array<string>(90).fill(value);
        const part: RulePart = { kind: 'list', nth: 0, name: value, values };
        const found = {
          kind: 'several' as const,
          asked: value,
          edition: anEdition,
          parts: [part],
          lines,
          more: 3,
        } satisfies RulesFound;
        const list = partCard({ edition: anEdition, part, page: 1, rules: lines });
        for (const picture of [pageOf(many), cardOf(rule), rulesFound(found), list]) {
          expect(validateMessage(picture)).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('what buttons carry', () => {
  it('is read as it was written, and nothing else is', () => {
    expect(values.rulesPart.parse('all:3')).toEqual({ page: 3 });
    expect(values.rulesPart.parse('2:0')).toEqual({ layer: 2, page: 0 });
    expect(values.ruleRef.parse('12:7')).toEqual({ edition: 12, place: 7 });
    for (const wrong of ['', 'x:1', '1:', '-1:2', '1:2:3']) {
      expect(values.rulesPart.safeParse(wrong).success).toBe(false);
      expect(values.ruleRef.safeParse(wrong).success).toBe(false);
    }
  });
});
