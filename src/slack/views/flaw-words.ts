import { flawTitles, wordFlaw, wordKey } from '../../domain/quality/wording.ts';
import type { Flaw, FlawKind } from '../../domain/quality.ts';
import { clip, plain } from './blocks.ts';
import { bare } from './rule-words.ts';
import { count, day } from './words.ts';

const RULES = 3;

export function flawTitle(kind: FlawKind): string {
  return flawTitles[kind];
}

/** What a kind does to people, in a line. */
export function wordOfKind(kind: FlawKind, staleDays: number): string {
  switch (kind) {
    case 'unseen':
      return 'No published rule takes them, or only the one that takes everything.';
    case 'missing':
      return 'A rule that might have won asks for a fact that nobody has filled in.';
    case 'impossible':
      return 'Rules take these values for not known.';
    case 'inconsistent':
      return 'Rules read them; people, filters and other tools may not, or another source says something else.';
    case 'inactive-owner':
      return 'Whoever owns them does not work here any more.';
    case 'orphan':
      return 'Nothing ties them to an owner, a domain, a parent or an account.';
    case 'stale':
      return `Nobody has touched them for ${staleDays} days.`;
  }
}

/** One flaw, under the name of its record. */
export function flawLine(flaw: Flaw): string {
  switch (flaw.kind) {
    case 'missing':
      return `${wordKey(flaw.attribute)} is not known; blind: ${wordRules(flaw.rules)}`;
    case 'impossible':
    case 'inconsistent':
      return `${wordKey(flaw.attribute)} ${wordValue(flaw)} · ${plain(clip(wordFlaw(flaw), 200))} · ${plain(flaw.source)}`;
    case 'inactive-owner':
      return `${bare(flaw.owner)} left ${day(flaw.since)}`;
    case 'stale':
      return `${flaw.attribute ? wordKey(flaw.attribute) : 'Last touched'} ${day(flaw.since)}`;
    case 'orphan':
    case 'unseen':
      return plain(wordFlaw(flaw));
  }
}

function wordValue({ value, proposed }: { value: string; proposed?: string | undefined }): string {
  return proposed === undefined ? code(value) : `${code(value)} → ${code(proposed)}`;
}

/** As it is written, blanks at its ends too. */
export function code(text: string): string {
  return `\`${plain(clip(text, 80)).replaceAll('`', 'ˋ') || ' '}\``;
}

function wordRules(rules: readonly string[]): string {
  const more = rules.length - RULES;
  const named = rules.slice(0, RULES).map((name) => `“${bare(clip(name, 60))}”`);
  return [...named, ...(more > 0 ? [`${count(more, 'more rule')}`] : [])].join(', ');
}
