import type { Match } from '../domain/matching/match.ts';
import { nameOfDomain, parentDomains, type Question } from '../domain/matching/question.ts';
import { type Frequencies, type NameRow, rankNames } from '../domain/matching/rank.ts';
import { initialsMark, letterPairs, searchForm } from '../domain/matching/search-form.ts';
import { type Arm, armsOf, type KnownWord, slotOf } from '../domain/matching/slots.ts';
import { wordKey } from '../domain/matching/word-key.ts';
import { neighbourKeys } from './account-names.ts';
import { type Db, rows } from './database.ts';

const ROW = `n.account_id AS "accountId", n.kind, n.name, n.norm, n.sort_key AS "sortKey"`;
const BY_CRM_ID = `
  SELECT id AS "accountId" FROM accounts WHERE workspace_id = $1 AND crm_id = $2 AND deleted_at IS NULL`;
const BY_EMAIL = `
  SELECT DISTINCT account_id AS "accountId" FROM leads
  WHERE workspace_id = $1 AND lower(email) = $2 AND account_id IS NOT NULL AND deleted_at IS NULL`;
const BY_DOMAIN = `
  SELECT account_id AS "accountId", domain FROM account_domains
  WHERE workspace_id = $1 AND domain = ANY($2::text[]) ORDER BY length(domain) DESC LIMIT 20`;
/** acme.de, acme.co.uk for acme.com: the range of all domains that begin with "acme.". */
const BY_DOMAIN_NAME = `
  SELECT account_id AS "accountId", domain FROM account_domains
  WHERE workspace_id = $1 AND domain >= $2 || '.' AND domain < $2 || '/' ORDER BY domain LIMIT 20`;
/** Served by account_names_sort_key: the exact core first, then every name that begins so. */
const BY_BEGINNING = `
  SELECT ${ROW} FROM account_names n
  WHERE n.workspace_id = $1 AND n.sort_key >= $2 AND n.sort_key < $3 ORDER BY n.sort_key LIMIT 40`;
/** Served by the vocabulary's primary key and name_words_neighbours. */
const KNOWN_WORDS = `
  SELECT word, key, frequency FROM name_words WHERE workspace_id = $1 AND neighbours && $2::int[]
  UNION ALL
  (SELECT word, key, frequency FROM name_words
   WHERE workspace_id = $1 AND word >= $3 AND word < $4 ORDER BY word LIMIT 200)`;
/** Served by name_words_letters: a part from the middle of a word. */
const WORDS_WITH_PART = `
  SELECT word, key, frequency FROM name_words
  WHERE workspace_id = $1 AND word LIKE '%' || $2 || '%' ORDER BY frequency DESC LIMIT 24`;
const ARM_SIZE = 150;
const SHORTEST_PART = 3;

/** Finds what a question may mean, best first. Everything is read at the moment of asking. */
export async function searchAccounts(
  db: Db,
  workspaceId: string,
  question: Question,
): Promise<Match[]> {
  switch (question.kind) {
    case 'nothing':
      return [];
    case 'crm-id':
      return byCrmId(db, workspaceId, question);
    case 'email':
      return byEmail(db, workspaceId, question);
    case 'domain':
      return byDomain(db, workspaceId, question.domain);
    case 'name':
      return byName(db, workspaceId, question.name);
  }
}

async function byCrmId(
  db: Db,
  workspaceId: string,
  { id, typed }: Extract<Question, { kind: 'crm-id' }>,
): Promise<Match[]> {
  const [row] = await rows<{ accountId: string }>(db, BY_CRM_ID, workspaceId, id);
  if (row) return [{ ...row, reason: { kind: 'crm-id', id }, score: 1 }];
  // A number may be a name as well; a link may not.
  return typed === id ? byName(db, workspaceId, typed) : [];
}

async function byEmail(
  db: Db,
  workspaceId: string,
  { email, domain }: Extract<Question, { kind: 'email' }>,
): Promise<Match[]> {
  const found = await rows<{ accountId: string }>(db, BY_EMAIL, workspaceId, email);
  if (found.length > 0) {
    return found.map((row) => ({ ...row, reason: { kind: 'contact', email }, score: 1 }));
  }
  return domain ? byDomain(db, workspaceId, domain) : [];
}

