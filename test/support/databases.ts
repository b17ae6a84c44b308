import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { startQueue } from '../../src/jobs/queue.ts';
import { type Database, type DatabaseSettings, openDatabase } from '../../src/store/database.ts';
import { startPostgres } from './postgres.ts';
import { aScratch } from './scratch.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test file copies its own database from. */
    template: { kind: 'pglite'; dir: string } | { kind: 'postgres'; url: string };
  }
}

const TEMPLATE = 'template_cadastre';

/** One template per run, with all tables of ours and of the queue; a test file gets a copy of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === 'pglite' ? setUpPglite(project) : setUpPostgres(project);
}

async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await execute(server.url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  await fill({ url: server.url(TEMPLATE) });
  project.provide('template', { kind: 'postgres', url: server.url(TEMPLATE) });
  return server.stop;
}

async function setUpPglite(project: TestProject): Promise<() => Promise<void>> {
  const home = aScratch('cadastre-pglite-');
  const dir = join(home, 'template');
  await fill({ dir }, async ({ pool }) => {
    // Nobody connects to these two, and they are half of all the files to copy.
    await pool.query(`UPDATE pg_database SET datistemplate = false`);
    for (const name of ['template0', 'template1']) await pool.query(`DROP DATABASE ${name}`);
  });
  project.provide('template', { kind: 'pglite', dir });
  return async () => rmSync(home, { recursive: true, force: true });
}

async function fill(
  settings: DatabaseSettings,
  also: (database: Database) => Promise<void> = async () => undefined,
): Promise<void> {
  const database = await openDatabase(settings, report);
  const queue = await startQueue(database, { ...console, debug: () => undefined });
  await queue.stop(1000);
  await also(database);
  await database.close();
}

let copies = 0;

/** What a bot would be configured with: its own fresh copy of the template. */
export async function copyTemplate(
  template: { kind: 'pglite'; dir: string } | { kind: 'postgres'; url: string },
): Promise<{ settings: { dir: string } | { url: string }; drop: () => Promise<void> }> {
  copies += 1;
  if (template.kind === 'pglite') {
    const dir = `${template.dir}-${process.pid}-${copies}`;
    cpSync(template.dir, dir, { recursive: true });
    return { settings: { dir }, drop: async () => rmSync(dir, { recursive: true, force: true }) };
  }
  const name = `test_${process.pid}_${copies}_${Math.random().toString(36).slice(2, 8)}`;
  const admin = template.url.replace(TEMPLATE, 'postgres');
  await execute(admin, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
  return {
    settings: { url: template.url.replace(TEMPLATE, name) },
    drop: () => execute(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function execute(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

function report(error: Error): void {
  console.error(error);
}
