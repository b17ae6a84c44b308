#!/usr/bin/env node
// Prisma's schema engine as the CLI expects it (JSON-RPC, a line a message), on the WebAssembly build
// that the npm registry has.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { bindMigrationAwareSqlAdapterFactory as bind } from '@prisma/driver-adapter-utils';
import * as wasm from '@prisma/schema-engine-wasm/schema_engine_bg';
import { createDatabase, lite, nothing, ping, postgres } from './schema-engine-databases.mjs';

const args = process.argv.slice(2);
const option = (name) => args.flatMap((arg, index) => (arg === name ? [args[index + 1]] : []));
const datasource = JSON.parse(option('--datasource')[0] ?? '{}');
const url = datasource.url ?? process.env.DATABASE_URL;
const embedded = process.env.PGLITE_DIR;
const database = embedded ? lite(embedded) : postgres(url, datasource.shadowDatabaseUrl);

async function loadWasm() {
  const glue = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm');
  const bytes = readFileSync(glue.replace('schema_engine.js', 'schema_engine_bg.wasm'));
  globalThis.PRISMA_WASM_PANIC_REGISTRY = {
    set_message: (message) => process.stderr.write(`schema engine panicked: ${message}\n`),
  };
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': wasm });
  wasm.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

function start(factory) {
  const files = option('--datamodels').map((file) => [file, readFileSync(file, 'utf8')]);
  const datamodels = files.length > 0 ? files : undefined;
  return wasm.SchemaEngine.new({ datamodels }, () => {}, bind(factory));
}

// A PGlite engine is made anew for each call: it holds no state, and the CLI may ask in parallel.
function engine() {
  if (embedded) return start(database);
  engine.one ??= start(database);
  return engine.one;
}

async function answer({ id, method, params = {} }) {
  try {
    const own = methods[method] ?? (async (given) => (await engine())[method](given));
    say({ id, result: (await own(params)) ?? {} });
  } catch (error) {
    const message = error.message ?? String(error);
    const data = { is_panic: false, message, error_code: error.code };
    say({ id, error: { code: 4466, message, data } });
  }
}

const methods = {
  createDatabase: async (params) => ({
    databaseName: embedded ? 'pglite' : await createDatabase(params.datasource?.url ?? url),
  }),
  ensureConnectionValidity: async (params) => {
    if (!embedded) await ping(params.datasource?.url ?? url);
  },
  getDatabaseVersion: async (params) => (await engine()).version(params),
  diff: async (params) => {
    const fileOnly = ({ tag }) => tag === 'empty' || tag === 'schemaDatamodel';
    const offline = fileOnly(params.from) && fileOnly(params.to);
    const result = await (await (offline ? start(nothing()) : engine())).diff(params);
    if (result.stdout != null) say({ id: 1, method: 'print', params: { content: result.stdout } });
    return { exitCode: result.exitCode };
  },
};

/** `cli can-connect-to-database` and `cli create-database`, answered on stderr as the CLI reads them. */
async function answerCli() {
  const log = (level, message, code) => {
    const fields = { message, error_code: code };
    const line = { level, target: 'schema_engine::logger', fields };
    process.stderr.write(`\n${JSON.stringify(line)}`);
  };
  try {
    if (!embedded) await (args.includes('create-database') ? createDatabase(url) : ping(url));
    log('INFO', 'ok');
    return 0;
  } catch (error) {
    log('ERROR', error.message, error.code === '3D000' ? 'P1003' : 'P1001');
    return 1;
  }
}

function say(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

await loadWasm();
if (args.includes('--version')) {
  console.log(`schema-engine-wasm ${wasm.version()}`);
  process.exit(0);
}
if (args.includes('cli')) process.exit(await answerCli());
for await (const line of createInterface({ input: process.stdin })) {
  const request = line.trim() ? JSON.parse(line) : {};
  if (request.method) await answer(request);
}
process.exit(0);
