import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type Surroundings, stage } from '../../src/sandbox/staging.ts';
import { startChild } from '../support/child.ts';
import { copyTemplate } from '../support/databases.ts';

vi.setConfig({ testTimeout: 120_000 });
const company = createCompany({ seed: 1, accounts: 20 });
const home = mkdtempSync(join(tmpdir(), 'cadastre-shell-'));
let surroundings: Surroundings;
let env: Record<string, string>;
let drop: () => Promise<void>;
beforeAll(async () => {
  const { settings, ...copy } = await copyTemplate(inject('template'));
  drop = copy.drop;
  if ('dir' in settings) renameSync(settings.dir, join(home, 'pg'));
  surroundings = await stage(company, { slack: 0, hubspot: 0 });
  const database = { DATABASE_URL: 'url' in settings ? settings.url : '', DATA_DIR: home };
  env = { ...surroundings.env, ...database };
});
afterAll(async () => {
  await surroundings.stop();
  await drop();
  rmSync(home, { recursive: true, force: true });
});

/** What an operator sees of a command, and its exit code. */
async function cadastre(...words: string[]) {
  const child = startChild('src/cli.ts', words, env);
  return { code: await child.ended, said: child.said().join('\n') };
}

/** What the commands do is tried on PostgreSQL alone, in test/shell: here it is that they work on either database. */
describe('the operator’s shell', () => {
  it('fills an empty registry and leaves an audit that verifies', async () => {
    const roster = join(home, 'roster.json');
    writeFileSync(roster, JSON.stringify(surroundings.roster));
    const imported = await cadastre('import', '--roster', roster, '--as', 'Dana');
    expect(imported).toMatchObject({
      code: 0,
      said: expect.stringContaining('is in the registry'),
    });
    const verified = await cadastre('audit', 'verify');
    expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('lines verified') });
  });
});
