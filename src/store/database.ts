import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from '../generated/prisma/client.ts';
import { migrate } from './migrate.ts';
import { openPglite } from './pglite.ts';

/** A transaction and the client outside one: whatever runs queries takes either. */
export type Db = Omit<
  PrismaClient,
  '$connect' | '$disconnect' | '$on' | '$transaction' | '$extends' | '$use'
>;

export type Database = {
  prisma: PrismaClient;
  pool: pg.Pool;
  /** For pg-boss, which makes its own connections. */
  config: pg.PoolConfig;
  kind: 'pglite' | 'postgres';
  /** Names of migrations in the database that this version does not know. */
  newerMigrations: string[];
  close: () => Promise<void>;
};

export type DatabaseSettings = { url: string } | { dir: string };

/** One `pg` configuration for both databases: nothing above ever learns which one it is. */
export async function openDatabase(
  settings: DatabaseSettings,
  onError: (error: Error) => void,
): Promise<Database> {
  const { config, size, closeEngine } = await configure(settings);
  const pool = new pg.Pool({ ...config, max: size });
  pool.on('error', onError);
  const close = async () => {
    await pool.end();
    await closeEngine();
  };
  try {
    const { newerMigrations } = await migrate(pool);
    const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
    const kind = 'url' in settings ? 'postgres' : 'pglite';
    return { prisma, pool, config, kind, newerMigrations, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function configure(settings: DatabaseSettings) {
  if ('url' in settings) {
    // Prisma's adapter sends times without an offset, so the session must be in UTC.
    const config: pg.PoolConfig = { connectionString: settings.url, options: '-c TimeZone=UTC' };
    return { config, size: 10, closeEngine: async () => undefined };
  }
  const pglite = await openPglite(settings.dir);
  const config: pg.PoolConfig = { stream: pglite.socket, user: 'postgres', database: 'postgres' };
  return { config, size: 5, closeEngine: pglite.close };
}
