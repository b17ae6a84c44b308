import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import type { PageState } from '../../src/sandbox/slack/page-contract.ts';
import { stage } from '../../src/sandbox/staging.ts';

const company = createCompany({ seed: 1, accounts: 20 });
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'cadastre-stage-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

it('the stage is found again as it was left: what people said, and what they changed in the CRM', async () => {
  const [persona] = company.personas;
  const [channel] = company.channels;
  const user = persona?.userId ?? '';
  const acme = company.account(0).crmId;
  const post = (url: string, body: object) =>
    fetch(url, { method: 'POST', body: JSON.stringify(body) });
  const read = async (url: string) => (await fetch(url)).text();
  const first = await stage(company, { slack: 0, hubspot: 0 }, directory);
  await post(`${first.slack.url}/page/say`, { user, channel: channel?.id, text: 'see you later' });
  const edit = { kind: 'companies', id: acme, properties: { name: 'Acme Renamed' } };
  await post(`${first.env.HUBSPOT_URL}/admin/edit`, edit);
  const ownerId = company.reps.find(({ left }) => !left)?.crmOwnerId;
  await post(`${first.env.HUBSPOT_URL}/admin/owners/deactivate`, { ownerId });
  await first.stop();

  const second = await stage(company, { slack: 0, hubspot: 0 }, directory);
  const said = await read(`${second.slack.url}/page/history?user=${user}&channel=${channel?.id}`);
  const headers = { authorization: `Bearer ${second.env.HUBSPOT_TOKEN}` };
  const ask = (path: string) => fetch(second.env.HUBSPOT_URL + path, { headers });
  const record = await ask(`/crm/v3/objects/companies/${acme}`);
  const owner = await ask(`/crm/v3/owners/${ownerId}?archived=true`);

  expect(said).toContain('see you later');
  expect(await record.text()).toContain('Acme Renamed');
  expect(owner.status).toBe(200);
  await second.stop();
});

it('a persona has one direct message with the bot, however often the stage is set', async () => {
  const user = company.personas[0]?.userId ?? '';
  const readDms = async ({ slack }: Awaited<ReturnType<typeof stage>>) => {
    const page = await fetch(`${slack.url}/page/state`);
    const { channels }: PageState = await page.json();
    return channels.filter(({ kind, members }) => kind === 'dm' && members.includes(user));
  };
  const first = await stage(company, { slack: 0, hubspot: 0 }, directory);
  const [dm] = await readDms(first);
  const said = { user, channel: dm?.id, text: 'who owns acme?' };
  await fetch(`${first.slack.url}/page/say`, { method: 'POST', body: JSON.stringify(said) });
  await first.stop();
  for (let start = 0; start < 2; start += 1) {
    const again = await stage(company, { slack: 0, hubspot: 0 }, directory);
    expect((await readDms(again)).map(({ id }) => id)).toEqual([dm?.id]);
    await again.stop();
  }
});
