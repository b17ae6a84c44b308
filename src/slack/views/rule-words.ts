import type { People, RuleLead } from '../../domain/rule-lead.ts';
import { type Attribute, standardCatalogue, type Value } from '../../domain/rules/attribute.ts';
import type { Condition, Literal, Test } from '../../domain/rules/condition.ts';
import type { RuleLine } from '../../domain/rules-listing.ts';
import { clip, plain } from './blocks.ts';
import { day, mention } from './words.ts';

/** Where a rule leads, as what becomes of an account: "goes to …". */
export function wordLead(lead: RuleLead): string {
  switch (lead.kind) {
    case 'rep':
      return `goes to ${mention(lead.person)}`;
    case 'territory':
      return `goes to territory *${bare(lead.name)}*${wordCover(lead)}`;
    case 'pool':
      return `goes to the pool *${bare(lead.pool)}*`;
    case 'keep':
      return 'stays with its owner';
    case 'owner-of':
      return `goes to ${ownersOf[lead.of]}`;
    case 'review':
      return 'waits for a person to look';
    case 'unknown':
      return `:warning: leads to ${bare(lead.named)}, whom the registry does not know`;
  }
}

function wordCover({ cover }: Extract<RuleLead, { kind: 'territory' }>): string {
  switch (cover?.kind) {
    case 'rep':
      return ` (${mention(cover.person)})`;
    case 'pool':
      return ` (pool ${bare(cover.pool)})`;
    case undefined:
      return ', which nobody covers';
  }
}

const ownersOf = {
  parent: 'the owner of its parent',
  family: 'the owner of its ultimate parent',
  match: 'the owner of the matched account',
  'open-deal': 'whoever owns its largest open deal',
} as const;

/** What comes beside the owner. */
export function wordBeside({ rule, people }: RuleLine): string[] {
  const { roles, tags, approval } = rule.outcome;
  return [
    ...(approval ? [`needs approval by ${wordNamed(approval, people)}`] : []),
    ...Object.entries(roles).map(([role, rep]) => `${bare(role)} ${wordNamed(rep, people)}`),
    ...(tags.length > 0 ? [`tags ${bare(tags.join(', '))}`] : []),
  ];
}

/** Somebody whom a rule names: a mention where the registry knows them. */
export function wordNamed(named: string, people: People): string {
  const person = people.get(named.toLowerCase());
  return person ? mention(person) : bare(named);
}

/** A condition as people say it, in one line. */
export function wordCondition(condition: Condition): string {
  switch (condition.kind) {
    case 'all':
      return condition.of.length === 0 ? 'always' : condition.of.map(wordPart).join(' and ');
    case 'any':
      return wordAny(condition.of);
    case 'not':
      return `not (${wordCondition(condition.of)})`;
    default:
      return wordTest(condition);
  }
}

function wordAny(parts: Condition[]): string {
  if (parts.length === 0) return 'never';
  return wordAlike(parts) ?? parts.map(wordPart).join(' or ');
}

type OfText = Extract<Test, { kind: 'contains' | 'starts-with' }>;

/** Alternatives of one attribute in one phrase: starts with “90”, “91” or “92”. */
function wordAlike(parts: Condition[]): string | undefined {
  const [first] = parts;
  if (first?.kind !== 'starts-with' && first?.kind !== 'contains') return undefined;
  const isAlike = (part: Condition): part is OfText =>
    part.kind === first.kind && part.attribute === first.attribute;
  const alike = parts.filter(isAlike);
  if (alike.length < parts.length || alike.length < 2) return undefined;
  const texts = alike.map(({ text }) => `“${bare(text)}”`);
  const verb = first.kind === 'contains' ? 'contains' : 'starts with';
  return `${wordAttribute(first.attribute)} ${verb} ${eitherOf(texts)}`;
}

function wordPart(condition: Condition): string {
  const isGroup = condition.kind === 'all' || condition.kind === 'any';
  const words = wordCondition(condition);
  return isGroup && condition.of.length > 1 ? `(${words})` : words;
}

function wordTest(test: Test): string {
  switch (test.kind) {
    case 'in-region':
      return `the place is in ${bare(test.region)}`;
    case 'not-in-region':
      return `the place is not in ${bare(test.region)}`;
    default:
      return `${wordAttribute(test.attribute)} ${forOneOrMany(test.attribute, wordDemand(test))}`;
  }
}

const several = new Set(['employees', 'tags', 'domains']);

function forOneOrMany(attribute: string, demand: string): string {
  return several.has(attribute) ? demand.replace(/^is\b/, 'are') : demand;
}

type OnAttribute = Exclude<Test, { kind: 'in-region' | 'not-in-region' }>;

function wordDemand(test: OnAttribute): string {
  const value = (literal: Literal) => wordValue(test.attribute, literal);
  switch (test.kind) {
    case 'compare':
      return `${comparisons[test.op]} ${value(test.value)}`;
    case 'between':
      return `is between ${value(test.from)} and ${value(test.to)}`;
    case 'in':
      return `is ${oneOf(test.values.map(value))}`;
    case 'not-in':
      return `is not ${oneOf(test.values.map(value))}`;
    case 'in-list':
      return `is in the list ${bare(test.list)}`;
    case 'not-in-list':
      return `is not in the list ${bare(test.list)}`;
    case 'exists':
      return 'is known';
    case 'missing':
      return 'is missing';
    case 'contains':
      return `contains “${bare(test.text)}”`;
    case 'starts-with':
      return `starts with “${bare(test.text)}”`;
    case 'within':
      return `is within the last ${test.days} days`;
  }
}

const comparisons = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is below',
  '<=': 'is at most',
  '>': 'is above',
  '>=': 'is at least',
} as const;

const LISTED = 10;

function oneOf(values: string[]): string {
  return values.length === 1 ? (values[0] ?? '') : `one of ${listed(values)}`;
}

function listed(values: string[]): string {
  const more = values.length - LISTED;
  return `${values.slice(0, LISTED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function eitherOf(values: string[]): string {
  return values.length > LISTED ? `one of ${listed(values)}` : listedWithOr(values);
}

function listedWithOr(values: string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}

export function wordAttribute(key: string): string {
  const { label } = attributeOf(key);
  // "HQ" stays as it is; "Annual revenue" begins small inside a sentence.
  return bare(
    /^\p{Lu}\p{Ll}/u.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label,
  );
}

function attributeOf(key: string): Attribute {
  return standardCatalogue.get(key) ?? { key, label: key.replaceAll('_', ' '), type: 'text' };
}

const amounts = new Set(['revenue', 'open_deal_value']);

/** A value of a fact or of a rule, as its attribute's kind is written. */
export function wordValue(key: string, value: Value, type = attributeOf(key).type): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'object') return bare(clip(value.join(', '), 200));
  if (typeof value === 'string') return bare(clip(value, 200));
  if (type === 'date') return day(new Date(value));
  return wordNumber(value, amounts.has(key) ? { style: 'currency', currency: 'USD' } : {});
}

/** Short only where that says it exactly: a value just below a limit must not read like the limit. */
function wordNumber(value: number, style: Intl.NumberFormatOptions): string {
  const isRound = Math.abs(value) >= 1_000_000 && value % 100_000 === 0;
  const length = isRound ? ({ notation: 'compact' } as const) : {};
  const digits = { maximumFractionDigits: isRound ? 4 : 2, minimumFractionDigits: 0 };
  return new Intl.NumberFormat('en', { ...style, ...length, ...digits }).format(value);
}

/** Words of people's own, harmless inside mrkdwn and inside bold. */
export function bare(text: string): string {
  return plain(text).replaceAll('*', '∗');
}
