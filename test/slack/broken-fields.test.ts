import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validateMessage } from '../../src/block-kit/validate.ts';
import type { BrokenField } from '../../src/domain/broken-field.ts';
import { brokenFieldsPost } from '../../src/slack/views/broken-fields-post.ts';
import { anyText, beyond } from '../support/texts.ts';

const tier: BrokenField = {
  ...{ record: 'account', attribute: 'tier', property: 'tier__c', use: 'read' },
  ...{ state: { kind: 'archived' }, rules: ['Gold', 'Silver', 'Bronze', 'Tin', 'Lead'] },
};
const said = (...fields: BrokenField[]) =>
  JSON.stringify(brokenFieldsPost({ crm: 'HubSpot', fields }));

it('says of each what became of it, and which rules ask for it', () => {
  expect(said(tier)).toMatch(
    /1 field of HubSpot is not read any more.*\*tier\* of accounts, from `tier__c`: it is archived in HubSpot\. These rules ask for it: “Gold”, “Silver”, “Bronze” and 2 more\./,
  );
  expect(said({ ...tier, state: { kind: 'retyped', now: 'text' }, rules: ['Gold'] })).toMatch(
    /it holds text now\. This rule asks for it: “Gold”\./,
  );
  expect(said({ ...tier, state: { kind: 'gone' }, use: 'ranked', rules: [] })).toMatch(
    /HubSpot has no such property any more\. Its other sources still say it\. No rule asks for it\./,
  );
});

it('says at last that all are read again', () => {
  expect(brokenFieldsPost({ crm: 'HubSpot', fields: [] }).text).toBe(
    'All mapped fields of HubSpot are read again.',
  );
});

it('is taken by Slack however many there are, and whatever they are called', () => {
  fc.assert(
    fc.property(anyText(300), fc.nat(40), (text, many) => {
      const one = { ...tier, attribute: text, property: text, rules: Array(9).fill(text) };
      const post = brokenFieldsPost({ crm: text, fields: Array(many).fill(one) });
      expect(beyond(validateMessage(post))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});
