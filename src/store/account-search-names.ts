import { expandAbbreviation } from '../domain/matching/abbreviations.ts';
import type { Match } from '../domain/matching/match.ts';
import { type Frequencies, type NameRow, rankNames } from '../domain/matching/rank.ts';
import { coreOf, initialsMark, letterPairs } from '../domain/matching/search-form.ts';
import {
  type Arm,
  commonArms,
  FEW_NAMES,
  type KnownWord,
  rareArms,
  type Slot,
  slotOf,
} from '../domain/matching/slots.ts';
import { wordKey } from '../domain/matching/word-key.ts';
import { farKeys, nearKeys } from './account-names.ts';
import { type Db, plannedRows } from './database.ts';

const ROW = `n.account_id AS "accountId", n.kind, n.name, n.norm, n.sort_key AS "sortKey"`;
/** Served by account_names_sort_key: the exact core first, then every name that begins so. */
const BY_BEGINNING = `
  SELECT ${ROW} FROM account_names n
  WHERE n.workspace_id = $1 AND n.sort_key >= $2 AND n.sort_key < $3 ORDER BY n.sort_key LIMIT 40`;
/**
 * Served by name_words_neighbours: which known words share a form with a word of the question; and by the
 * vocabulary's primary key: which begin with its last word. The keys have the workspace in them; its own condition
 * only weeds out collisions. Materialised, so that each word is a walk of its own: joined into one, the planner
 * takes the whole vocabulary for the shorter way.
 */
const WORDS_LIKE = `
  SELECT asked.place, known.word, known.key, known.frequency
  FROM unnest($2::int[], $3::text[], $4::text[]) AS asked (place, word, keys), LATERAL (
    WITH near AS MATERIALIZED (
      SELECT w.* FROM name_words w WHERE w.neighbours && asked.keys::int[])
    SELECT word, key, frequency FROM near
    WHERE workspace_id = $1
      AND length(near.word) BETWEEN length(asked.word) - $5::int AND length(asked.word) + $5::int) known
  UNION ALL
  (SELECT $6::int, word, key, frequency FROM name_words
   WHERE workspace_id = $1 AND word > $7 AND word < $8 ORDER BY word LIMIT 60)`;
/**
 * Served by account_names_words: one walk of its posting lists for each arm. An arm of one part repeats it: the
 * planner, which cannot see the keys, then never takes the table for the shorter way.
 */
const NAMES_HOLDING = `
  SELECT found.* FROM unnest($2::text[], $3::text[], $4::text[]) AS arm (one, two, three), LATERAL (
    WITH held AS MATERIALIZED (
      SELECT ${ROW} FROM account_names n
      WHERE n.workspace_id || '' = $1 AND n.words && arm.one::int[] AND n.words && arm.two::int[]
        AND (arm.three IS NULL OR n.words && arm.three::int[]))
    SELECT * FROM held LIMIT ${FEW_NAMES}) found`;
/** Served by name_words_letters: a part from the middle of a word. */
const WORDS_WITH_PART = `
  SELECT word, key, frequency FROM name_words
  WHERE workspace_id = $1 AND word LIKE '%' || $2 || '%' ORDER BY frequency DESC LIMIT 24`;
const SHORTEST_PART = 3;
/** So many names that begin as asked are an answer; no need to look for misspellings. */
const ENOUGH = 10;
/** Below this, the best name found may yet be beaten by one that is two edits away. */
const GOOD = 0.72;

type Asked = { workspaceId: string; name: string; words: string[]; joined: string };

/** Cheapest first: the name as typed, its words and those one edit away, then two edits, then a part of a word. */
export async function searchNames(db: Db, workspaceId: string, name: string): Promise<Match[]> {
  const asked = { workspaceId, name, ...coreOf(name) };
  const { words, joined } = asked;
  if (joined === '') return [];
  const beginning = await plannedRows<NameRow>(
    db,
    BY_BEGINNING,
    workspaceId,
    joined,
    after(joined),
  );
  const isExact = beginning.some(({ sortKey }) => sortKey.split(' ')[0] === joined);
  if (isExact || (words.length === 1 && beginning.length >= ENOUGH)) {
    return rankNames(name, beginning, new Map());
  }
  const near = await nearSlots(db, asked);
  const rare = await namesHolding(db, workspaceId, [...rareArms(near), ...markArms(asked)]);
  const byRare = rankNames(name, [...beginning, ...rare], frequenciesIn(near));
  if (isGood(byRare)) return byRare;
  const common = await namesHolding(db, workspaceId, commonArms(near));
  const found = [...beginning, ...rare, ...common];
  const byWords = rankNames(name, found, frequenciesIn(near));
  if (isGood(byWords)) return byWords;
  const far = await farSlots(db, asked, near);
  const further = await namesHolding(db, workspaceId, [...rareArms(far), ...commonArms(far)]);
  const all = rankNames(name, [...found, ...further], frequenciesIn(far));
  return all.length > 0 || joined.length < SHORTEST_PART ? all : searchPart(db, asked);
}

