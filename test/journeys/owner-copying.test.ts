import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { workEffects } from '../../src/jobs/effects.ts';
import { createMetrics } from '../../src/metrics.ts';
import type { Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { saveRelatedChoice } from '../../src/store/workspaces.ts';
import { hubspotRoute } from '../../src/webhooks/hubspot.ts';
import { createHttpServer, type HttpServer } from '../../src/webhooks/server.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { aChange } from '../support/changes.ts';
import { soon } from '../support/soon.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

const company = createCompany({ seed: 5, accounts: 60 });
const secret = 'client-secret';
const told = Array.from({ length: company.accountCount }, (_, nth) => company.account(nth));
const [xena, yuri, zoe] = company.reps.filter(({ left }) => !left).map((one) => one.crmOwnerId);
/** Owned by somebody who is here, with contacts and an open deal. */
const suited = told.filter(({ index, owner }) => {
  const isOpen = company.dealsOf(index).some(({ status }) => status === 'open');
  return owner !== '' && isOpen && company.contactsOf(index).length >= 3;
});
let world: World;
let ports: Ports;
let server: HttpServer;
let hubspot: HubSpot;
/** Every owner that was set in HubSpot, by whomever, since it was last looked at. */
const set: { kind: string; id: string; value: string; by: string }[] = [];

beforeAll(async () => {
  world = await openWorld();
  ports = { ...world.ports, clock: { now: () => new Date() } };
  const metrics = createMetrics();
  const route = (...call: Parameters<ReturnType<typeof hubspotRoute>>) =>
    hubspotRoute(ports, TEAM, metrics)(...call);
  server = createHttpServer({ '/hubspot/events': route }, { metrics, log: ports.log });
  const publicUrl = `http://127.0.0.1:${await server.listenOn({ port: 0, host: '127.0.0.1' })}`;
  hubspot = await startHubSpot({
    ...{ port: 0, company, token: 'pat-test', portalId: 4711, limits: 'off' },
    webhooks: { url: `${publicUrl}/hubspot/events`, secret, retryScale: 0.001 },
    onChange: (event) => {
      if (event.type !== 'propertyChange' || event.property !== 'hubspot_owner_id') return;
      const { kind, id, value, author } = event;
      set.push({ kind, id, value, by: author.sourceType });
    },
  });
  for (const { crmId, index } of suited) {
    await give('companies', crmId, xena);
    const [stranger, ...hers] = company.contactsOf(index);
    await give('contacts', stranger?.crmId ?? '', zoe);
    for (const one of [...hers]) await give('contacts', one.crmId, xena);
    for (const one of company.dealsOf(index)) await give('deals', one.crmId, xena);
  }
  const crm = connect(hubspot, { push: { secret, publicUrl, signature: 'v3' } });
  ports = { ...ports, crm: () => crm };
  await importCrm(ports, { id: TEAM, name: 'Tallgrass' }, crm, () => undefined);
  await workEffects(world.queue, ports);
  await atRest();
  await inHubSpot('switches', { ownerCopying: true }, 'PATCH');
});
afterAll(async () => {
  await hubspot.stop();
  await server.close();
  await world.close();
});
beforeEach(() => {
  set.length = 0;
});

async function inHubSpot(what: string, body: object, method = 'POST') {
  const headers = { 'content-type': 'application/json' };
  const url = `${hubspot.url}/admin/${what}`;
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  expect(response.ok).toBe(true);
}
/** Somebody gives it to somebody at HubSpot's own pages. */
const give = (kind: string, id: string, owner: string | undefined) =>
  inHubSpot('edit', { kind, id, properties: { hubspot_owner_id: owner ?? '' } });

/** What HubSpot has still to tell, and we have still to take over and to write. */
async function left() {
  const { prisma } = world.database;
  return {
    toTell: (await sent()).waiting,
    toTake: await prisma.inboxEvent.count({ where: { settledAt: null } }),
    toWrite: await prisma.task.count({ where: { status: { in: ['due', 'claimed', 'retrying'] } } }),
  };
}
/** How much has ever been: what is done with one is what makes the next. */
async function made() {
  const { prisma } = world.database;
  const { delivered } = await sent();
  const [news, tasks] = [await prisma.inboxEvent.count(), await prisma.task.count()];
  return { delivered, news, tasks, set: set.length };
}
async function sent(): Promise<{ waiting: number; delivered: number }> {
  const state = await (await fetch(`${hubspot.url}/admin/state`)).json();
  return state.events;
}

/** Nothing is left anywhere, and nothing came while that was looked at. A loop would never rest. */
async function atRest() {
  await soon(async () => {
    const before = await made();
    expect(await left()).toEqual({ toTell: 0, toTake: 0, toWrite: 0 });
    expect(await made()).toEqual(before);
  });
}

const rep = async (crmOwnerId = '') =>
  (await world.database.prisma.rep.findFirstOrThrow({ where: { crmOwnerId } })).id;
const account = (crmId: string) =>
  world.database.prisma.account.findFirstOrThrow({
    where: { crmId },
    include: { changes: { orderBy: { auditSeq: 'asc' } } },
  });
async function move(crmId: string, fields: Partial<Parameters<typeof aChange>[0]> = {}) {
  const { id: accountId } = await account(crmId);
  const change = { accountId, expected: await rep(xena), wanted: await rep(yuri), ...fields };
  await changeOwner(ports, TEAM, aChange(change));
}
const leadsOf = async (crmId: string) =>
  world.database.prisma.lead.findMany({
    where: { accountId: (await account(crmId)).id },
    include: { changes: true },
    orderBy: { crmId: 'asc' },
  });
/** So often an owner was set of each record, most often first. */
const most = () =>
  Math.max(
    0,
    ...Map.groupBy(set, ({ kind, id }) => `${kind} ${id}`)
      .values()
      .map((all) => all.length),
  );
const [one, two, three, four] = suited;

describe('while HubSpot copies the owner of a company to its contacts', () => {
  it('an account that changes hands comes to rest, and no record is written twice', async () => {
    const { crmId = '', index = 0 } = one ?? {};
    await move(crmId);
    await atRest();

    const contacts = company.contactsOf(index);
    expect(set.map(({ id }) => id).toSorted()).toEqual(
      [crmId, ...contacts.map((contact) => contact.crmId)].toSorted(),
    );
    expect(most()).toBe(1);
    expect(new Set(set.map(({ value }) => value))).toEqual(new Set([yuri]));
    const leads = await leadsOf(crmId);
    expect(leads).toHaveLength(contacts.length);
    for (const { ownerId, changes } of leads) {
      expect([ownerId, changes.length]).toEqual([await rep(yuri), 1]);
    }
    const stranger = leads.find((lead) => lead.crmId === contacts[0]?.crmId);
    expect(stranger?.changes).toMatchObject([
      { cause: { kind: 'crm-copy' }, actor: { kind: 'machine' } },
    ]);
    expect(await world.database.prisma.proposal.count()).toBe(0);
  });

  it('one whose leads were to stay gives way to HubSpot, and nobody is asked', async () => {
    const { crmId = '' } = two ?? {};
    await saveRelatedChoice(world.database.prisma, TEAM, { operator: [] });
    await move(crmId);
    await atRest();
    expect(most()).toBe(1);
    const leads = await leadsOf(crmId);
    expect(leads.flatMap(({ changes }) => changes)).toHaveLength(leads.length);
    for (const { changes } of leads)
      expect(changes).toMatchObject([{ cause: { kind: 'crm-copy' } }]);
    expect(await world.database.prisma.proposal.count()).toBe(0);
  });

  it('a company that nobody owns gets the owner of its contact, which is nobody’s edit', async () => {
    const { crmId = '', index = 0 } = three ?? {};
    await inHubSpot('switches', { ownerCopying: false }, 'PATCH');
    await give('companies', crmId, '');
    await atRest();
    await inHubSpot('switches', { ownerCopying: true }, 'PATCH');
    set.length = 0;
    const [contact] = company.contactsOf(index);
    await give('contacts', contact?.crmId ?? '', yuri);
    await atRest();
    expect((await account(crmId)).ownerId).toBe(await rep(yuri));
    expect((await account(crmId)).changes.at(-1)).toMatchObject({
      ...{ cause: { kind: 'crm-copy' }, actor: { kind: 'machine' } },
    });
    expect(set.filter(({ by }) => by === 'INTEGRATION')).toEqual([]);
    expect(most()).toBe(1);
    expect(await world.database.prisma.proposal.count()).toBe(0);
  });
});

it('open deals that go with an account are written to HubSpot once, closed ones never', async () => {
  const { crmId = '', index = 0 } = four ?? {};
  await move(crmId, { cause: { kind: 'handover', from: 'Xena' } });
  await atRest();
  const open = company.dealsOf(index).filter(({ status }) => status === 'open');
  const deals = set.filter(({ kind }) => kind === 'deals');
  expect(deals.map(({ id }) => id).toSorted()).toEqual(open.map((deal) => deal.crmId).toSorted());
  expect(new Set(deals.map(({ value }) => value))).toEqual(new Set([yuri]));
  const { prisma } = world.database;
  for (const deal of open) {
    const here = await prisma.deal.findFirst({ where: { crmId: deal.crmId } });
    expect(here?.ownerId).toBe(await rep(yuri));
  }
});
