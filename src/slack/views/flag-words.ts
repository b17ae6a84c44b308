import type { Flag } from '../../domain/flag.ts';
import type { People } from '../../domain/rule-lead.ts';
import { clip } from './blocks.ts';
import { bare, wordAttribute, wordNamed, wordValue } from './rule-words.ts';
import { count, day, wordActor } from './words.ts';

const nobody: People = new Map();

/** Why a person should look, as the end of "It waits because …". */
export function wordFlag(flag: Flag, people: People = nobody): string {
  switch (flag.kind) {
    case 'review':
      return flag.by
        ? `rule “${bare(flag.rule)}” asks for the approval of ${wordNamed(flag.by, people)}`
        : `rule “${bare(flag.rule)}” leaves it to a person`;
    case 'no-match':
      return 'no rule fits';
    case 'conflict':
      return `“${bare(flag.rule)}” and “${bare(flag.rival)}” both fit, and want different things`;
    case 'missing-data':
      return wordMissingData(flag);
    case 'stale-data':
      return `the rule rests on ${wordAttribute(flag.attribute)}, last set ${day(flag.since)}${flag.limit ? `: after ${count(flag.limit, 'day')} a fact is doubtful` : ''}`;
    case 'high-value': {
      const [value, limit] = [flag.value, flag.limit].map((of) => wordValue(flag.attribute, of));
      return `${wordAttribute(flag.attribute)} is ${value}, and from ${limit} on a person looks`;
    }
    case 'over-capacity':
      return `${bare(flag.rep)} has ${flag.load} accounts, of at most ${flag.capacity}`;
    case 'inactive-owner':
      return `${bare(flag.name)} has left or cannot be asked`;
    case 'no-owner':
      return `the registry does not know ${bare(flag.wanted)}`;
    case 'unclaimed':
      return `it belongs to whoever of the pool ${bare(flag.pool)} claims it first`;
    case 'pinned':
      return `it is pinned by ${wordActor(flag.by)}: ${bare(clip(flag.reason, 200))}`;
    case 'set-by-hand':
      return `${wordActor(flag.by)} chose its owner by hand ${day(flag.at)}`;
    case 'open-deal':
      return `${wordNamed(flag.owner, people)} has an open deal on it (${wordValue('open_deal_value', flag.value)})`;
    case 'duplicate':
      return `it is probably the same company as ${bare(flag.account)}, which is ${wordNamed(flag.owner, people)}’s`;
    case 'family-split':
      return `the head of its family is ${wordNamed(flag.owner, people)}’s`;
  }
}

function wordMissingData(flag: Extract<Flag, { kind: 'missing-data' }>): string {
  const rules = [flag, ...(flag.also ?? [])].map(({ rule, attributes }) => {
    const words = attributes.map(wordAttribute);
    return `“${bare(rule)}” would win if ${listed(words)} were known and suited it`;
  });
  return [...rules, ...(flag.more ? [`so would ${count(flag.more, 'more rule')}`] : [])].join('; ');
}

function listed(words: string[]): string {
  if (words.length === 0) return 'a fact';
  return words.length === 1
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