async function byDomain(db: Db, workspaceId: string, domain: string): Promise<Match[]> {
  type Row = { accountId: string; domain: string };
  const exact = await rows<Row>(db, BY_DOMAIN, workspaceId, parentDomains(domain));
  const longest = exact[0]?.domain;
  const nearest = exact.filter((row) => row.domain === longest);
  if (nearest.length > 0) return nearest.map((row) => domainMatch(row, 1));
  const name = nameOfDomain(domain);
  const alike = await rows<Row>(db, BY_DOMAIN_NAME, workspaceId, name);
  if (alike.length > 0) return alike.map((row) => domainMatch(row, 0.75));
  return byName(db, workspaceId, name);
}

function domainMatch(
  { accountId, domain }: { accountId: string; domain: string },
  score: number,
): Match {
  return { accountId, reason: { kind: 'domain', domain }, score };
}

async function byName(db: Db, workspaceId: string, name: string): Promise<Match[]> {
  const { sortKey, words } = searchForm(name);
  const core = sortKey.split(' ')[0] ?? '';
  if (core === '') return [];
  const beginning = await rows<NameRow>(db, BY_BEGINNING, workspaceId, core, after(core));
  const exact = beginning.some((row) => row.sortKey.split(' ')[0] === core);
  if (exact || (words.length === 1 && beginning.length >= 10)) {
    return rankNames(name, beginning, new Map());
  }
  const vocabulary = await knownWords(db, workspaceId, words);
  const frequencies: Frequencies = new Map(
    vocabulary.map(({ word, frequency }) => [word, frequency]),
  );
  const slots = words.map((word, at) => slotOf(word, at === words.length - 1, vocabulary));
  const arms = [...armsOf(slots), ...markArms(workspaceId, name, core)];
  const byWords = await byArms(db, workspaceId, arms, core.length);
  const ranked = rankNames(name, [...beginning, ...byWords], frequencies);
  if (ranked.length > 0 || core.length < SHORTEST_PART) return ranked;
  return byPart(db, workspaceId, name, core);
}

function knownWords(db: Db, workspaceId: string, words: string[]): Promise<KnownWord[]> {
  const joined = words.slice(1).map((word, at) => `${words[at]}${word}`);
  const keys = [...words, ...joined].flatMap((word) => neighbourKeys(workspaceId, word));
  const last = words.at(-1) ?? '';
  return rows(db, KNOWN_WORDS, workspaceId, keys, last, after(last));
}

/** Initials ("ibm" for three words) and the letter pairs of scripts without spaces. */
function markArms(workspaceId: string, name: string, core: string): Arm[] {
  const initials =
    core.length >= 2 && core.length <= 5 ? [[[wordKey(workspaceId, initialsMark(core))]]] : [];
  const pairs = letterPairs(name).map((pair) => [wordKey(workspaceId, pair)]);
  return pairs.length > 0 ? [...initials, pairs] : initials;
}

/** One query for all arms; each is one walk through account_names_words. */
async function byArms(
  db: Db,
  workspaceId: string,
  arms: Arm[],
  length: number,
): Promise<NameRow[]> {
  if (arms.length === 0) return [];
  const values: unknown[] = [workspaceId, length];
  const parts = arms.map((arm) => {
    const held = arm.map((keys) => `n.words && $${values.push(keys)}::int[]`).join(' AND ');
    return `(SELECT ${ROW} FROM account_names n WHERE n.workspace_id = $1 AND ${held}
      ORDER BY abs(length(n.sort_key) - $2) LIMIT ${ARM_SIZE})`;
  });
  return rows(db, parts.join(' UNION ALL '), ...values);
}

async function byPart(db: Db, workspaceId: string, name: string, part: string): Promise<Match[]> {
  const found = await rows<KnownWord>(db, WORDS_WITH_PART, workspaceId, part);
  if (found.length === 0) return [];
  const arm: Arm = [found.map(({ key }) => key)];
  const byWords = await byArms(db, workspaceId, [arm], part.length);
  const ranked = rankNames(name, byWords, new Map());
  return ranked.map((match) => ({ ...match, score: Math.max(match.score, 0.6) }));
}

/** The end of the range of texts that begin so. */
function after(text: string): string {
  return `${text}\u{10FFFF}`;
}
