import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';

const DIRECTORY = fileURLToPath(new URL('../../prisma/migrations', import.meta.url));
/** The advisory lock of Prisma's own engine, so that replicas and `migrate deploy` take turns. */
const LOCK = 72707369;

const CREATE_TABLE = `
  CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    id varchar(36) PRIMARY KEY,
    checksum varchar(64) NOT NULL,
    finished_at timestamptz,
    migration_name varchar(255) NOT NULL,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0
  )`;
const SELECT_DONE = `
  SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
  FROM "_prisma_migrations" WHERE rolled_back_at IS NULL`;
const INSERT_DONE = `
  INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count)
  VALUES ($1, $2, $3, now(), 1)`;

type Done = { name: string; checksum: string; finished: boolean };

/** Brings the database to this version's schema, in Prisma's own book-keeping, without its engine. */
export async function migrate(pool: pg.Pool): Promise<{ newerMigrations: string[] }> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1::bigint)', [LOCK]);
    await client.query(CREATE_TABLE);
    const { rows } = await client.query<Done>(SELECT_DONE);
    const done = new Map(rows.map((row) => [row.name, row]));
    for (const name of migrationNames()) {
      await applyOnce(client, name, done.get(name));
      done.delete(name);
    }
    return { newerMigrations: [...done.keys()] };
  } finally {
    await client.query('SELECT pg_advisory_unlock($1::bigint)', [LOCK]).catch(() => undefined);
    client.release();
  }
}

function migrationNames(): string[] {
  const names = readdirSync(DIRECTORY);
  return names.filter((name) => existsSync(`${DIRECTORY}/${name}/migration.sql`)).sort();
}

async function applyOnce(client: pg.PoolClient, name: string, done?: Done): Promise<void> {
  const sql = readFileSync(`${DIRECTORY}/${name}/migration.sql`, 'utf8');
  const checksum = createHash('sha256').update(sql).digest('hex');
  if (done && !done.finished) {
    throw new Error(`Migration ${name} failed earlier: see "npm run prisma -- migrate resolve".`);
  }
  if (done && done.checksum !== checksum) {
    throw new Error(`Migration ${name} was edited after it was applied: restore its file.`);
  }
  if (done) return;
  await client.query('BEGIN');
  try {
    await client.query(sql);
    await client.query(INSERT_DONE, [randomUUID(), checksum, name]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
