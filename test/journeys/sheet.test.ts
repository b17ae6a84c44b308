import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openHouse } from '../../src/house.ts';
import { createLog } from '../../src/log.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { listWorkspaces } from '../../src/services/workspaces.ts';
import { openShell } from '../support/shell.ts';

vi.setConfig({ testTimeout: 120_000 });
let shell: Awaited<ReturnType<typeof openShell>>;
beforeAll(async () => {
  shell = await openShell(createCompany({ seed: 1, accounts: 1 }));
});
afterAll(() => shell.close());

async function cadastre(...words: string[]) {
  const noHubSpot = { CRM: 'csv', HUBSPOT_TOKEN: '', HUBSPOT_CLIENT_SECRET: '' };
  const { code, said, complaints } = await shell.cadastre(words, noHubSpot);
  return { code, said: said.join('\n'), complaints };
}

function file(name: string, ...lines: string[]): string {
  const path = join(shell.home, name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

/** What the bot's worker does with owners that wait to be told. */
async function deliver(): Promise<void> {
  const { DATABASE_URL: url, DATA_DIR: dir } = shell.env;
  const house = await openHouse(
    {
      database: url ? { url } : { dir: join(String(dir), 'pg') },
      http: { port: 0, host: '127.0.0.1' },
      role: 'worker',
      logLevel: 'silent',
      crm: { kind: 'csv' },
    },
    createLog('silent'),
  );
  for (const { id } of await listWorkspaces(house.ports)) await writeCrmOwners(house.ports, id);
  await house.close();
}

it('a workspace without a CRM lives on files: an owner changed here is in the next one', async () => {
  const accounts = file(
    'accounts.csv',
    'Company name,Website,Owner email,Country',
    'Acme,acme.com,ana@us.example,Germany',
    'Bolt,bolt.io,bo@us.example,France',
  );
  const torn = file('torn.csv', 'Company name,Owner email', 'Cord,cleo');
  expect(await cadastre('sheet', 'import', 'accounts', torn, '--as', 'Dana')).toMatchObject({
    ...{ code: 1, complaints: expect.stringMatching(/nothing was changed:\nline 2, .*"cleo"/) },
  });
  const taken = await cadastre('sheet', 'import', 'accounts', accounts, '--as', 'Dana');
  expect(taken).toMatchObject({ code: 0, said: expect.stringMatching(/2 new, 0 changed/) });
  expect(await cadastre('import')).toMatchObject({ code: 0 });

  const because = ['--because', 'she knows them', '--as', 'Dana'];
  expect(await cadastre('own', 'acme.com', '--to', 'bo@us.example', ...because)).toMatchObject({
    ...{ code: 0, said: 'Acme went from Ana to bo@us.example.' },
  });
  await deliver();

  const out = join(shell.home, 'out.csv');
  expect(await cadastre('sheet', 'export', 'accounts', out)).toMatchObject({ code: 0 });
  expect(readFileSync(out, 'utf8').split('\r\n')).toEqual([
    'id,Company name,Website,Owner email,Country',
    'acme.com,Acme,acme.com,bo@us.example,Germany',
    'bolt.io,Bolt,bolt.io,bo@us.example,France',
    '',
  ]);
  const again = await cadastre('sheet', 'import', 'accounts', out, '--as', 'Dana');
  expect(again.said).toMatch(/0 new, 0 changed, 2 as they were/);
});

it('a sheet is refused where HubSpot is set as well, and where nothing says that it is wanted', async () => {
  const words = ['sheet', 'import', 'accounts', file('a.csv', 'Name', 'Acme'), '--as', 'Dana'];
  expect(await shell.cadastre(words, { CRM: 'csv' })).toMatchObject({
    ...{ code: 1, complaints: expect.stringContaining('an account has one home') },
  });
  expect(await shell.cadastre(words)).toMatchObject({
    ...{ code: 1, complaints: expect.stringContaining('set CRM=csv') },
  });
});
