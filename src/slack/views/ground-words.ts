import type { Ground, KnownFact } from '../../domain/rule-grounds.ts';
import { clip } from './blocks.ts';
import { bare, wordAttribute, wordCondition, wordValue } from './rule-words.ts';
import { day, mention } from './words.ts';

const SHOWN = 12;

const signs = {
  yes: ':white_check_mark:',
  no: ':x:',
  unknown: ':grey_question:',
} as const;

/** Each part of a rule, what it answers, and what the account has; one a line. */
export function groundLines(grounds: readonly Ground[]): string[] {
  return shown(grounds, ({ condition, answer, facts }) => {
    return `${signs[answer]} ${asks(condition)}${wordFacts(facts)}`;
  });
}

/** Tests that keep a rule from an account: one that holds is one that must not. */
export function needLines(failing: readonly Ground[]): string[] {
  return shown(failing, ({ condition, answer, facts }) => {
    const sign = answer === 'unknown' ? signs.unknown : signs.no;
    const needed = answer === 'yes' ? `not: ${asks(condition)}` : asks(condition);
    return `${sign} ${needed}${wordFacts(facts)}`;
  });
}

function shown(grounds: readonly Ground[], line: (ground: Ground) => string): string[] {
  const more = grounds.length - SHOWN;
  return [...grounds.slice(0, SHOWN).map(line), ...(more > 0 ? [`… and ${more} more`] : [])];
}

function asks(condition: Ground['condition']): string {
  return clip(wordCondition(condition), 300);
}

/** A fact goes without its name where the test has just said it. */
function wordFacts(facts: readonly KnownFact[]): string {
  const [only, ...others] = facts;
  if (!only) return '';
  if (others.length === 0) return ` — ${wordHeld(only)}`;
  return ` — ${facts.map((fact) => `${wordAttribute(fact.key)} ${wordHeld(fact)}`).join(', ')}`;
}

function wordHeld({ key, value, person, origin }: KnownFact): string {
  if (value === null) return '*not known*';
  const from = origin ? ` (${bare(origin.source)}, ${day(origin.at)})` : '';
  return `${person ? mention(person) : `*${wordValue(key, value)}*`}${from}`;
}
