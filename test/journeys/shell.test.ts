import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { openShell } from '../support/shell.ts';

vi.setConfig({ testTimeout: 120_000 });
let shell: Awaited<ReturnType<typeof openShell>>;
beforeAll(async () => {
  shell = await openShell(createCompany({ seed: 1, accounts: 20 }));
});
afterAll(() => shell.close());

async function cadastre(...words: string[]) {
  const { code, said } = await shell.cadastre(words);
  return { code, said: said.join('\n') };
}

/** What the commands do is tried on PostgreSQL alone, in test/shell: here it is that they work on either database. */
describe('the operator’s shell', () => {
  it('fills an empty registry and leaves an audit that verifies', async () => {
    const roster = join(shell.home, 'roster.json');
    writeFileSync(roster, JSON.stringify(shell.surroundings.roster));
    const imported = await cadastre('import', '--roster', roster, '--as', 'Dana');
    expect(imported).toMatchObject({
      code: 0,
      said: expect.stringContaining('is in the registry'),
    });
    const verified = await cadastre('audit', 'verify');
    expect(verified).toMatchObject({ code: 0, said: expect.stringContaining('lines verified') });
  });
});
