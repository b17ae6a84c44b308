import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCrm } from '../../src/services/crm-import.ts';
import { readJournals } from '../../src/services/crm-journal.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { ana, type Staged, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

const access = { clientId: 'app', clientSecret: 'app-secret', refreshToken: 'refresh-1' };
let staged: Staged;
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
const { ask, latest } = deskOf(() => staged, ana);

beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 12, oauth: access });
  staged = await stageBot(
    async (world) => {
      const crm = connect(hubspot, { access });
      const ports = { ...world.ports, crm: () => crm };
      await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
      await readJournals(ports);
      await hire(world, 'Ada Lind', { slackUserId: ana });
    },
    { crm: { kind: 'hubspot', access, url: hubspot.url, callsPerTenSeconds: 1000 } },
  );
});
afterAll(async () => {
  await staged.stop();
  await hubspot.stop();
});

describe('A bot that was down', () => {
  it('knows at its start what happened in HubSpot meanwhile', async () => {
    await staged.restart(async () => {
      const properties = { name: 'Quillfeather Observatories' };
      await hubspot.ask('POST', '/crm/objects/2026-09/companies', { properties });
    });
    const isKnown = async () => {
      await ask('/whoowns', 'Quillfeather');
      expect(wordsOf(await latest())).toContain('Quillfeather Observatories');
    };
    await soon(isKnown, { timeout: 25_000 });
  });
});
