import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCrm } from '../../src/services/crm-import.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { aChange } from '../support/changes.ts';
import { changed, hear } from '../support/news.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
let ports: World['ports'];
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 12 });
  const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  ports = { ...world.ports, crm: () => crm };
  await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

const here = () => ({ ports, id: TEAM });
const prisma = () => world.database.prisma;
const accountOf = (crmId: string) =>
  prisma().account.findFirstOrThrow({ where: { workspaceId: TEAM, crmId } });
const changesOf = (accountId: string) =>
  prisma().ownershipChange.findMany({ where: { accountId }, orderBy: { auditSeq: 'asc' } });
/** HubSpot goes by the machine's clock. */
const nowIs = (late = 0) => world.setTime(new Date(Date.now() + late).toISOString());

async function planned(path: string, body: object) {
  const headers = { 'content-type': 'application/json' };
  const asked = { method: 'POST', headers, body: JSON.stringify(body) };
  expect((await fetch(`${hubspot.url}/admin/${path}`, asked)).ok).toBe(true);
}
async function ownerThere(crmId: string): Promise<string> {
  const path = `/crm/objects/2026-09/companies/${crmId}?properties=hubspot_owner_id`;
  return (await hubspot.ask('GET', path)).body.properties.hubspot_owner_id ?? '';
}

/** It is decided to be Bo’s, and Dana gives it to Cy in the moment before HubSpot is told. */
async function bothAtOnce(nth: number, userId?: number) {
  const { crmId } = hubspot.company.account(nth);
  const { id: accountId, ownerId: expected } = await accountOf(crmId);
  const reps = await prisma().rep.findMany({
    where: {
      workspaceId: TEAM,
      crmOwnerId: { not: null },
      leftAt: null,
      id: { not: expected ?? '' },
    },
    orderBy: { crmOwnerId: 'asc' },
  });
  const [bo, cy] = reps;
  if (!bo || !cy) throw new Error('too few people');
  nowIs(-1000);
  await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
  const properties = { hubspot_owner_id: cy.crmOwnerId };
  const edit = { kind: 'companies', id: crmId, properties, ...(userId && { userId }) };
  await planned('fail', { path: 'companies/batch/update', how: { kind: 'edit', edit } });
  await writeCrmOwners(ports, TEAM);
  expect(await ownerThere(crmId)).toBe(bo.crmOwnerId);
  nowIs(5000);
  return { crmId, accountId, bo, cy, expected };
}

describe('F20 somebody and we at once, between our look and our write', () => {
  it('whoever set it there wins: it is in the log with their name, goes back to HubSpot, and a person is asked', async () => {
    const dana = hubspot.company.people.find(({ left, job }) => !left && job === 'ae');
    const { crmId, accountId, bo, cy, expected } = await bothAtOnce(1, dana?.crmUserId);

    await hear(here(), changed(crmId));

    const last = (await changesOf(accountId)).slice(-2);
    expect(last).toMatchObject([
      { fromId: expected, toId: bo.id, cause: { kind: 'operator' } },
      {
        ...{ fromId: bo.id, toId: cy.id, cause: { kind: 'crm-edit' } },
        ...{
          actor: { kind: 'crm-user', name: dana?.name },
          reason: expect.stringContaining('the edit stands'),
        },
      },
    ]);
    const where = { accountId, status: 'pending' };
    expect(await prisma().proposal.findMany({ where })).toMatchObject([
      { presentOwnerId: cy.id, proposedOwnerId: bo.id, flags: [{ kind: 'crm-edit' }] },
    ]);
    await writeCrmOwners(ports, TEAM);
    expect(await ownerThere(crmId)).toBe(cy.crmOwnerId);
  });

  it('comes to rest: what it wrote back is nobody’s second edit', async () => {
    const { crmId, accountId } = await bothAtOnce(2);
    const look = () => hear(here(), changed(crmId));
    await look();
    await writeCrmOwners(ports, TEAM);
    const before = (await changesOf(accountId)).length;

    nowIs(10_000);
    await look();
    await writeCrmOwners(ports, TEAM);
    await look();

    expect(await changesOf(accountId)).toHaveLength(before);
    const where = { accountId, status: 'pending' };
    expect(await prisma().proposal.count({ where })).toBe(1);
  });
});

describe('F20 several in HubSpot, one after the other, before it is read', () => {
  it('are in the log once each, with whoever set them; only the last has the account', async () => {
    const { crmId } = hubspot.company.account(4);
    const { id: accountId, ownerId: expected } = await accountOf(crmId);
    const others = await prisma().rep.findMany({
      where: {
        workspaceId: TEAM,
        crmOwnerId: { not: null },
        leftAt: null,
        NOT: { id: expected ?? '' },
      },
      orderBy: { crmOwnerId: 'asc' },
    });
    const [bo, cy] = others;
    const first = await prisma().rep.findUnique({ where: { id: expected ?? '' } });
    const edit = (owner: string | null | undefined) =>
      planned('edit', {
        kind: 'companies',
        id: crmId,
        properties: { hubspot_owner_id: owner ?? '' },
      });
    await edit(cy?.crmOwnerId);
    await edit(first?.crmOwnerId);
    nowIs();
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo?.id ?? null }));
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);

    await hear(here(), changed(crmId));
    await hear(here(), changed(crmId));

    const lines = await prisma().auditEntry.findMany({
      ...{ where: { workspaceId: TEAM, action: 'owner-passed' }, orderBy: { seq: 'asc' } },
    });
    expect(lines.map(({ before, after }) => [Object(before).id, Object(after).id])).toEqual([
      [expected, cy?.id],
      [cy?.id, expected],
    ]);
    expect((await accountOf(crmId)).ownerId).toBe(bo?.id);
    expect(await ownerThere(crmId)).toBe(bo?.crmOwnerId);
  });
});
