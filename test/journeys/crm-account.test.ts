import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import type { Config } from '../../src/config.ts';
import { openHouse } from '../../src/house.ts';
import type { Ports, Push } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { compareCrm, watchCrm } from '../../src/services/crm-watch.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { refreshOwners } from '../../src/services/owners.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { openWorkspace } from '../../src/services/workspaces.ts';
import { notingLog } from '../adapters/hubspot-server.ts';
import { aChange } from '../support/changes.ts';
import { copyTemplate } from '../support/databases.ts';
import { TEAM } from '../support/world.ts';

const ours = createCompany({ seed: 5, accounts: 12 });
const workspace = { id: TEAM, name: 'Registry Ltd' };
const push = {
  ...{ secret: 'client-secret', publicUrl: 'https://cadastre.example' },
  signature: 'v3' as const,
};
const at = new Date('2026-11-20T10:00:00Z');
const portals: Record<number, HubSpot> = {};
let database: Awaited<ReturnType<typeof copyTemplate>>;

beforeAll(async () => {
  database = await copyTemplate(inject('template'));
  const app = { port: 0, limits: 'off', token: 'pat-test' } as const;
  portals[4711] = await startHubSpot({ ...app, portalId: 4711, company: ours });
  const company = createCompany({ seed: 6, accounts: 12 });
  portals[4712] = await startHubSpot({ ...app, portalId: 4712, company });
});
afterAll(async () => {
  for (const portal of Object.values(portals)) await portal.stop();
  await database.drop();
});

/** The bot as it is set up with the token of one of the two accounts, or with none of HubSpot. */
async function withAccount<T>(
  account: 4711 | 4712 | 'csv' | 'down',
  work: (ports: Ports) => Promise<T>,
) {
  const url = typeof account === 'string' ? 'http://127.0.0.1:9' : (portals[account]?.url ?? '');
  const access = { token: 'pat-test' };
  const crm: Config['crm'] =
    account === 'csv'
      ? { kind: 'csv' }
      : { kind: 'hubspot', access, url, push, callsPerTenSeconds: 10_000 };
  const http = { port: 0, host: '127.0.0.1' };
  const config: Config = {
    ...{ database: database.settings, http, role: 'both', logLevel: 'silent', crm },
  };
  const house = await openHouse(config, notingLog());
  try {
    return await work(house.ports);
  } finally {
    await house.close();
  }
}

/** An event of one of the accounts, as HubSpot signs it. */
function eventOf(portalId: number): Push {
  const event = {
    ...{ eventId: 1, subscriptionId: 7, portalId, appId: 9, occurredAt: at.getTime() },
    ...{ subscriptionType: 'company.propertyChange', attemptNumber: 0, objectId: portalId },
    ...{ propertyName: 'name', propertyValue: 'Acme', changeSource: 'CRM_UI' },
  };
  const body = JSON.stringify([event]);
  const text = `POST${push.publicUrl}/hubspot/events${body}${at.getTime()}`;
  const headers = {
    'x-hubspot-request-timestamp': String(at.getTime()),
    'x-hubspot-signature-v3': createHmac('sha256', push.secret).update(text).digest('base64'),
  };
  return { method: 'POST', path: '/hubspot/events', headers, body: Buffer.from(body), at };
}

function importFrom(ports: Ports) {
  const crm = ports.crm(TEAM);
  if (!crm) throw new Error('no CRM');
  return importCrm(ports, workspace, crm, () => undefined);
}

/** All that the registry has from its CRM. */
async function bookOf({ database: { prisma } }: Ports) {
  const select = { name: true, ownerId: true, deletedAt: true };
  return {
    accounts: await prisma.account.findMany({ select, orderBy: { crmId: 'asc' } }),
    leads: await prisma.lead.findMany({ select, orderBy: { crmId: 'asc' } }),
    deals: await prisma.deal.findMany({ select: { crmId: true }, orderBy: { crmId: 'asc' } }),
    reps: await prisma.rep.findMany({ select: { email: true }, orderBy: { email: 'asc' } }),
    url: (await prisma.workspace.findUniqueOrThrow({ where: { id: TEAM } })).crmAccountUrl,
  };
}

it('F30 the token of another HubSpot account: nothing is read or written by it', async () => {
  const wanted = await withAccount(4711, async (ports) => {
    await openWorkspace(ports, workspace);
    await importFrom(ports);
    const { prisma } = ports.database;
    const account = await prisma.account.findFirstOrThrow({ where: { ownerId: { not: null } } });
    const others = { leftAt: null, crmOwnerId: { not: null }, id: { not: account.ownerId ?? '' } };
    const { id } = await prisma.rep.findFirstOrThrow({ where: others });
    const moved = { accountId: account.id, expected: account.ownerId, wanted: id };
    await changeOwner(ports, TEAM, aChange(moved));
    return moved;
  });

  for (const account of [4712, 'csv'] as const) {
    await withAccount(account, async (ports) => {
      const before = await bookOf(ports);
      await openWorkspace(ports, workspace);
      await watchCrm(ports);
      await compareCrm(ports);
      await takeNews(ports, TEAM);
      await refreshOwners(ports);
      await writeCrmOwners(ports, TEAM);
      await expect(importFrom(ports)).rejects.toThrow(
        /filled from HubSpot account 4711, and .* HUBSPOT_TOKEN/,
      );
      expect(await bookOf(ports)).toEqual(before);
      const { prisma } = ports.database;
      const unread = await prisma.crmWatch.findMany({ where: { problem: { contains: '4711' } } });
      expect(unread).toHaveLength(3);
      expect(await prisma.crmPause.findMany()).toMatchObject([
        { problem: expect.stringContaining('HUBSPOT_TOKEN') },
      ]);
      await prisma.crmPause.updateMany({ data: { until: new Date(0) } });
    });
  }

  await withAccount(4711, async (ports) => {
    await writeCrmOwners(ports, TEAM);
    const { prisma } = ports.database;
    const account = await prisma.account.findUniqueOrThrow({ where: { id: wanted.accountId } });
    const rep = await prisma.rep.findUniqueOrThrow({ where: { id: wanted.wanted } });
    const there = await ports.crm(TEAM)?.get.account([account.crmId]);
    expect(there?.get(account.crmId)).toMatchObject({ record: { ownerId: rep.crmOwnerId } });
  });
});

it('hears what HubSpot tells also right after a start while HubSpot itself does not answer: of its own account alone', async () => {
  await withAccount('down', async (ports) => {
    const heard = await ports.crm(TEAM)?.hear?.(eventOf(4711));
    expect(heard).toMatchObject({ kind: 'news', news: [{ kind: 'account', id: '4711' }] });
    expect(await ports.crm(TEAM)?.hear?.(eventOf(4712))).toEqual({ kind: 'news', news: [] });
  });
});
