import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../src/store/database.ts';
import { botName } from './main-process.ts';

const AGEING = [
  `UPDATE tasks SET claimed_at = claimed_at - interval '15 minutes', due_at = due_at - interval '15 minutes'
    WHERE status IN ('due', 'claimed', 'retrying')`,
  `UPDATE notices SET claimed_at = claimed_at - interval '5 minutes' WHERE status = 'sending'`,
  `UPDATE disputes SET telling_at = telling_at - interval '5 minutes'`,
  `UPDATE pgboss.job SET state = 'retry', heartbeat_on = NULL WHERE state = 'active'`,
  `UPDATE pgboss.job SET start_after = now() WHERE state < 'active'`,
  'UPDATE pgboss.queue SET singletons_active = NULL',
];

/**
 * The leases and pauses of a killed bot run out at once, as if minutes had passed while nobody was there. First its last words
 * have to have reached the database: what it takes with them would have a lease of its own.
 */
export async function ageAfterDeath({ pool }: Database): Promise<void> {
  const last = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1`;
  while ((await pool.query(last, [botName])).rowCount) await wait(1);
  for (const sql of AGEING) await pool.query(sql);
}
