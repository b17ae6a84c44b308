import { asTyped } from '../domain/matching/question.ts';
import { Refusal } from '../domain/refusal.ts';
import { nearest } from '../domain/rules/text/suggestion.ts';

/** What somebody asks of `/territory`, in words as they typed them: those of an account are read where it is looked for. */
export type TerritoryCommand =
  | { kind: 'help' }
  | { kind: 'book'; asked: string }
  | { kind: 'audit'; asked: string }
  | { kind: 'rules'; asked: string }
  | { kind: 'test'; asked: string }
  | { kind: 'claim'; asked: string }
  | { kind: 'pin'; asked: string }
  | { kind: 'unpin'; asked: string }
  | { kind: 'simulate' }
  | { kind: 'quality' }
  | { kind: 'fields' }
  | { kind: 'approvals' }
  | { kind: 'duplicates' }
  | { kind: 'unknown'; word: string; nearest?: Verb };

const verbs = [
  'book',
  'audit',
  'rules',
  'test',
  'claim',
  'pin',
  'unpin',
  'approvals',
  'duplicates',
  'simulate',
  'quality',
  'fields',
  'help',
] as const;
type Verb = (typeof verbs)[number];

/** Other words that people use for them. */
const otherWords: Record<string, Verb> = {
  '?': 'help',
  commands: 'help',
  mybook: 'book',
  books: 'book',
  accounts: 'book',
  history: 'audit',
  log: 'audit',
  rule: 'rules',
  try: 'test',
  'dry-run': 'test',
  take: 'claim',
  lock: 'pin',
  unlock: 'unpin',
  approval: 'approvals',
  approve: 'approvals',
  waiting: 'approvals',
  pending: 'approvals',
  duplicate: 'duplicates',
  dupes: 'duplicates',
  simulation: 'simulate',
  field: 'fields',
};

export function parseTerritory(text: string): TerritoryCommand {
  const [, word = '', asked = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(withoutLinks(text)) ?? [];
  const verb = word === '' ? 'help' : verbOf(word.toLowerCase());
  switch (verb) {
    case 'help':
    case 'simulate':
    case 'quality':
    case 'fields':
    case 'approvals':
    case 'duplicates':
      return { kind: verb };
    case 'book':
      return { kind: verb, asked: asked.replace(/^(of|for)\s+/i, '') };
    case 'rules':
      return { kind: verb, asked: asTyped(asked).replace(/^[“"](.*)[”"]$/, '$1') };
    case 'test':
    case 'audit':
    case 'claim':
    case 'pin':
    case 'unpin':
      if (asked === '') throw new Refusal({ kind: 'nothing-asked', command: `/territory ${verb}` });
      return { kind: verb, asked };
    case undefined: {
      const meant = verbs.find((each) => each === nearest(word, verbs));
      return { kind: 'unknown', word: asTyped(word), ...(meant && { nearest: meant }) };
    }
  }
}

function verbOf(word: string): Verb | undefined {
  const bare = word.replace(/^[/"'“‘]+|[.!,;:"'”’]+$/g, '');
  return (
    verbs.find((each) => each === bare) ??
    (Object.hasOwn(otherWords, bare) ? otherWords[bare] : undefined)
  );
}

/** Slack marks up domains and addresses that somebody typed; what they typed stands beside. Mentions stay. */
function withoutLinks(text: string): string {
  return text
    .replaceAll(/<(?:https?:|mailto:)[^|>]*\|([^>]*)>/g, '$1')
    .replaceAll(/<((?:https?:)[^|>]*)>/g, '$1');
}

/** What was typed behind the account: a reason, and a day where it ends with one. */
export function draftOf(typed: string): { reason: string; until?: string } {
  const said = asTyped(typed).replace(/^(because|for|since|as)\s+|^[,:–—-]+\s*/i, '');
  const [, reason = said, until] = /^(.*?)\s*\buntil\s+(\d{4}-\d\d-\d\d)$/is.exec(said) ?? [];
  return { reason: reason.trim(), ...(until && !Number.isNaN(Date.parse(until)) && { until }) };
}
