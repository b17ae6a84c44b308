import type { Ground } from '../../src/domain/rule-grounds.ts';
import type { Rule } from '../../src/domain/rules/rule-set.ts';
import { lineOf, type RuleLine } from '../../src/domain/rules-listing.ts';
import { compiled, seats } from '../support/decided.ts';
import { aRuleFile } from '../support/rule-file.ts';

const { rules } = compiled(aRuleFile());
export const line = (place: number, fields: Partial<Rule> = {}): RuleLine =>
  lineOf(place, { ...(rules[place] as Rule), ...fields }, seats);
export const account = {
  kind: 'account' as const,
  id: '0a8f2b34-0000-4000-8000-000000000001',
  name: 'Acme',
};
export const person = { id: 'r1', name: 'Ada Lind', slackUserId: 'U1ADA' };
export const ground = (fields: Partial<Ground> = {}): Ground => ({
  condition: { kind: 'compare', attribute: 'country', op: '=', value: 'US' },
  answer: 'no',
  facts: [{ key: 'country', value: 'DE', origin: { source: 'HubSpot', at: new Date(0) } }],
  ...fields,
});
export const said = (blocks: unknown) => JSON.stringify(blocks);
