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
  | { kind: 'handover'; from: string; to?: string }
  | { kind: 'simulate' }
  | { kind: 'quality' }
  | { kind: 'fields' }
  | { kind: 'approvals' }
  | { kind: 'duplicates' }
  | { kind: 'disputes' }
  | { kind: 'unknown'; word: string; nearest?: Verb };

const verbs = [
  'book',
  'audit',
  'rules',
  'test',
  'claim',
  'pin',
  'unpin',
  'handover',
  'approvals',
  'duplicates',
  'disputes',
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
  'hand-over': 'handover',
  handoff: 'handover',
  transfer: 'handover',
  lock: 'pin',
  unlock: 'unpin',
  approval: 'approvals',
  approve: 'approvals',
  waiting: 'approvals',
  pending: 'approvals',
  duplicate: 'duplicates',
  dupes: 'duplicates',
  dispute: 'disputes',
  ledger: 'disputes',
  cases: 'disputes',
  simulation: 'simulate',
  field: 'fields',
};

export function parseTerritory(text: string): TerritoryCommand {
  const [, word = '', asked = ''] =
    /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(inOneWord(withoutLinks(text))) ?? [];
  const verb = word === '' ? 'help' : verbOf(word.toLowerCase());
  switch (verb) {
    case 'help':
    case 'simulate':
    case 'quality':
    case 'fields':
    case 'approvals':
    case 'duplicates':
    case 'disputes':
      return { kind: verb };
    case 'handover':
      return { kind: verb, ...waysOf(asked) };
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

const WORDS_FOR_HELP =
  /^(help( me)?( please)?|commands|what can (you|i) do( here)?|(hi|hello|hey)( there)?)?$/i;

/** Where everything else is the name of an account: whoever asks for help, or only greets. */
export function asksForHelp(typed: string): boolean {
  const words = withoutLinks(typed).replaceAll(/^[\s/“"‘']+|[\s.,!?…”"’']+$/g, '');
  return typed.trim() !== '' && WORDS_FOR_HELP.test(words);
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

/** "Hand over" is one verb. */
function inOneWord(text: string): string {
  return text.replace(/^\s*hand\s+(?:over|off)\b/i, 'handover');
}

const PERSON = '<@[^>]+>|"[^"]+"|“[^”]+”|[^\\s,]+@[^\\s,]+|@[^\\s,]+';

/** From whom a book goes, and to whom; whoever names nobody to get it, or the rules, leaves it to the rules. */
function waysOf(typed: string): { from: string; to?: string } {
  const text = typed.replace(/^(the )?book\s+(of|from)?\s*/i, '').replace(/[’']s book\b/i, '');
  const [, behind = '', before = ''] = /^to\s+(.+?)\s+from\s+(.+)$/is.exec(text) ?? [];
  if (before) return wayOf(before, behind);
  const [, first = '', second = ''] = /^(.+?)\s+(?:to|→|-+>|=>)\s+(.+)$/is.exec(text) ?? [];
  if (first) return wayOf(first, second);
  const two = new RegExp(`^(${PERSON})[\\s,]+(?:and\\s+)?(${PERSON})$`, 'is').exec(text);
  return wayOf(two?.[1] ?? text, two?.[2] ?? '');
}

function wayOf(from: string, to: string): { from: string; to?: string } {
  const byRules = /\s*\b(by|to)?\s*(the )?rules?$/i;
  const left = from
    .replace(/^from\s+/i, '')
    .replace(byRules, '')
    .trim();
  if (left === '') throw new Refusal({ kind: 'nobody-named' });
  const goes = to.trim();
  return { from: left, ...(goes !== '' && !byRules.test(goes) && { to: goes }) };
}

/** What was typed behind the account: a reason, and a day where it ends with one. */
export function draftOf(typed: string): { reason: string; until?: string } {
  const said = asTyped(typed).replace(/^(because|for|since|as)\s+|^[,:–—-]+\s*/i, '');
  const [, reason = said, until] = /^(.*?)\s*\buntil\s+(\d{4}-\d\d-\d\d)$/is.exec(said) ?? [];
  return { reason: reason.trim(), ...(until && !Number.isNaN(Date.parse(until)) && { until }) };
}
