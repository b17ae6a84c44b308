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
  const swapped = { country: 'United States', zip: '84101', city: 'UT', state: 'Salt Lake City' };
  await hubspot.ask('PATCH', record(4), { properties: swapped });
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

const record = (nth = 3) => `/crm/objects/2026-09/companies/${hubspot.company.account(nth).crmId}`;

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

  it('puts city and state into each other’s place, and tells it in the history of the account', async () => {
    await ask('/territory', 'quality');
    await press('fixes:propose', 'Impossible values');
    await seesInWindow(/State `Salt Lake City` → `UT`.*City `UT` → `Salt Lake City`/);
    await submit({});
    await soon(async () => {
      const { body } = await hubspot.ask('GET', `${record(4)}?properties=city,state`);
      expect(body.properties).toMatchObject({ city: 'Salt Lake City', state: 'UT' });
    }, patience);
    await ask('/territory', `audit ${hubspot.company.account(4).crmId}`);
    await sees(/City: UT → Salt Lake City, State: Salt Lake City → UT.*By Ada Lind/);
  });
});
