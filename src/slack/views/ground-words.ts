import type { Ground, KnownFact } from '../../domain/rule-grounds.ts';
import { clip } from './blocks.ts';
import { bare, wordAttribute, wordCondition, wordValue } from './rule-words.ts';
import { day, mention } from './words.ts';

const SHOWN = 12;

/** Where nothing is known because there is nothing. */
const absent = new Map([
  ...['parent', 'open_deal_value'].map((key) => [key, 'none'] as const),
  ...['owner', 'parent_owner', 'family_owner', 'matched_owner', 'open_deal_owner'].map(
    (key) => [key, 'nobody'] as const,
  ),
]);

/** The sign is for the eye; the words say the same. */
const signs = {
  yes: ':white_check_mark: fits:',
  no: ':x: does not fit:',
  unknown: ':grey_question: open:',
} as const;

/** Each part of a rule, what it answers, and what the account has; one a line. */
export function groundLines(grounds: readonly Ground[]): string[] {
  const told = grounds.filter((ground) => !goesWithoutSaying(ground));
  const more = told.length - SHOWN;
  const lines = told.slice(0, SHOWN).map(({ condition, answer, facts }) => {
    return `${signs[answer]} ${clip(wordCondition(condition), 300)}${wordFacts(facts)}`;
  });
  return [...lines, ...(more > 0 ? [`… and ${more} more`] : [])];
}

/** That an account is an account. */
function goesWithoutSaying({ answer, facts }: Ground): boolean {
  return answer === 'yes' && facts.length > 0 && facts.every(({ key }) => key === 'record');
}

/** A fact goes without its name where the test has just said it. */
function wordFacts(facts: readonly KnownFact[]): string {
  const [only, ...others] = facts;
  if (!only) return '';
  if (others.length === 0) return ` — ${wordHeld(only)}`;
  return ` — ${facts.map((fact) => `${wordAttribute(fact.key)} ${wordHeld(fact)}`).join(', ')}`;
}

function wordHeld({ key, value, type, person, origin }: KnownFact): string {
  if (value === null) return `*${absent.get(key) ?? 'not known'}*`;
  const from = origin ? ` (${bare(origin.source)}, ${day(origin.at)})` : '';
  return `${person ? mention(person) : `*${wordValue(key, value, type)}*`}${from}`;
}
