import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { startQueue } from '../../src/jobs/queue.ts';
import { type Database, type DatabaseSettings, openDatabase } from '../../src/store/database.ts';
import { migrate } from '../../src/store/migrate.ts';
import { copyTemplate } from '../support/databases.ts';

let database: Database;
let settings: DatabaseSettings;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ settings, drop } = await copyTemplate(inject('template')));
  database = await openDatabase(settings, console.error);
  await database.pool.query('CREATE TABLE kept AS TABLE _prisma_migrations');
});
afterAll(async () => {
  await database.close();
  await drop();
});
beforeEach(async () => {
  await database.pool.query('DELETE FROM _prisma_migrations');
  await database.pool.query('INSERT INTO _prisma_migrations TABLE kept');
});

const applied = async (pool: pg.Pool) => {
  const { rows } = await pool.query('SELECT migration_name FROM _prisma_migrations ORDER BY 1');
  return rows.map((row) => row.migration_name);
};

describe('opening a database', () => {
  it('applies each migration once, also where several replicas start at the same moment', async () => {
    const expected = await applied(database.pool);
    await Promise.all([migrate(database.pool), migrate(database.pool)]);
    expect(await applied(database.pool)).toEqual(expected);

    if (inject('template').kind === 'pglite') return;
    for (const found of await startThreeOnAnEmptyOne()) expect(found).toEqual(expected);
  });

  it('refuses a migration that was edited after it was applied', async () => {
    await database.pool.query(
      `UPDATE _prisma_migrations SET checksum = 'x' WHERE migration_name LIKE '%_house'`,
    );
    await expect(migrate(database.pool)).rejects.toThrow(
      /^Migration \d+_house was edited after it was applied: restore its file\.$/,
    );
  });

  it('refuses to go on after a migration that failed', async () => {
    await database.pool.query(
      `UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name LIKE '%_house'`,
    );
    await expect(migrate(database.pool)).rejects.toThrow(
      /^Migration \d+_house failed earlier: see "npm run prisma -- migrate resolve"\.$/,
    );
  });

  it('reports a migration that a newer version has left', async () => {
    await database.pool.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at)
       VALUES ('newer', 'x', '29990101000000_next', now())`,
    );
    expect(await migrate(database.pool)).toEqual({ newerMigrations: ['29990101000000_next'] });
  });

  it('leaves the lock free for the next replica, also after a refusal', async () => {
    await database.pool.query(`UPDATE _prisma_migrations SET checksum = 'x'`);
    await expect(migrate(database.pool)).rejects.toThrow('was edited');

    const { rows } = await database.pool.query(
      `SELECT count(*)::int AS held FROM pg_locks JOIN pg_database d ON d.oid = pg_locks.database
       WHERE locktype = 'advisory' AND d.datname = current_database()`,
    );
    expect(rows).toEqual([{ held: 0 }]);
  });
});

describe('a server that does not answer', () => {
  it('is named by its setting, also where its name has several addresses', async () => {
    const opening = openDatabase({ url: 'postgresql://localhost:1/cadastre' }, console.error);
    await expect(opening).rejects.toThrow(
      'PostgreSQL does not answer where DATABASE_URL says: ECONNREFUSED',
    );
  });
});

/** Three bots meet an empty server; returns what each found applied, once their queues run too. */
async function startThreeOnAnEmptyOne(): Promise<string[][]> {
  const name = `empty "${randomUUID()}`;
  const quoted = pg.escapeIdentifier(name);
  await database.pool.query(`CREATE DATABASE ${quoted}`);
  const url = new URL('url' in settings ? settings.url : '');
  url.pathname = `/${encodeURIComponent(name)}`;
  const quiet = () => undefined;
  const log = { debug: quiet, info: quiet, warn: quiet, error: console.error };
  const found = await Promise.all(
    [1, 2, 3].map(async () => {
      const replica = await openDatabase({ url: url.href }, console.error);
      const queue = await startQueue(replica, log);
      const names = await applied(replica.pool);
      await queue.stop(1000);
      await replica.close();
      return names;
    }),
  );
  await database.pool.query(`DROP DATABASE ${quoted} WITH (FORCE)`);
  return found;
}
