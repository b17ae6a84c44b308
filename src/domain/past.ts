import type { StoredAccount } from './facts.ts';
import type { Attributes } from './reading/attributes.ts';
import type { Facts, Value } from './rules/attribute.ts';
import { attributesOf } from './rules/attributes-of.ts';
import type { RuleSet } from './rules/rule-set.ts';

/** What an attribute of an account was, until something else took its place; `name` is one of them. Without a value it was not there. */
export type Former = {
  key: string;
  value?: unknown;
  source?: string | undefined;
  at?: Date | undefined;
  until: Date;
};

/** Whose an account and its relatives were at a moment. */
export type OwnersThen = Pick<StoredAccount, 'owner' | 'familyOwner'> & {
  parentOwner?: string | undefined;
};

type Word = { value: unknown; source: string; at: Date | string };
export type Stored = { name: string; attributes: Readonly<Record<string, Word>> };

/** What gives way where another picture of an account takes the place of one: nothing where it says the same, seen later. */
export function gaveWay(before: Stored, now: Stored): (Partial<Word> & { key: string })[] {
  const keys = new Set([...Object.keys(before.attributes), ...Object.keys(now.attributes)]);
  const gone = [...keys].filter((key) => {
    const [was, is] = [before.attributes[key]?.value, now.attributes[key]?.value];
    return JSON.stringify(was) !== JSON.stringify(is);
  });
  const past = gone.map((key) => ({ key, ...before.attributes[key] }));
  return before.name === now.name ? past : [...past, { key: 'name', value: before.name }];
}

/** An account as it was stored at a moment: what it is now, under what was so then. `past`: from the oldest to the newest. */
export function accountAsOf(
  now: StoredAccount,
  past: readonly Former[],
  owners: OwnersThen,
  moment: Date,
): StoredAccount {
  const then = firstAfter(past, moment);
  const { parent } = now;
  const name = then.get('name')?.value;
  return {
    ...now,
    ...(typeof name === 'string' && { name }),
    attributes: attributesAsOf(now.attributes, then),
    owner: owners.owner,
    familyOwner: owners.familyOwner,
    ...(parent && { parent: { name: parent.name, owner: owners.parentOwner } }),
  };
}

/** Of each attribute, what gave way first after the moment stood there at it. */
function firstAfter(past: readonly Former[], moment: Date): Map<string, Former> {
  const first = new Map<string, Former>();
  for (const one of past) {
    if (one.until > moment && !first.has(one.key)) first.set(one.key, one);
  }
  return first;
}

function attributesAsOf(now: Attributes, then: ReadonlyMap<string, Former>): Attributes {
  const attributes: Record<string, Attributes[string]> = { ...now };
  for (const { key, value, source, at, until } of then.values()) {
    delete attributes[key];
    const isThere = key !== 'name' && value !== undefined && value !== null;
    if (isThere) attributes[key] = { value, source: source ?? 'registry', at: at ?? until };
  }
  return attributes;
}

/** What is kept without a past, by the attributes that rest on it. */
const pastless: readonly { words: string; attributes: readonly string[] }[] = [
  { words: 'open deals', attributes: ['open_deal_owner', 'open_deal_value'] },
  { words: 'the family of companies', attributes: ['parent', 'parent_owner', 'family_owner'] },
  { words: 'domains', attributes: ['domain', 'domains'] },
];

const relatives = {
  ...{ parent: 'parent_owner', family: 'family_owner', match: 'matched_owner' },
  'open-deal': 'open_deal_owner',
} as const;

/** Of what rules go by, what nobody can say as of a moment that is over. */
export function unknowableIn({ rules }: Pick<RuleSet, 'rules'>): string[] {
  const asked = new Set(
    rules.flatMap(({ condition, outcome: { to } }) => [
      ...attributesOf(condition),
      ...(to.kind === 'owner-of' ? [relatives[to.of]] : []),
    ]),
  );
  return pastless
    .filter(({ attributes }) => attributes.some((key) => asked.has(key)))
    .map(({ words }) => words);
}

const MOST = 4;
type Wording = {
  /** These attributes first. */
  first: readonly string[];
  nameOf: (email: string) => string;
  past: readonly Former[];
};

/** What was another value at a moment than it is now, and until when, where that is kept. */
export function wordChanges(
  then: Facts,
  now: Facts,
  moment: Date,
  { first, nameOf, past }: Wording,
): { key: string; text: string }[] {
  const keys = new Set([...first, ...Object.keys(then), ...Object.keys(now)]);
  const changed = [...keys].filter((key) => wordValue(then[key]) !== wordValue(now[key]));
  const gaveWayAt = firstAfter(past, moment);
  const left = changed.length - MOST;
  const said = changed.slice(0, MOST).map((key) => {
    const [was, is] = [then[key], now[key]].map((value) => nameOf(wordValue(value)));
    const until = gaveWayAt.get(key)?.until.toISOString().slice(0, 10);
    const end = until === undefined ? '' : ` (until ${until})`;
    return { key, text: `${key.replaceAll('_', ' ')} was ${was} then${end}, and is ${is} now` };
  });
  const more = left > 0 ? [{ key: '', text: `${left} more facts were other than now` }] : [];
  return [...said, ...more];
}

export function wordValue(value: Value | null | undefined): string {
  if (value === undefined || value === null) return 'not known';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
