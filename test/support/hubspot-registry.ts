import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Crm, Ports } from '../../src/ports.ts';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { openWorld } from './world.ts';

export type HubSpotRegistry = Awaited<ReturnType<typeof openHubSpotRegistry>>;

/** A local HubSpot over real HTTP, and a workspace that was brought in from it. Nothing works there by itself. */
export async function openHubSpotRegistry(accounts: number) {
  const company = createCompany({ seed: 5, accounts });
  const world = await openWorld();
  const app = { token: 'pat-test', portalId: 4711, limits: 'off' } as const;
  /** Owners that apps have written there, those that stood there already among them. */
  const written: string[] = [];
  const hubspot = await startHubSpot({
    ...{ ...app, port: 0, company },
    onWrite: ({ id: crmId, given, author }) => {
      const isOwner = author.sourceType === 'INTEGRATION' && 'hubspot_owner_id' in given;
      if (isOwner) written.push(crmId);
    },
  });
  const crm: Crm = connect(hubspot);
  const ports: Ports = { ...world.ports, clock: { now: () => new Date() }, crm: () => crm };
  const id = `T${randomUUID()}`;
  await importCrm(ports, { id, name: 'Tallgrass' }, crm, () => undefined);
  const { prisma } = world.database;
  return {
    ...{ company, world, hubspot, crm, ports, id, written },
    account: (crmId: string) =>
      prisma.account.findFirstOrThrow({ where: { workspaceId: id, crmId } }),
    /** Somebody works at HubSpot's own pages, or HubSpot fails. */
    inHubSpot: async (what: string, body: object = {}, method = 'POST') => {
      const headers = { 'content-type': 'application/json' };
      const asked = { method, headers, body: JSON.stringify(body) };
      const response = await fetch(`${hubspot.url}/admin/${what}`, asked);
      expect(response.ok).toBe(true);
      return response.status === 204 ? {} : response.json();
    },
    close: async () => {
      await hubspot.stop();
      await world.close();
    },
  };
}
