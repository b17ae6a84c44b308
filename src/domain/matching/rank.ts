import { expandAbbreviation } from './abbreviations.ts';
import { splitLegalForm } from './legal-forms.ts';
import type { Match, MatchReason, NameKind } from './match.ts';
import { coreOf, letterPairs, searchForm } from './search-form.ts';
import { editDistance, tolerance } from './spelling.ts';

/** A name of the registry that may be meant. */
export type NameRow = {
  accountId: string;
  kind: NameKind;
  name: string;
  norm: string;
  sortKey: string;
};

/** How many names hold a word; a word that nobody holds is not in it. */
export type Frequencies = Map<string, number>;

/** A little less for what an account is called beside its name. */
const kindCost: Record<NameKind, number> = { name: 0, short: 0.005, alias: 0.005, former: 0.02 };

/** The best match of each account, best first. */
export function rankNames(asked: string, rows: NameRow[], frequencies: Frequencies): Match[] {
  const { norm } = searchForm(asked);
  const question = { ...coreOf(asked), norm, pairs: letterPairs(asked), frequencies };
  const best = new Map<string, Match>();
  for (const row of rows) {
    const { score, reason } = compare(question, row);
    const match = { accountId: row.accountId, reason, score: score - kindCost[row.kind] };
    const known = best.get(row.accountId);
    if (!known || known.score < match.score) best.set(row.accountId, match);
  }
  return [...best.values()].sort((a, b) => b.score - a.score);
}

type Question = {
  words: string[];
  joined: string;
  norm: string;
  pairs: string[];
  frequencies: Frequencies;
};
type Compared = { score: number; reason: MatchReason };

/** Same letters, then the same words, then a beginning, then likeness: each band lies below the one before. */
function compare(question: Question, row: NameRow): Compared {
  const told = { nameKind: row.kind, name: row.name };
  const core = row.sortKey.split(' ')[0] ?? '';
  if (core === question.joined) {
    const score = row.norm === question.norm ? 1 : 0.985;
    return { score, reason: { kind: 'name', ...told } };
  }
  const words = splitLegalForm(row.norm.split(' ')).core;
  const share = Math.min(1, question.joined.length / core.length);
  const begins = core.startsWith(question.joined);
  if (question.words.every((word) => holds(words, word))) {
    const reason = { kind: begins ? ('beginning' as const) : ('words' as const), ...told };
    return { score: 0.87 + 0.08 * share, reason };
  }
  const alike =
    0.86 *
    Math.max(
      wholeLikeness(question.joined, core),
      wordLikeness(question, words),
      pairLikeness(question.pairs, row.name),
    );
  if (begins) {
    const score = Math.max(0.75 + 0.15 * share, alike);
    return { score, reason: { kind: 'beginning', ...told } };
  }
  if (words.length > 1 && initialsOf(words) === question.joined) {
    const name = question.joined.toUpperCase();
    return { score: 0.8, reason: { kind: 'name', nameKind: 'short', name } };
  }
  return { score: alike, reason: { kind: 'spelling', ...told } };
}

function holds(words: string[], word: string): boolean {
  const expanded = expandAbbreviation(word);
  return words.some((other) => other === word || expandAbbreviation(other) === expanded);
}

function initialsOf(words: string[]): string {
  return words.map((word) => word[0]).join('');
}

/** Spaces do not count here, so joined and split words compare well. */
function wholeLikeness(a: string, b: string): number {
  const longer = Math.max(a.length, b.length);
  const most = Math.floor(longer * 0.35);
  const distance = editDistance(a, b, most);
  return distance > most ? 0 : 1 - distance / longer;
}

/** In scripts without spaces a letter is half a word: what counts is how many neighbours are the same. */
function pairLikeness(pairs: string[], name: string): number {
  if (pairs.length === 0) return 0;
  const held = letterPairs(name);
  const shared = pairs.filter((pair) => held.includes(pair)).length;
  return (2 * shared) / (pairs.length + held.length);
}

/** How well the rarer words of the question are found in the name, and the name's in the question. */
function wordLikeness({ words, frequencies }: Question, held: string[]): number {
  let wanted = 0;
  let found = 0;
  const used = new Set<string>();
  words.forEach((word, at) => {
    const weight = weightOf(word, frequencies);
    wanted += weight;
    const [partner, likeness] = bestPartner(word, held, at === words.length - 1);
    if (!partner) return;
    found += weight * likeness;
    used.add(partner);
  });
  const total = held.reduce((sum, word) => sum + weightOf(word, frequencies), 0);
  const covered = [...used].reduce((sum, word) => sum + weightOf(word, frequencies), 0);
  if (wanted === 0 || total === 0) return 0;
  return 0.75 * (found / wanted) + 0.25 * (covered / total);
}

function bestPartner(word: string, held: string[], isLast: boolean): [string | undefined, number] {
  let best: [string | undefined, number] = [undefined, 0];
  for (const other of held) {
    const likeness = likenessOf(word, other, isLast);
    if (likeness > best[1]) best = [other, likeness];
  }
  return best;
}

/** The last word of a question may be cut short; elsewhere a short form has at least three letters. */
function likenessOf(word: string, other: string, isLast: boolean): number {
  if (holds([other], word)) return 1;
  if (other.startsWith(word) && word.length >= (isLast ? 1 : 3)) {
    return 0.8 + (0.15 * word.length) / other.length;
  }
  const longer = Math.max(word.length, other.length);
  const most = Math.max(tolerance(word.length), longer >= 9 ? 3 : 0);
  const distance = editDistance(word, other, most);
  if (distance > most) return 0;
  // People seldom miss the first letter.
  const start = word[0] === other[0] ? 0 : 0.02;
  return 1 - (0.8 * distance) / longer - start;
}

/** Rare words tell companies apart; every tenth one is called "group". */
function weightOf(word: string, frequencies: Frequencies): number {
  return 1 / (1 + Math.log10(1 + (frequencies.get(word) ?? 0)));
}
