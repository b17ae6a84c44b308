import { expect } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { type Staged, stageBot } from './bot.ts';
import { hireAll, company as inSlack, type Name, names } from './dispute-desk.ts';
import { freePort } from './main-process.ts';
import { publish } from './publishing.ts';
import { TEAM, type World } from './world.ts';

const token = 'pat-sandbox';
const secret = 'client-secret';

/** The people of the court have their names and addresses in HubSpot too. */
function companyOf() {
  const company = createCompany({ seed: 5, accounts: 1 });
  const people = company.people.filter(({ left }) => !left);
  const court = new Map(names.map((name, nth) => [people[nth], name]));
  return {
    ...company,
    people: company.people.map((person) => {
      const name = court.get(person);
      if (!name) return person;
      const called = { name, firstName: name, lastName: '' };
      return { ...person, ...called, email: `${name.toLowerCase()}@registry.example` };
    }),
  };
}

/** A HubSpot of a few records, and what people do at its own pages. */
async function openHubSpot() {
  const company = companyOf();
  const hubspot = await startHubSpot({ port: 0, company, token, portalId: 4711, limits: 'off' });
  const send = async (what: string, body: object, method = 'POST') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const url = `${hubspot.url}/${what}`;
    const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
    expect([what, response.ok]).toEqual([what, true]);
    return response.status === 204 ? {} : response.json();
  };
  const ownerId = (name: Name) => company.people.find((one) => one.name === name)?.crmOwnerId ?? '';
  const numbers = new Map<string, string>();
  const idOf = (account: string) => numbers.get(account) ?? '';
  return {
    url: hubspot.url,
    stop: hubspot.stop,
    ownerId,
    /** From then on the bot hears of what happens; `undefined`: not any more. */
    tell: (url: string | undefined) =>
      url
        ? send('admin/webhooks', { url, secret, retryScale: 0.001 }, 'PUT')
        : send('admin/webhooks', {}, 'DELETE'),
    found: async (account: string, owner: Name, properties: Record<string, string>) => {
      const domain = `${account.toLowerCase()}.example`;
      const { id } = await send('admin/create', {
        kind: 'companies',
        properties: { name: account, domain, hubspot_owner_id: ownerId(owner), ...properties },
      });
      numbers.set(account, id);
    },
    edit: (account: string, properties: Record<string, string>) =>
      send('admin/edit', { kind: 'companies', id: idOf(account), properties }),
    merge: async (primary: string, other: string) => {
      const { id } = await send('admin/merge', {
        ...{ kind: 'companies', primary: idOf(primary), other: idOf(other) },
      });
      numbers.set(primary, id);
    },
    archive: (account: string) => send('admin/archive', { kind: 'companies', id: idOf(account) }),
    leave: (name: Name) => send('admin/owners/deactivate', { ownerId: ownerId(name) }),
    read: async (account: string, property: string): Promise<string> => {
      const path = `crm/v3/objects/companies/${idOf(account)}?properties=${property}`;
      const headers = { authorization: `Bearer ${token}` };
      const { properties } = await (await fetch(`${hubspot.url}/${path}`, { headers })).json();
      return properties[property];
    },
  };
}
export type HubSpotDesk = Awaited<ReturnType<typeof openHubSpot>>;

/** The court of disputes with a HubSpot beside its Slack; `begin` fills it before anything is imported. */
export async function stageWithHubSpot(
  begin: (hubspot: HubSpotDesk) => Promise<void>,
  { rules, fill }: { rules: string; fill?: (world: World) => Promise<void> },
): Promise<Staged & { hubspot: HubSpotDesk }> {
  const hubspot = await openHubSpot();
  await begin(hubspot);
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${port}`;
  const staged = await stageBot(
    async (world) => {
      await hireAll(world);
      const crm = connect(hubspot, { token });
      await importCrm(world.ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
      await publish(world, rules);
      await fill?.(world);
    },
    {
      ...{ people: inSlack, port },
      crm: {
        ...{ kind: 'hubspot', access: { token }, url: hubspot.url, callsPerTenSeconds: 1000 },
        push: { secret, publicUrl, signature: 'v3' },
      },
    },
  );
  await hubspot.tell(`${publicUrl}/hubspot/events`);
  return {
    ...staged,
    hubspot,
    stop: async () => {
      await hubspot.stop();
      await staged.stop();
    },
  };
}
