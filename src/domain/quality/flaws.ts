import { subDays } from 'date-fns/subDays';
import type { Known } from '../facts.ts';
import { domainOf } from '../matching/question.ts';
import { wordValue } from '../past.ts';
import type { Flaw, FlawedRecord } from '../quality.ts';
import type { Attributes } from '../reading/attributes.ts';
import { type Catalogue, derivedAttributes } from '../rules/attribute.ts';
import { attributesOf } from '../rules/attributes-of.ts';
import { blindRules } from '../rules/blind.ts';
import type { Decision } from '../rules/decision.ts';
import type { Rule } from '../rules/rule-set.ts';
import type { Ranking } from '../source.ts';
import { contradiction, wordsOf } from '../source-word.ts';
import type { HouseStyle } from './house-style.ts';
import { valueFlaws } from './values.ts';

export type OwnerSeen = { name: string; leftAt?: Date | undefined };

/** An account as the report sees it. */
export type AccountSeen = {
  record: FlawedRecord;
  attributes: Attributes;
  others: Attributes;
  known: Known;
  hasDomain: boolean;
  owner?: OwnerSeen | undefined;
  isParentGone: boolean;
  /** When the CRM last touched it. */
  touchedAt?: Date | undefined;
  /** What the published rules say of it; nothing where there are none. */
  decision?: Decision | undefined;
};

export type LeadSeen = {
  record: FlawedRecord;
  email?: string | undefined;
  hasAccount: boolean;
  owner?: OwnerSeen | undefined;
  touchedAt?: Date | undefined;
};

/** What one run goes by. `asked`: attributes that rules in force ask for. */
export type Measure = {
  at: Date;
  staleDays: number;
  style: HouseStyle;
  asked: ReadonlySet<string>;
  /** Sources that ops have put in order, and what attributes are. */
  rankings: readonly Ranking[];
  catalogue: Catalogue;
};

export function accountFlaws(account: AccountSeen, measure: Measure): Flaw[] {
  const { attributes, known, decision, owner, hasDomain, isParentGone } = account;
  return [
    ...(decision ? [...unseenFlaws(decision), ...missingFlaws(decision)] : []),
    ...valueFlaws(attributes, known, measure.style),
    ...contradictions(account, measure),
    ...inactiveOwner(owner, measure),
    ...(owner ? [] : [lost('no-owner')]),
    ...(hasDomain ? [] : [lost('no-domain')]),
    ...(isParentGone ? [lost('parent-gone')] : []),
    ...staleFlaws(account, measure),
  ];
}

export function leadFlaws(
  { email, hasAccount, owner, ...lead }: LeadSeen,
  measure: Measure,
): Flaw[] {
  return [
    ...(email ? emailFlaws(email) : []),
    ...inactiveOwner(owner, measure),
    ...(hasAccount ? [] : [lost('no-account')]),
    ...staleFlaws({ ...lead, attributes: {} }, measure),
  ];
}

/** By what the record itself says: neither its family nor its contacts are asked of every account of a book. */
const ownVoices = ['rules', 'property', 'postal-code'];

function contradictions(
  { attributes, others, known }: AccountSeen,
  { rankings, catalogue, at }: Measure,
): Flaw[] {
  return rankings.flatMap(({ attribute, sources }): Flaw[] => {
    const own = sources.filter(({ kind }) => ownVoices.includes(kind));
    const sayings = { attributes, others, corrected: new Map(), contacts: new Map() };
    const found = contradiction(wordsOf(attribute, own, sayings, { known, catalogue, at }));
    if (!found) return [];
    const { read, other } = found;
    const against = { value: wordValue(other.value), source: other.by };
    return [
      { kind: 'inconsistent', attribute, value: wordValue(read.value), source: read.by, against },
    ];
  });
}

function lost(why: Extract<Flaw, { kind: 'orphan' }>['why']): Flaw {
  return { kind: 'orphan', why };
}

function inactiveOwner(owner: OwnerSeen | undefined, { at }: Measure): Flaw[] {
  if (!owner?.leftAt || owner.leftAt > at) return [];
  return [{ kind: 'inactive-owner', owner: owner.name, since: owner.leftAt }];
}

function emailFlaws(email: string): Flaw[] {
  const [, host = ''] = /^[^\s@]+@([^\s@]+)$/.exec(email.trim()) ?? [];
  if (domainOf(host) === host.toLowerCase()) return [];
  return [
    { kind: 'impossible', attribute: 'email', value: email, source: 'the CRM', why: 'no-domain' },
  ];
}

/** Where nobody has touched the record for so long, each of its attributes is as old: that is said once. */
function staleFlaws(
  { touchedAt, attributes }: Pick<AccountSeen, 'touchedAt' | 'attributes'>,
  { at, staleDays, asked }: Measure,
): Flaw[] {
  const limit = subDays(at, staleDays);
  if (touchedAt && touchedAt < limit) return [{ kind: 'stale', since: touchedAt }];
  return Object.entries(attributes).flatMap(([attribute, { at: since }]): Flaw[] =>
    asked.has(attribute) && since < limit ? [{ kind: 'stale', attribute, since }] : [],
  );
}

function unseenFlaws({ compiled, winner }: Decision): Flaw[] {
  const rule = compiled.rules[winner];
  if (!rule) return [{ kind: 'unseen' }];
  return takesEverything(rule) ? [{ kind: 'unseen', rule: rule.name }] : [];
}

function takesEverything({ condition }: Rule): boolean {
  return attributesOf(condition).every((attribute) => attribute === 'record');
}

function missingFlaws(decision: Decision): Flaw[] {
  const blind = new Map<string, string[]>();
  for (const { rule, attributes } of blindRules(decision).found) {
    for (const attribute of attributes) {
      if (derivedAttributes.has(attribute)) continue;
      const rules = blind.get(attribute) ?? [];
      rules.push(rule.name);
      blind.set(attribute, rules);
    }
  }
  return [...blind].map(([attribute, rules]) => ({ kind: 'missing', attribute, rules }));
}
