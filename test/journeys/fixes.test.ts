import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCrm } from '../../src/services/crm-import.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { ana, type Staged, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

const token = 'pat-sandbox';
const patience = { timeout: 20_000 };
let staged: Staged;
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
const { ask, press, sees, seesInWindow, submit } = deskOf(() => staged, ana);

beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 12 });
  const properties = { country: 'Deutschland', state: '', zip: '' };
  await hubspot.ask('PATCH', record(), { properties });
  staged = await stageBot(
    async (world) => {
      const crm = connect(hubspot, { token });
      await importCrm(world.ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
      await hire(world, 'Ada Lind', { slackUserId: ana, role: 'ops' });
    },
    { crm: { kind: 'hubspot', access: { token }, url: hubspot.url, callsPerTenSeconds: 1000 } },
  );
});
afterAll(async () => {
  await staged.stop();
  await hubspot.stop();
});

const record = () => `/crm/objects/2026-09/companies/${hubspot.company.account(3).crmId}`;

describe('Propose fix', () => {
  it('writes clean values into HubSpot once ops approve, and tells them what became of them', async () => {
    await ask('/territory', 'quality');
    await sees(/Quality of the book/);
    await press('fixes:propose', 'Inconsistent formats');
    await seesInWindow(/I write each into HubSpot where it still says what you see here/);
    await submit({});
    await soon(async () => {
      const { channels } = await staged.slack.state(ana);
      const dm = channels.find(({ kind }) => kind === 'dm')?.id ?? '';
      const told = (await staged.slack.history(ana, dm)).map(wordsOf);
      expect(told.join('\n')).toMatch(/clean values? approved.*I am writing them into HubSpot/);
      expect(told.join('\n')).toMatch(/clean values? written\* into HubSpot\./);
    }, patience);
    const { body } = await hubspot.ask('GET', `${record()}?properties=country`);
    expect(body.properties.country).toBe('Germany');
  });
});
