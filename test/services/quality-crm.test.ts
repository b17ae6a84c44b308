import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Crm, Ports } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { runQuality } from '../../src/services/quality.ts';
import { showFlaws } from '../../src/services/quality-report.ts';
import { readFacts } from '../../src/store/facts.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const ops = { workspaceId: TEAM, userId: 'U1ADA' };
const objects = '/crm/objects/2026-09';
let world: World;
let ports: Ports;
let crm: Crm;
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 40 });
  crm = connect(hubspot, { token: 'pat-sandbox' });
  ports = { ...world.ports, clock: { now: () => new Date() }, crm: () => crm };
  await hire(world, 'Ada Lind', { slackUserId: 'U1ADA', role: 'ops' });
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

const company = (nth: number) => hubspot.company.account(nth).crmId;
const edit = async (path: string, properties: Record<string, string>) => {
  const { status } = await hubspot.ask('PATCH', `${objects}/${path}`, { properties });
  expect(status).toBe(200);
};

describe('what is impossible in HubSpot', () => {
  it('is in the report with its value, and no rule sees it', async () => {
    await edit(`companies/${company(1)}`, { numberofemployees: '-5', phone: 'ask Tom' });
    await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
    await runQuality(ports, TEAM);
    const { findings } = await showFlaws(ports, ops, 'impossible');
    const found = findings.filter(({ record }) => record.crmId === company(1));
    const said = { kind: 'impossible', source: 'HubSpot' };
    expect(found.map(({ flaw }) => flaw)).toEqual(
      expect.arrayContaining([
        { ...said, attribute: 'employees', value: '-5', why: 'too-small' },
        { ...said, attribute: 'phone', value: 'ask Tom', why: 'unreadable' },
      ]),
    );
    const { prisma } = world.database;
    const where = { workspaceId_crmId: { workspaceId: TEAM, crmId: company(1) } };
    const { id } = await prisma.account.findUniqueOrThrow({ where });
    const known = (await readFacts(prisma, TEAM, [id])).get(id);
    expect(known?.facts).toMatchObject({ country: expect.any(String) });
    expect(known?.facts.employees).toBeUndefined();
    expect(known?.facts.phone).toBeUndefined();
  });
});
