import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../src/store/database.ts';
import { startPostgres } from './postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where a test file copies its own database from. */
    template: { kind: 'pglite'; dir: string } | { kind: 'postgres'; url: string };
  }
}

const TEMPLATE = 'template_cadastre';

/** One migrated template per run; a test file gets a copy of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  return project.name === 'postgres' ? setUpPostgres(project) : setUpPglite(project);
}

async function setUpPostgres(project: TestProject): Promise<() => Promise<void>> {
  const server = await startPostgres();
  await execute(server.url('postgres'), `CREATE DATABASE ${TEMPLATE}`);
  const database = await openDatabase({ url: server.url(TEMPLATE) }, report);
  await database.close();
  project.provide('template', { kind: 'postgres', url: server.url(TEMPLATE) });
  return server.stop;
}

async function setUpPglite(project: TestProject): Promise<() => Promise<void>> {
  const home = mkdtempSync(join(tmpdir(), 'cadastre-pglite-'));
  const dir = join(home, 'template');
  const database = await openDatabase({ dir }, report);
  await database.close();
  project.provide('template', { kind: 'pglite', dir });
  return async () => rmSync(home, { recursive: true, force: true });
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
