import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workEffects } from '../../src/jobs/effects.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { publishRules } from '../../src/services/rules.ts';
import { hubspotRoute } from '../../src/webhooks/hubspot.ts';
import { createHttpServer, type HttpServer } from '../../src/webhooks/server.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { soon } from '../support/soon.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

const company = createCompany({ seed: 5, accounts: 60 });
const secret = 'client-secret';
const healer = company.reps.find(({ left }) => !left);
const rules = `
rule "Clinics"
  in vertical
  says "Clinics belong to ${healer?.name}."
  when country = US and industry = Healthcare
  then rep ${healer?.email}
`;
let world: World;
let ports: Ports;
let server: HttpServer;
let hubspot: HubSpot;
beforeAll(async () => {
  world = await openWorld();
  ports = { ...world.ports, clock: { now: () => new Date() } };
  const routes = {
    '/hubspot/events': (...call: Parameters<ReturnType<typeof hubspotRoute>>) =>
      hubspotRoute(ports, TEAM, metrics)(...call),
  };
  const metrics = createMetrics();
  server = createHttpServer(routes, { metrics, log: ports.log });
  const publicUrl = `http://127.0.0.1:${await server.listenOn({ port: 0, host: '127.0.0.1' })}`;
  hubspot = await startHubSpot({
    ...{ port: 0, company, token: 'pat-test', portalId: 4711, limits: 'off' },
    webhooks: { url: `${publicUrl}/hubspot/events`, secret, retryScale: 0.001 },
  });
  const crm = connect(hubspot, { push: { secret, publicUrl, signature: 'v3' } });
  ports = { ...ports, crm: () => crm };
  await importCrm(ports, { id: TEAM, name: 'Tallgrass' }, crm, () => undefined);
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(ports, TEAM, { text: rules, note: 'first', by });
  await workEffects(world.queue, ports);
});
afterAll(async () => {
  await hubspot.stop();
  await server.close();
  await world.close();
});

/** Somebody works at HubSpot's own pages. */
async function inHubSpot(what: string, body: object, method = 'POST') {
  const headers = { 'content-type': 'application/json' };
  const url = `${hubspot.url}/admin/${what}`;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
  return response.status === 204 ? {} : response.json();
}
const account = (crmId: string) =>
  world.database.prisma.account.findFirst({
    where: { workspaceId: TEAM, crmId },
    include: { owner: true, changes: { orderBy: { auditSeq: 'desc' } } },
  });
const [one, two, three] = [company.account(1), company.account(2), company.account(3)];
const somebody = (not: string) =>
  company.reps.find(({ crmOwnerId, left }) => !left && crmOwnerId !== not);

describe('what happens in HubSpot', () => {
  it('is known here within seconds: who moved an account, and to whom', async () => {
    const [editor] = company.people;
    const to = somebody(one.owner ?? '');
    await inHubSpot('edit', {
      ...{ kind: 'companies', id: one.crmId, userId: editor?.crmUserId },
      properties: { hubspot_owner_id: to?.crmOwnerId },
    });
    await soon(async () => {
      expect(await account(one.crmId)).toMatchObject({ owner: { name: to?.name } });
    });
    expect((await account(one.crmId))?.changes[0]).toMatchObject({
      ...{ cause: { kind: 'crm-edit' }, actor: { kind: 'crm-user', name: editor?.name } },
    });
  });

  it('makes a new company somebody’s by the rules, there as well', async () => {
    const { id } = await inHubSpot('create', {
      kind: 'companies',
      properties: {
        ...{ name: 'Lakeside Clinic', country: 'United States', state: 'IL', zip: '60601' },
        ...{ industry: 'HOSPITAL_HEALTH_CARE', numberofemployees: '300', type: 'PROSPECT' },
      },
    });
    await soon(async () => {
      expect(await account(id)).toMatchObject({ owner: { name: healer?.name } });
    });
    await soon(async () => {
      const response = await fetch(
        `${hubspot.url}/crm/v3/objects/companies/${id}?properties=hubspot_owner_id`,
        {
          headers: { authorization: 'Bearer pat-test' },
        },
      );
      const { properties } = await response.json();
      expect(properties.hubspot_owner_id).toBe(healer?.crmOwnerId);
    });
    // Our own write comes back as an event, and means nothing new.
    await soon(async () => {
      const where = { settledAt: null };
      expect(await world.database.prisma.inboxEvent.count({ where })).toBe(0);
    });
    expect((await account(id))?.changes).toHaveLength(1);
  });

  it('F3 doubled, shuffled and late: ends as it stands there', async () => {
    await inHubSpot('webhooks/mishaps', { duplicated: 0.5, reordered: true, delayMs: 300 }, 'PUT');
    for (let nth = 1; nth <= 15; nth += 1) {
      const name = `Name ${nth}`;
      await inHubSpot('edit', { kind: 'companies', id: two.crmId, properties: { name } });
    }
    await soon(async () => expect((await account(two.crmId))?.name).toBe('Name 15'));
    await inHubSpot('webhooks/mishaps', {}, 'PUT');
  });

  it('F9 merge and F10 deletion: are followed, and nobody loses the history', async () => {
    const [kept, lost] = [await account(two.crmId), await account(three.crmId)];
    const { id } = await inHubSpot('merge', {
      ...{ kind: 'companies', primary: two.crmId, other: three.crmId },
    });
    await soon(async () => expect(await account(id)).toMatchObject({ id: kept?.id }));
    const { prisma } = world.database;
    await soon(async () => {
      const gone = await prisma.account.findUnique({ where: { id: lost?.id ?? '' } });
      expect(gone).toMatchObject({ mergedIntoId: kept?.id });
    });

    await inHubSpot('archive', { kind: 'companies', id });
    await soon(async () => expect((await account(id))?.deletedAt).toBeTruthy());
  });
});
