import { subHours } from 'date-fns/subHours';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createHubSpot } from '../../src/adapters/hubspot/crm.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm, rouseImports } from '../../src/services/crm-import.ts';
import { ana, type Staged, sales, stageBot, wordsOf } from '../support/bot.ts';
import { soon } from '../support/soon.ts';
import { TEAM, type World } from '../support/world.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const token = 'pat-journey';
const company = createCompany({ seed: 1, accounts: 120 });
let hubspot: HubSpot;
let bot: Staged;
beforeAll(async () => {
  hubspot = await startHubSpot({ port: 0, company, token, portalId: 1, limits: 'off' });
  const settings = { access: { token }, url: hubspot.url, callsPerTenSeconds: 10_000 };
  bot = await stageBot((world) => breakOff(world, settings), {
    crm: { kind: 'hubspot', ...settings },
  });
});
afterAll(async () => {
  await bot.stop();
  await hubspot.stop();
});

/** The shell is killed in the middle; when the bot starts, minutes have gone by. */
async function breakOff(
  { ports, database, setTime }: World,
  settings: Parameters<typeof createHubSpot>[0],
): Promise<void> {
  const workspace = { id: TEAM, name: 'Registry Ltd' };
  setTime(subHours(new Date(), 1).toISOString());
  await database.prisma.workspace.update({ where: { id: TEAM }, data: { opsChannel: sales } });
  const crm = createHubSpot(settings, { log: ports.log });
  const plug = new Error('the plug was pulled');
  const pull = () => {
    throw plug;
  };
  await expect(
    importCrm(ports, workspace, { ...crm, deals: pull }, () => undefined),
  ).rejects.toThrow(plug);
  setTime(new Date().toISOString());
  await rouseImports(ports);
}

const posts = async () =>
  (await bot.slack.history(ana, sales)).filter((message) => /import|registry/i.test(message.text));

describe('an import that broke off in the shell', () => {
  it('is gone on with by the bot, and ops see its end in one message', async () => {
    await soon(
      async () => expect(wordsOf((await posts())[0])).toContain('The CRM is in the registry'),
      { timeout: 300_000, interval: 200 },
    );
    const [message, ...others] = await posts();
    expect(others).toEqual([]);
    expect(wordsOf(message)).toContain('*Accounts*\\n120');
    expect(wordsOf(message)).toContain('Publish rules');
  });

  it('has still that one message after a restart of the bot', async () => {
    await bot.restart(async ({ database }) => {
      const imports = await database.prisma.crmImport.findMany();
      expect(imports.map(({ endedAt }) => endedAt !== null)).toEqual([true]);
      expect(await database.prisma.account.count()).toBe(120);
    });
    expect(await posts()).toHaveLength(1);
  });
});
