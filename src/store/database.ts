import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { z } from 'zod';
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
  const { config, pooled, closeEngine } = await configure(settings);
  const pool = new pg.Pool({ ...config, ...pooled });
  pool.on('error', onError);
  const close = async () => {
    await pool.end();
    await closeEngine();
  };
  try {
    const { newerMigrations } = await migrate(pool);
    const statementNameGenerator = ({ sql }: { sql: string }) => planned.get(sql) ?? '';
    const adapter = new PrismaPg(pool, { statementNameGenerator });
    const prisma = new PrismaClient({ adapter });
    const kind = 'url' in settings ? 'postgres' : 'pglite';
    return { prisma, pool, config, kind, newerMigrations, close };
  } catch (error) {
    await close();
    throw namingTheSetting(error);
  }
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH'];

/** A name with several addresses fails with several errors and no message at all. */
function namingTheSetting(error: unknown): unknown {
  const { code = '' } = error as { code?: string };
  if (!UNREACHABLE.includes(code)) return error;
  return new Error(`PostgreSQL does not answer where DATABASE_URL says: ${code}`, { cause: error });
}

/** For queries whose speed or shape matters: written out, named, with their index in a migration. */
export function rows<Row>(db: Db, sql: string, ...values: unknown[]): Promise<Row[]> {
  return db.$queryRawUnsafe<Row[]>(sql, ...values);
}

/**
 * Many rows as one argument, the statement's second. Prisma writes arguments as JSON and reads them again, and nothing takes
 * longer there than a text full of quotes; bytes pass through.
 */
export const LINES = "convert_from($2, 'UTF8')::jsonb";
export function asLines(lines: readonly unknown[]): Buffer {
  return Buffer.from(JSON.stringify(lines));
}

const planned = new Map<string, string>();

/**
 * For the questions people wait for: planned once by each connection, where planning takes longer than running.
 * The text is a constant: one that varied would fill the connection's memory with plans.
 */
export function plannedRows<Row>(db: Db, sql: string, ...values: unknown[]): Promise<Row[]> {
  if (!planned.has(sql)) planned.set(sql, `planned_${planned.size}`);
  return rows(db, sql, ...values);
}

/** Runs again what lost a race for a lock: nothing of the failed try is left. */
export async function inTransaction<Result>(
  { prisma }: Pick<Database, 'prisma'>,
  work: (tx: Db) => Promise<Result>,
  tries = 4,
): Promise<Result> {
  try {
    return await prisma.$transaction(work, { maxWait: 20_000, timeout: 60_000 });
  } catch (error) {
    if (tries <= 1 || !lostRace(error)) throw error;
    return inTransaction({ prisma }, work, tries - 1);
  }
}

/** Reads that belong together, however long they take: they see the database of one moment. */
export function inSnapshot<Result>(
  { prisma }: Pick<Database, 'prisma'>,
  work: (tx: Db) => Promise<Result>,
): Promise<Result> {
  return prisma.$transaction(work, {
    isolationLevel: 'RepeatableRead',
    maxWait: 20_000,
    timeout: 30 * 60_000,
  });
}

const faultOfPrisma = z.object({
  code: z.string().optional(),
  meta: z
    .object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) })
    .optional(),
  cause: z.object({ originalCode: z.string() }).optional(),
});

/** Prisma hides a deadlock or a failed serialisation in three shapes. */
function lostRace(error: unknown): boolean {
  const fault = faultOfPrisma.safeParse(error);
  if (!fault.success) return false;
  const { code, meta, cause } = fault.data;
  const sqlState = meta?.driverAdapterError.cause.originalCode ?? cause?.originalCode ?? '';
  return code === 'P2034' || ['40001', '40P01'].includes(sqlState);
}

async function configure(settings: DatabaseSettings) {
  if ('url' in settings) {
    // Prisma's adapter sends times without an offset, so the session must be in UTC. Compiling a
    // look-up of a millisecond takes longer than running it.
    const options = '-c TimeZone=UTC -c jit=off';
    const config: pg.PoolConfig = { connectionString: settings.url, options };
    // The first question after a quiet hour must not wait for a new session to open and plan.
    return { config, pooled: { max: 10, min: 2 }, closeEngine: async () => undefined };
  }
  const pglite = await openPglite(settings.dir);
  const config: pg.PoolConfig = { stream: pglite.socket, user: 'postgres', database: 'postgres' };
  return { config, pooled: { max: 5, min: 5 }, closeEngine: pglite.close };
}
