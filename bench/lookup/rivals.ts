import MiniSearch from 'minisearch';
import type pg from 'pg';
import { normalise } from '../../src/domain/matching/normalise.ts';

/** Another way to search the same names: account ids, best first. */
export type Rival = { name: string; search: (asked: string) => Promise<string[]> };

type NameRow = { accountId: string; norm: string };

/** Rivals search what ours has already put into one form, so that case, accents and punctuation do not count. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS rival_names AS SELECT account_id, norm::text AS norm FROM account_names`;
const INDEX = `
  CREATE INDEX IF NOT EXISTS rival_names_trgm ON rival_names USING gin (norm gin_trgm_ops)`;
const NAMES = 'SELECT account_id AS "accountId", norm FROM account_names';
const ILIKE = `
  SELECT account_id AS "accountId" FROM rival_names WHERE norm ILIKE '%' || $1 || '%'
  ORDER BY length(norm) LIMIT 5`;
const TRIGRAMS = `
  SELECT account_id AS "accountId" FROM rival_names WHERE norm % $1
  ORDER BY similarity(norm, $1) DESC LIMIT 5`;

export async function rivalsOn(pool: pg.Pool): Promise<Rival[]> {
  await pool.query(TABLE);
  await pool.query(INDEX);
  await pool.query('VACUUM ANALYZE rival_names');
  const sql = (name: string, query: string): Rival => ({
    name,
    search: async (asked) => {
      const found = await pool.query<NameRow>(query, [normalise(asked)]);
      return found.rows.map(({ accountId }) => accountId);
    },
  });
  return [sql("ILIKE '%…%'", ILIKE), sql('pg_trgm', TRIGRAMS), await miniSearch(pool)];
}

async function miniSearch(pool: pg.Pool): Promise<Rival> {
  const index = new MiniSearch({
    fields: ['norm'],
    storeFields: ['accountId'],
    searchOptions: { fuzzy: 0.2, prefix: true },
  });
  const { rows } = await pool.query<NameRow>(NAMES);
  index.addAll(rows.map((row, id) => ({ id, ...row })));
  return {
    name: 'minisearch',
    search: async (asked) =>
      index
        .search(normalise(asked))
        .slice(0, 5)
        .map(({ accountId }) => String(accountId)),
  };
}
