import type { Database } from './database.ts';

export async function vacuum({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await pool.query('VACUUM (ANALYZE)');
}
