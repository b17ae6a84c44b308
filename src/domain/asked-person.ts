import type { Person } from './roster.ts';
import { fold } from './rules/fold.ts';

/** Somebody as people write them: a mention, an e-mail address, a handle, a name or part of one. */
export type AskedPerson =
  | { kind: 'mention'; slackUserId: string }
  | { kind: 'words'; words: string };
type Known = Person & { email: string };

export function parsePerson(text: string): AskedPerson {
  const mention = /^<@([UW]\w+)(?:\|[^>]*)?>$/.exec(text.trim());
  if (mention?.[1]) return { kind: 'mention', slackUserId: mention[1] };
  const words = text
    .replace(/^[\s"'“”‘’@]+/u, '')
    .replace(/[\s"'“”‘’?!.,;:]+$/u, '')
    .replace(/[’']s$/u, '');
  return { kind: 'words', words: words.slice(0, 200) };
}

/** Whoever is meant for sure; where nobody is, those who have all of the words in their names. */
export function meantAmong<Somebody extends Known>(
  asked: AskedPerson,
  people: readonly Somebody[],
): Somebody[] {
  if (asked.kind === 'mention') {
    return people.filter(({ slackUserId }) => slackUserId === asked.slackUserId);
  }
  const said = fold(asked.words);
  if (said === '') return [];
  const exact = people.filter(({ name, email }) => said === fold(email) || said === fold(name));
  if (exact.length > 0) return exact;
  const parts = partsOf(said);
  return people.filter(({ name, email }) => {
    const [handle = ''] = email.split('@');
    const own = [...partsOf(fold(name)), ...partsOf(fold(handle))];
    return parts.every((part) => own.some((word) => word.startsWith(part)));
  });
}

/** A handle writes its name with dots. */
function partsOf(words: string): string[] {
  return words.split(/[\s._-]+/).filter((part) => part !== '');
}