function isGood([best]: Match[]): boolean {
  return best !== undefined && best.score >= GOOD;
}

function frequenciesIn(slots: Slot[]): Frequencies {
  return new Map(slots.flat().map(({ word, frequency }) => [word, frequency]));
}

/** For each word those one edit away, and what it stands for if it is an abbreviation. */
async function nearSlots(db: Db, { workspaceId, words }: Asked): Promise<Slot[]> {
  const meanings = words.map((word) => [...new Set([word, expandAbbreviation(word)])]);
  const forms = meanings.flatMap((texts, place) =>
    texts.map((word) => ({ place, word, keys: nearKeys(workspaceId, word) })),
  );
  const last = words.length - 1;
  const known = await wordsLike(db, workspaceId, forms, 1, { place: last, word: words[last] });
  return meanings.map((texts, place) => {
    const here = known.filter((candidate) => candidate.place === place);
    return texts.flatMap((word) => slotOf(word, 1, here, place === last));
  });
}

/** A word that is none, and for which nothing was found, may be two edits away from what was meant. */
async function farSlots(db: Db, { workspaceId, words }: Asked, near: Slot[]): Promise<Slot[]> {
  const unknown = words.flatMap((word, place) =>
    near[place]?.some(({ edits }) => edits === 0)
      ? []
      : [{ place, word, keys: farKeys(workspaceId, word) }],
  );
  const forms = unknown.filter(({ keys }) => keys.length > 0);
  const known = await wordsLike(db, workspaceId, forms, 2);
  return near.map((slot, place) => {
    const form = forms.find((unknownWord) => unknownWord.place === place);
    const here = known.filter((candidate) => candidate.place === place);
    return form ? slotOf(form.word, 2, here, false) : slot;
  });
}

type Form = { place: number; word: string; keys: number[] };

async function wordsLike(
  db: Db,
  workspaceId: string,
  forms: Form[],
  edits: number,
  last?: { place: number; word?: string },
): Promise<(KnownWord & { place: number })[]> {
  if (forms.length === 0) return [];
  const places = forms.map(({ place }) => place);
  const words = forms.map(({ word }) => word);
  const keys = forms.map((form) => arrayOf(form.keys));
  const { place = 0, word = '' } = last ?? {};
  const end = word === '' ? '' : after(word);
  return plannedRows(db, WORDS_LIKE, workspaceId, places, words, keys, edits, place, word, end);
}

/** Initials ("ibm" for three words) and the letter pairs of scripts without spaces. */
function markArms({ workspaceId, name, joined }: Asked): Arm[] {
  const initials =
    joined.length >= 2 && joined.length <= 5
      ? [[[wordKey(workspaceId, initialsMark(joined))]]]
      : [];
  const pairs = letterPairs(name).map((pair) => [wordKey(workspaceId, pair)]);
  return pairs.length > 0 ? [...initials, pairs] : initials;
}

async function namesHolding(db: Db, workspaceId: string, arms: Arm[]): Promise<NameRow[]> {
  if (arms.length === 0) return [];
  const part = (nth: number) => arms.map((arm) => arm[nth] && arrayOf(arm[nth]));
  const second = arms.map((arm) => arrayOf(arm[1] ?? arm[0] ?? []));
  const third = part(2).map((keys) => keys ?? null);
  return plannedRows(db, NAMES_HOLDING, workspaceId, part(0), second, third);
}

async function searchPart(db: Db, { workspaceId, name, joined }: Asked): Promise<Match[]> {
  const found = await plannedRows<KnownWord>(db, WORDS_WITH_PART, workspaceId, joined);
  if (found.length === 0) return [];
  const held = await namesHolding(db, workspaceId, [[found.map(({ key }) => key)]]);
  const ranked = rankNames(name, held, new Map());
  return ranked.map((match) => ({ ...match, score: Math.max(match.score, 0.6) }));
}

function arrayOf(keys: number[]): string {
  return `{${keys.join(',')}}`;
}

/** The end of the range of texts that begin so. */
function after(text: string): string {
  return `${text}\u{10FFFF}`;
}
