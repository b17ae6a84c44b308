import { searchForm } from '../../src/domain/matching/search-form.ts';
import { editDistance } from '../../src/domain/matching/spelling.ts';
import { dice } from '../../src/sandbox/company/chance.ts';
import type { Listed } from './corpus.ts';
import { type CorruptionKind, corruptions } from './corruption.ts';

/** `right` holds every account whose name fits what is left of the name as well as the one that was meant. */
export type Question = { text: string; kind: CorruptionKind; meant: string; right: Set<string> };

const SEED = 77;
/** What is left of a name must still tell it from all but a few. */
const MOST_RIGHT = 3;

/** Names picked evenly over the accounts, each corrupted in one way, the ways in equal shares. */
export function askQuestions(listed: Listed[], count: number): Question[] {
  const corpus = index(listed);
  const kinds = Object.keys(corruptions) as CorruptionKind[];
  const questions: Question[] = [];
  for (let nth = 0; questions.length < count; nth += 1) {
    const kind = kinds[questions.length % kinds.length] as CorruptionKind;
    const rolls = dice(SEED, 'dirt', nth);
    const account = listed[rolls.below(listed.length)];
    const text = account && corruptions[kind](account.name.trim(), rolls);
    if (!account || !text) continue;
    const right = rightAnswers(corpus, account, kind, text);
    if (right.size > MOST_RIGHT) continue;
    questions.push({ text, kind, meant: account.id, right });
  }
  return questions;
}

const misspellings: CorruptionKind[] = ['one edit', 'two edits', 'transposition', 'dropped letter'];

/** Of a misspelt name, a name at least as near to what was typed is as good an answer as the one meant. */
export function isRight(
  { text, kind, right, meant }: Question,
  answer: Listed,
  named: Map<string, Listed>,
) {
  if (right.has(answer.id)) return true;
  if (!misspellings.includes(kind)) return false;
  const typed = wordsAndCore(text).core;
  const distance = (name = '') => editDistance(typed, wordsAndCore(name).core);
  return distance(answer.name) <= distance(named.get(meant)?.name);
}

type Corpus = {
  ids: string[];
  byCore: Map<string, number[]>;
  byWord: Map<string, number[]>;
  cores: { core: string; at: number }[];
};

function index(listed: Listed[]): Corpus {
  const corpus: Corpus = { ids: [], byCore: new Map(), byWord: new Map(), cores: [] };
  listed.forEach(({ id, name }, at) => {
    const { words, core } = wordsAndCore(name);
    corpus.ids.push(id);
    note(corpus.byCore, core, at);
    for (const word of words) note(corpus.byWord, word, at);
    corpus.cores.push({ core, at });
  });
  corpus.cores.sort((a, b) => (a.core < b.core ? -1 : 1));
  return corpus;
}

function wordsAndCore(name: string): { words: string[]; core: string } {
  const { words, sortKey } = searchForm(name);
  return { words, core: sortKey.split(' ')[0] ?? '' };
}

function note(map: Map<string, number[]>, key: string, at: number): void {
  const known = map.get(key);
  if (known) known.push(at);
  else map.set(key, [at]);
}

function rightAnswers(
  corpus: Corpus,
  account: Listed,
  kind: CorruptionKind,
  text: string,
): Set<string> {
  const same = corpus.byCore.get(wordsAndCore(account.name).core) ?? [];
  const left = wordsAndCore(text);
  const fitting =
    kind === 'dropped word'
      ? holding(corpus, left.words)
      : kind === 'cut short'
        ? beginning(corpus, left.core)
        : [];
  return new Set([account.id, ...[...same, ...fitting].map((at) => corpus.ids[at] ?? '')]);
}

function holding({ byWord }: Corpus, words: string[]): number[] {
  const lists = words.map((word) => byWord.get(word) ?? []).sort((a, b) => a.length - b.length);
  const [rarest = [], ...others] = lists;
  const sets = others.map((list) => new Set(list));
  return rarest.filter((at) => sets.every((set) => set.has(at)));
}

function beginning({ cores }: Corpus, start: string): number[] {
  let low = 0;
  let high = cores.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cores[middle]?.core ?? '') < start) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let at = low; cores[at]?.core.startsWith(start) && found.length < 20; at += 1) {
    found.push(cores[at]?.at ?? 0);
  }
  return found;
}
