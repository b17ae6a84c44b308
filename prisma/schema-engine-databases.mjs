// The two databases the schema engine may work on: a PostgreSQL server, or PGlite in process (PGLITE_DIR).
import { createRequire } from 'node:module';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

const EXTENSIONS = ['pg_trgm', 'citext', 'btree_gist', 'fuzzystrmatch', 'unaccent'];
const CHAR_OID = 18;
const TEXT_OID = 25;
const base = { provider: 'postgres', adapterName: '@prisma/adapter-pg' };

export function parts(url) {
  const { hostname, port, username, password, pathname } = new URL(url);
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decodeURIComponent);
  return { host: hostname, port: Number(port || 5432), user, password: secret, database };
}

export async function ping(url) {
  const client = new pg.Client(parts(url));
  await client.connect();
  await client.end();
}

export async function createDatabase(url) {
  const { database } = parts(url);
  await asAdmin(url, `CREATE DATABASE "${database}"`).catch((error) => {
    if (error.code !== '42P04') throw error;
  });
  return database;
}

async function asAdmin(url, sql) {
  const client = new pg.Client({ ...parts(url), database: 'postgres' });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

// The catalogue queries read "char" columns, which adapter-pg refuses: read them as text and put
// their type back afterwards.
let charColumns = new Set();
const Result = createRequire(import.meta.url)('pg/lib/result');
const addFields = Result.prototype.addFields;
Result.prototype.addFields = function (fields) {
  const chars = fields.filter((field) => field.dataTypeID === CHAR_OID);
  charColumns = new Set(chars.map((field) => field.name));
  for (const field of chars) field.dataTypeID = TEXT_OID;
  return addFields.call(this, fields);
};

async function overPostgres(config, after) {
  // One session: a script with BEGIN or an advisory lock must stay on it.
  const pool = new pg.Pool({ ...config, max: 1 });
  pool.on('error', () => {});
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  const queryRaw = adapter.queryRaw.bind(adapter);
  const dispose = adapter.dispose.bind(adapter);
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    result.columnNames.forEach((name, index) => {
      if (charColumns.has(name)) result.columnTypes[index] = ColumnTypeEnum.Character;
    });
    return result;
  };
  // The stock one splits at every semicolon and so breaks function bodies.
  adapter.executeScript = (sql) => settle(pool.query(sql), adapter);
  adapter.dispose = async () => {
    await dispose();
    await after?.();
  };
  return adapter;
}

/** The engine wants nothing back from a script, and its faults in Prisma's own shape. */
async function settle(script, adapter) {
  try {
    await script;
  } catch (error) {
    adapter.onError(error);
  }
}

async function openLite(dataDir) {
  const { PGlite } = await import('@electric-sql/pglite');
  const contrib = EXTENSIONS.map((name) => import(`@electric-sql/pglite/contrib/${name}`));
  return PGlite.create({ dataDir, extensions: Object.assign({}, ...(await Promise.all(contrib))) });
}

let main;
async function overLite(dataDir, shadow) {
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  if (!shadow) main ??= await openLite(dataDir);
  const database = shadow ? await openLite('memory://shadow') : main;
  const adapter = await new PrismaPGlite(database).connect();
  adapter.executeScript = (sql) => settle(database.exec(sql), adapter);
  adapter.dispose = async () => {
    if (shadow) await database.close();
  };
  return adapter;
}

/** For commands that compare two files and need no database at all. */
export function nothing() {
  const adapter = {
    ...base,
    executeScript: async () => {},
    executeRaw: async () => 0,
    queryRaw: async () => ({ columnNames: [], columnTypes: [], rows: [] }),
    startTransaction: async () => {
      throw new Error('this command was given no database');
    },
    dispose: async () => {},
    getConnectionInfo: () => ({ schemaName: 'public', supportsRelationJoins: false }),
  };
  return { ...base, connect: async () => adapter, connectToShadowDb: async () => adapter };
}

export function lite(dataDir) {
  return {
    ...base,
    connect: () => overLite(dataDir, false),
    connectToShadowDb: () => overLite(dataDir, true),
  };
}

export function postgres(url, shadowUrl) {
  return {
    ...base,
    connect: () => overPostgres(parts(url)),
    // The stock adapter would hand out the main database here.
    async connectToShadowDb() {
      if (shadowUrl) return overPostgres(parts(shadowUrl));
      const database = `prisma_shadow_${crypto.randomUUID()}`;
      await asAdmin(url, `CREATE DATABASE "${database}"`);
      return overPostgres({ ...parts(url), database }, () =>
        asAdmin(url, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`),
      );
    },
  };
}
