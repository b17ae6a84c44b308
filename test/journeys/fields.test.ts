import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCrm } from '../../src/services/crm-import.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { ana, type Staged, stageBot, wordsOf } from '../support/bot.ts';
import { deskOf } from '../support/desk.ts';
import { soon } from '../support/soon.ts';
import { hire, TEAM } from '../support/world.ts';

let staged: Staged;
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
const { ask, latest, offered, press, sees, seesInWindow, submit } = deskOf(() => staged, ana);
const ben = deskOf(() => staged, 'U2BEN');

beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 12 });
  const token = 'pat-sandbox';
  staged = await stageBot(
    async (world) => {
      const crm = connect({ url: hubspot.url }, { token });
      await importCrm(world.ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
      await hire(world, 'Ada Lind', { slackUserId: ana });
      await hire(world, 'Ben Okoye', { slackUserId: 'U2BEN' });
      const { prisma } = world.database;
      await prisma.rep.updateMany({ where: { slackUserId: ana }, data: { role: 'ops' } });
    },
    { crm: { kind: 'hubspot', access: { token }, url: hubspot.url, callsPerTenSeconds: 1000 } },
  );
});
afterAll(async () => {
  await staged.stop();
  await hubspot.stop();
});

const trouble = (method: string, body?: object) => hubspot.ask(method, '/admin/fail', body);
const named = (value: string, selected_option: unknown) => ({
  attribute: { attribute: { type: 'plain_text_input', value } },
  'property-account': { 'fields:property': { type: 'external_select', selected_option } },
});

describe('/territory fields', () => {
  it('is for ops and admins', async () => {
    await ben.ask('/territory', 'fields');
    await ben.sees(/Only ops and admins can map fields/);
  });

  it('maps a property that is found by typing, and says how a rule asks for it', async () => {
    await ask('/territory', 'fields');
    await sees(/Fields of the CRM.*No field is mapped yet/);
    await sees(
      /What goes with an account.*• routing by the rules: leads.*• an edit in the CRM: _everything stays_/,
    );
    await press('fields:map', 'Map a field…');
    await seesInWindow(/Of which records.*Which property of the CRM/);
    const suggested = await offered('property-account', 'fields:property', 'descr');
    expect(suggested.every(({ text }) => /descr/i.test(text.text))).toBe(true);
    const [description] = suggested.filter(({ value }) => value === 'description');
    expect(await submit(named('owner', description))).toMatchObject({
      errors: { attribute: expect.stringMatching('cannot be the name of an attribute') },
    });
    const how = { kind: 'status', status: 403 };
    await trouble('POST', { path: '/crm/properties', how, times: 9 });
    expect(await submit(named('about', description))).toMatchObject({
      errors: { attribute: expect.stringMatching(/HubSpot.*What you chose stays here: try again/) },
    });
    await trouble('DELETE');
    await submit(named('about', description));
    await ask('/territory', 'fields');
    await sees(/\*about\* of accounts: text\\nfrom `description` · :white_check_mark: in order/);
  });

  it('ranks sources, and says beside the lines what is wrong with them', async () => {
    await sees(/\*Who is right about an account\*.*Nothing is ranked/);
    await press('fields:rank', 'Rank sources…');
    await seesInWindow(/Which field of accounts\?.*one a line, the best one first/);
    const typed = (attribute: string, lines: string) => ({
      attribute: { attribute: { type: 'plain_text_input', value: attribute } },
      sources: { sources: { type: 'plain_text_input', value: lines } },
    });
    expect(await submit(typed('emploees', 'rules'))).toMatchObject({
      errors: { attribute: expect.stringMatching('did you mean employees') },
    });
    expect(await submit(typed('city', 'descripton\nrules'))).toMatchObject({
      errors: { sources: expect.stringMatching('did you mean description') },
    });
    await submit(typed('city', 'description\nrules\ncontacts'));
    await ask('/territory', 'fields');
    await sees(
      /\*city\*\\n1\. [^(]* \(`description`\)\\n2\. what rules read\\n3\. what most of its contacts say/,
    );
    await press('fields:rank', 'Change…');
    await seesInWindow(/description\\nrules\\ncontacts/);
    await submit(typed('city', ''));
    await ask('/territory', 'fields');
    await sees(/Nothing is ranked/);
  });

  it('asks what to write back, and makes properties for that', async () => {
    await sees(/\*Written into the CRM\* The owner, and nothing else/);
    await press('fields:write-back', 'Write back…');
    await seesInWindow(/makes a property of its own in the CRM/);
    const selected_options = [
      { value: 'reason', text: { type: 'plain_text', text: 'the reason' } },
    ];
    await submit({ parts: { parts: { type: 'checkboxes', selected_options } } });
    await soon(async () => {
      const { body } = await hubspot.ask(
        'GET',
        '/crm/properties/2026-09/companies/cadastre_reason',
      );
      expect(body).toMatchObject({ label: 'Why this owner (Cadastre)', type: 'string' });
    });
    await soon(async () => {
      await ask('/territory', 'fields');
      expect(wordsOf(await latest())).toMatch(
        /with each new owner\* the reason \(`cadastre_reason`\)/,
      );
    });
  });

  it('removes it again', async () => {
    await press('fields:unmap', 'Remove');
    await sees(/No field is mapped yet/);
  });
});
