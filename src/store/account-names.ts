import type { NameKind } from '../domain/matching/match.ts';
import { domainOf } from '../domain/matching/question.ts';
import { searchForm } from '../domain/matching/search-form.ts';
import { deletions } from '../domain/matching/spelling.ts';
import { wordKey } from '../domain/matching/word-key.ts';
import { type Db, rows } from './database.ts';

export type NamedAccount = {
  accountId: string;
  names: { kind: NameKind; name: string }[];
  domains: string[];
};

const FORGET_NAMES = 'DELETE FROM account_names WHERE account_id = ANY($1::uuid[])';
const FORGET_DOMAINS = 'DELETE FROM account_domains WHERE account_id = ANY($1::uuid[])';
const INSERT_NAMES = `
  INSERT INTO account_names (workspace_id, account_id, kind, name, norm, sort_key, words)
  SELECT $1, n."accountId", n.kind, n.name, n.norm, n."sortKey", n.keys
  FROM jsonb_to_recordset($2::jsonb) AS n (
    "accountId" uuid, kind text, name text, norm text, "sortKey" text, keys int[])
  ON CONFLICT DO NOTHING`;
const INSERT_DOMAINS = `
  INSERT INTO account_domains (workspace_id, domain, account_id)
  SELECT $1, d.domain, d.account_id FROM unnest($2::text[], $3::uuid[]) AS d (domain, account_id)
  ON CONFLICT DO NOTHING`;
const FIND_NEW_WORDS = `
  SELECT w.word FROM unnest($2::text[]) AS w (word)
  WHERE NOT EXISTS (SELECT FROM name_words k WHERE k.workspace_id = $1 AND k.word = w.word)`;
/** In the order of words, so that two saves cannot wait for each other. */
const INSERT_WORDS = `
  INSERT INTO name_words (workspace_id, word, key, frequency, neighbours)
  SELECT $1, w.word, w.key, 1, w.neighbours
  FROM jsonb_to_recordset($2::jsonb) AS w (word text, key int, neighbours int[])
  ORDER BY w.word ON CONFLICT DO NOTHING`;
const RECOUNT_WORDS = `
  UPDATE name_words SET frequency = counted.frequency
  FROM (SELECT key, count(*)::int AS frequency FROM (
      SELECT unnest(words) AS key FROM account_names WHERE workspace_id = $1) held GROUP BY key) counted
  WHERE name_words.workspace_id = $1 AND name_words.key = counted.key
    AND name_words.frequency <> counted.frequency`;

/** Replaces what accounts go by, in the transaction that saves them: the next look-up knows it. */
export async function saveAccountNames(
  tx: Db,
  workspaceId: string,
  accounts: NamedAccount[],
): Promise<void> {
  const ids = accounts.map(({ accountId }) => accountId);
  await tx.$executeRawUnsafe(FORGET_NAMES, ids);
  await tx.$executeRawUnsafe(FORGET_DOMAINS, ids);
  const lines = accounts.flatMap((account) => nameLines(workspaceId, account));
  await tx.$executeRawUnsafe(INSERT_NAMES, workspaceId, JSON.stringify(lines));
  await saveDomains(tx, workspaceId, accounts);
  const words = new Set(lines.flatMap(({ words: held }) => held));
  await saveWords(tx, workspaceId, [...words]);
}

function nameLines(workspaceId: string, { accountId, names }: NamedAccount) {
  return names.flatMap(({ kind, name }) => {
    const { norm, sortKey, words, marks } = searchForm(name);
    if (norm === '') return [];
    const keys = [...words, ...marks].map((word) => wordKey(workspaceId, word));
    return [{ accountId, kind, name, norm, sortKey, words, keys }];
  });
}

async function saveDomains(tx: Db, workspaceId: string, accounts: NamedAccount[]): Promise<void> {
  const pairs = accounts.flatMap(({ accountId, domains }) =>
    domains.flatMap((text) => {
      const domain = domainOf(text.trim().toLowerCase());
      return domain ? [{ accountId, domain }] : [];
    }),
  );
  const domains = pairs.map(({ domain }) => domain);
  const ids = pairs.map(({ accountId }) => accountId);
  await tx.$executeRawUnsafe(INSERT_DOMAINS, workspaceId, domains, ids);
}

async function saveWords(tx: Db, workspaceId: string, words: string[]): Promise<void> {
  const fresh = await rows<{ word: string }>(tx, FIND_NEW_WORDS, workspaceId, words);
  if (fresh.length === 0) return;
  const lines = fresh.map(({ word }) => ({
    word,
    key: wordKey(workspaceId, word),
    neighbours: neighbourKeys(workspaceId, word),
  }));
  await tx.$executeRawUnsafe(INSERT_WORDS, workspaceId, JSON.stringify(lines));
}

export function neighbourKeys(workspaceId: string, word: string): number[] {
  return deletions(word).map((shorter) => wordKey(workspaceId, `~${shorter}`));
}

/** Frequencies only guide the search towards rare words; a bulk load and each night put them right. */
export async function recountWords(db: Db, workspaceId: string): Promise<void> {
  await db.$executeRawUnsafe(RECOUNT_WORDS, workspaceId);
}
