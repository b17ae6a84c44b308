import type { NameKind } from '../domain/matching/match.ts';
import { domainOf } from '../domain/matching/question.ts';
import { searchForm } from '../domain/matching/search-form.ts';
import { farForms, nearForms } from '../domain/matching/spelling.ts';
import { wordKey } from '../domain/matching/word-key.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

export type NamedAccount = {
  accountId: string;
  names: { kind: NameKind; name: string }[];
  domains: string[];
};

/** Rows that stay as they are are not written again: most names of a page have not changed since the last import. */
const FORGET_NAMES = `
  DELETE FROM account_names n WHERE n.account_id = ANY($1::uuid[]) AND NOT EXISTS (
    SELECT FROM jsonb_to_recordset(${LINES}) AS kept ("accountId" uuid, norm text)
    WHERE kept."accountId" = n.account_id AND kept.norm = n.norm)`;
const SAVE_NAMES = `
  INSERT INTO account_names (workspace_id, account_id, kind, name, norm, sort_key, words)
  SELECT $1, n."accountId", n.kind, n.name, n.norm, n."sortKey", n.keys
  FROM jsonb_to_recordset(${LINES}) AS n (
    "accountId" uuid, kind text, name text, norm text, "sortKey" text, keys int[])
  ON CONFLICT (account_id, norm) DO UPDATE SET
    kind = excluded.kind, name = excluded.name, sort_key = excluded.sort_key, words = excluded.words
  WHERE (account_names.kind, account_names.name, account_names.sort_key, account_names.words)
    IS DISTINCT FROM (excluded.kind, excluded.name, excluded.sort_key, excluded.words)`;
const FORGET_DOMAINS = `
  DELETE FROM account_domains d WHERE d.account_id = ANY($1::uuid[]) AND NOT EXISTS (
    SELECT FROM unnest($2::text[], $3::uuid[]) AS kept (domain, account_id)
    WHERE kept.account_id = d.account_id AND kept.domain = d.domain)
  RETURNING d.account_id AS id`;
const INSERT_DOMAINS = `
  INSERT INTO account_domains (workspace_id, domain, account_id)
  SELECT $1, d.domain, d.account_id FROM unnest($2::text[], $3::uuid[]) AS d (domain, account_id)
  ON CONFLICT DO NOTHING RETURNING account_id AS id`;
const FIND_NEW_WORDS = `
  SELECT w.word FROM unnest($2::text[]) AS w (word)
  WHERE NOT EXISTS (SELECT FROM name_words k WHERE k.workspace_id = $1 AND k.word = w.word)`;
/** In the order of words, so that two saves cannot wait for each other. */
const INSERT_WORDS = `
  INSERT INTO name_words (workspace_id, word, key, frequency, neighbours)
  SELECT $1, w.word, w.key, 1, w.neighbours
  FROM jsonb_to_recordset(${LINES}) AS w (word text, key int, neighbours int[])
  ORDER BY w.word ON CONFLICT DO NOTHING`;
const RECOUNT_WORDS = `
  UPDATE name_words SET frequency = counted.frequency
  FROM (SELECT key, count(*)::int AS frequency FROM (
      SELECT unnest(words) AS key FROM account_names WHERE workspace_id = $1) held GROUP BY key) counted
  WHERE name_words.workspace_id = $1 AND name_words.key = counted.key
    AND name_words.frequency <> counted.frequency`;

/** Replaces what accounts go by, in the transaction that saves them: the next look-up knows it. Returns whose domains are others now. */
export async function saveAccountNames(
  tx: Db,
  workspaceId: string,
  accounts: NamedAccount[],
): Promise<Set<string>> {
  const ids = accounts.map(({ accountId }) => accountId);
  const lines = accounts.flatMap((account) => nameLines(workspaceId, account));
  await tx.$executeRawUnsafe(FORGET_NAMES, ids, asLines(lines));
  await tx.$executeRawUnsafe(SAVE_NAMES, workspaceId, asLines(lines));
  const moved = await saveDomains(tx, workspaceId, accounts);
  const words = new Set(lines.flatMap(({ words: held }) => held));
  await saveWords(tx, workspaceId, [...words]);
  return moved;
}

/** Of two names that are one once normalised, the first is kept: an account's name comes before its aliases. */
function nameLines(workspaceId: string, { accountId, names }: NamedAccount) {
  const lines = names.toReversed().map(({ kind, name }) => {
    const { norm, sortKey, words, marks } = searchForm(name);
    const keys = [...words, ...marks].map((word) => wordKey(workspaceId, word));
    return { accountId, kind, name, norm, sortKey, words, keys };
  });
  const byNorm = new Map(lines.map((line) => [line.norm, line]));
  byNorm.delete('');
  return [...byNorm.values()];
}

async function saveDomains(
  tx: Db,
  workspaceId: string,
  accounts: NamedAccount[],
): Promise<Set<string>> {
  const pairs = accounts.flatMap(({ accountId, domains }) =>
    domains.flatMap((text) => {
      const domain = domainOf(text.trim().toLowerCase());
      return domain ? [{ accountId, domain }] : [];
    }),
  );
  const domains = pairs.map(({ domain }) => domain);
  const ids = pairs.map(({ accountId }) => accountId);
  const all = accounts.map(({ accountId }) => accountId);
  type Row = { id: string };
  const lost = await rows<Row>(tx, FORGET_DOMAINS, all, domains, ids);
  const gained = await rows<Row>(tx, INSERT_DOMAINS, workspaceId, domains, ids);
  return new Set([...lost, ...gained].map(({ id }) => id));
}

async function saveWords(tx: Db, workspaceId: string, words: string[]): Promise<void> {
  const fresh = await rows<{ word: string }>(tx, FIND_NEW_WORDS, workspaceId, words);
  if (fresh.length === 0) return;
  const lines = fresh.map(({ word }) => ({
    word,
    key: wordKey(workspaceId, word),
    neighbours: [...nearKeys(workspaceId, word), ...farKeys(workspaceId, word)],
  }));
  await tx.$executeRawUnsafe(INSERT_WORDS, workspaceId, asLines(lines));
}

/** Of all words that may be one edit away; no word has a tilde, so these never meet a word's own key. */
export function nearKeys(workspaceId: string, word: string): number[] {
  return nearForms(word).map((form) => wordKey(workspaceId, `~${form}`));
}

/** Of all words that may be two edits away. */
export function farKeys(workspaceId: string, word: string): number[] {
  return farForms(word).map((form) => wordKey(workspaceId, `~~${form}`));
}

/**
 * Frequencies only guide the search towards rare words, and statistics the planner towards the right index: a bulk
 * load and each night put both right.
 */
export async function recountWords(db: Db, workspaceId: string): Promise<void> {
  await db.$executeRawUnsafe(RECOUNT_WORDS, workspaceId);
  await db.$executeRawUnsafe('ANALYZE account_names, name_words, account_domains');
}
