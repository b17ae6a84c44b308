import type { Flag } from './flag.ts';
import type { Actor } from './ownership.ts';

/** How one kind of reader is spoken to: what people wrote, and what is looked up, comes out as they can read it. */
export type Voice = {
  text: (written: string) => string;
  attribute: (key: string) => string;
  value: (attribute: string, value: number) => string;
  person: (email: string) => string;
  actor: (actor: Actor) => string;
  day: (at: Date) => string;
};

/** Why a person should look, as the end of "It waits because …". */
export function wordFlag(flag: Flag, voice: Voice): string {
  const { text, value, person, actor, day } = voice;
  switch (flag.kind) {
    case 'review':
      return flag.by
        ? `rule “${text(flag.rule)}” asks for the approval of ${person(flag.by)}`
        : `rule “${text(flag.rule)}” leaves it to a person`;
    case 'no-match':
      return 'no rule fits';
    case 'conflict':
      return `“${text(flag.rule)}” and “${text(flag.rival)}” both fit, and want different things`;
    case 'missing-data':
      return wordMissingData(flag, voice);
    case 'stale-data':
      return wordStaleData(flag, voice);
    case 'high-value':
      return wordHighValue(flag, voice);
    case 'over-capacity':
      return `${text(flag.rep)} has ${flag.load} accounts, of at most ${flag.capacity}`;
    case 'inactive-owner':
      return `${text(flag.name)} has left or cannot be asked`;
    case 'no-owner':
      return `the registry does not know ${text(flag.wanted)}`;
    case 'unclaimed':
      return `it belongs to whoever of the pool ${text(flag.pool)} claims it first`;
    case 'pinned':
      return `it is pinned by ${actor(flag.by)}: ${text(flag.reason)}`;
    case 'disputed':
      return `${text(flag.by)} disputes it since ${day(flag.since)}, and its owner stays until that is settled`;
    case 'set-by-hand':
      return wordSetByHand(flag, voice);
    case 'restless':
      return `its owner has changed ${flag.changes} times within an hour, so something else seems to set it as well, such as a workflow in the CRM`;
    case 'crm-edit':
      return `${actor(flag.by)} set another owner in ${text(flag.crm)} while this one was on its way there, and that stands for now`;
    case 'open-deal':
      return `${person(flag.owner)} has an open deal on it (${value('open_deal_value', flag.value)})`;
    case 'duplicate':
      return `it is probably the same company as ${text(flag.account)}, which is ${person(flag.owner)}’s`;
    case 'family-split':
      return `the head of its family is ${person(flag.owner)}’s`;
  }
}

function wordHighValue(
  { attribute: key, value: has, limit }: Extract<Flag, { kind: 'high-value' }>,
  { attribute, value }: Voice,
): string {
  return `${attribute(key)} is ${value(key, has)}, and from ${value(key, limit)} on a person looks`;
}

function wordStaleData(
  { attribute: key, since, limit }: Extract<Flag, { kind: 'stale-data' }>,
  { attribute, day }: Voice,
): string {
  const doubtful = limit ? `: after ${limit} days a fact is doubtful` : '';
  return `the rule rests on ${attribute(key)}, last set ${day(since)}${doubtful}`;
}

function wordSetByHand(
  { by, at, owner }: Extract<Flag, { kind: 'set-by-hand' }>,
  { actor, day }: Voice,
): string {
  const did = owner === 'nobody' ? 'took its owner away' : 'chose its owner';
  return `${actor(by)} ${did} by hand ${day(at)}`;
}

type MissingData = Extract<Flag, { kind: 'missing-data' }>;

function wordMissingData(flag: MissingData, { text, attribute }: Voice): string {
  const byLack = Map.groupBy([flag, ...(flag.also ?? [])], ({ attributes }) =>
    listed(attributes.map(attribute), 'and'),
  );
  const rules = [...byLack].map(([lacking, those]) => {
    const named = listed(
      those.map(({ rule }) => `“${text(rule)}”`),
      'or',
    );
    return `${named} would win if ${lacking} were known and suited it`;
  });
  const { more = 0 } = flag;
  const beside = more > 0 ? [`so would ${more} more ${more === 1 ? 'rule' : 'rules'}`] : [];
  return [...rules, ...beside].join('; ');
}

function listed(words: string[], between: 'and' | 'or'): string {
  const last = words.at(-1) ?? 'a fact';
  return words.length > 1 ? `${words.slice(0, -1).join(', ')} ${between} ${last}` : last;
}
