import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aDirectory, type Demo, startDemo } from '../support/demo.ts';
import { type PostgresServer, startPostgres } from '../support/postgres.ts';
import { soon } from '../support/soon.ts';
import { aBrowser, aWindow } from './page-window.ts';

const directory = aDirectory();
let postgres: PostgresServer;
let databaseUrl: string;
let demo: Demo;
let browser: Browser;

beforeAll(async () => {
  [postgres, browser] = await Promise.all([startPostgres(), aBrowser()]);
  databaseUrl = postgres.url('postgres');
  demo = await startDemo({ port: 4330, data: directory.path, accounts: 50, databaseUrl });
});

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  await postgres?.stop();
  directory.drop();
});

/** The operator's shell, beside the running bot. */
function cadastre(...words: string[]) {
  const env = { ...process.env, DATABASE_URL: databaseUrl };
  return promisify(execFile)(process.execPath, ['src/cli.ts', ...words], { env });
}

it('draws a shared card again when ops give the account to somebody else, and tells the CRM', async () => {
  const manager = await aWindow(browser, demo.link('manager', 'sales-emea'));
  const rep = await aWindow(browser, demo.link('rep', 'sales-emea'));
  await rep.say('/whoowns acme health');
  const record = await rep.page
    .locator('a.button')
    .map(({ href }) => href)
    .wait();
  await rep.button('Share here').click();
  await manager.reads('Acme Health GmbH');

  const heir = demo.state.users.find(({ title }) => title.startsWith('Enterprise Account'));
  const to = heir?.email ?? '';
  await manager.nothingReads(`Owner @${heir?.realName}`);
  await cadastre(
    'own',
    'acme-health.de',
    '--to',
    to,
    '--because',
    'the clinics moved west',
    '--as',
    'Dana',
  );

  await manager.reads(`Owner @${heir?.realName}`);
  await manager.reads('the clinics moved west');
  await soon(async () => expect(await (await fetch(record)).text()).toContain(heir?.realName));
  expect([...manager.faults, ...rep.faults]).toEqual([]);
});
