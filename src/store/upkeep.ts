import type { Database } from './database.ts';

/** Ours alone: a server may hold other people's tables, which are not ours to look after. */
const OWN_TABLES = `
  SELECT string_agg(format('%I.%I', schemaname, tablename), ', ') AS names FROM pg_tables
  WHERE schemaname IN (current_schema(), 'pgboss') AND tableowner = current_user`;

export async function vacuum({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const { rows } = await pool.query<{ names: string | null }>(OWN_TABLES);
  const names = rows[0]?.names;
  if (names) await pool.query(`VACUUM (ANALYZE) ${names}`);
}
