import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Crm } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { takeNews } from '../../src/services/crm-news.ts';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeLeadOwners, changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { aChange } from '../support/changes.ts';
import { changed, hear, hint } from '../support/news.ts';
import { openWorld, TEAM, type World } from '../support/world.ts';

let world: World;
let ports: World['ports'];
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
/** What happens once, after HubSpot has answered and before we have taken note of it. */
const meanwhile: { read?: () => Promise<unknown>; written?: () => Promise<unknown> } = {};
beforeAll(async () => {
  world = await openWorld();
  hubspot = await visitHubSpot({ accounts: 12 });
  const real = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  const happens = async (what: keyof typeof meanwhile) => {
    const { [what]: event } = meanwhile;
    delete meanwhile[what];
    await event?.();
  };
  const crm: Crm = {
    ...real,
    get: {
      ...real.get,
      account: async (ids, fields) => {
        const found = await real.get.account(ids, fields);
        await happens('read');
        return found;
      },
    },
    writeOwners: async (writes) => {
      const said = await real.writeOwners(writes);
      await happens('written');
      return said;
    },
  };
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
const passedOf = async (accountId: string) => {
  const subject = { path: ['id'], equals: accountId };
  return prisma().auditEntry.findMany({ where: { action: 'owner-passed', subject } });
};
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

/** An account of HubSpot, and people who do not own it. */
async function anAccount(nth: number) {
  const { crmId } = hubspot.company.account(nth);
  const { id: accountId, ownerId: expected } = await accountOf(crmId);
  const isElse = { leftAt: null, id: { not: expected ?? '' } };
  const others = await prisma().rep.findMany({
    where: { workspaceId: TEAM, crmOwnerId: { not: null }, ...isElse },
    orderBy: { crmOwnerId: 'asc' },
  });
  const [bo, cy, di] = others;
  if (!bo || !cy || !di) throw new Error('too few people');
  const owner = await prisma().rep.findUnique({ where: { id: expected ?? '' } });
  const set = (whom: { crmOwnerId: string | null } | null, userId?: number) => {
    const properties = { hubspot_owner_id: whom?.crmOwnerId ?? '' };
    return { kind: 'companies', id: crmId, properties, ...(userId && { userId }) };
  };
  return { crmId, accountId, expected, owner, bo, cy, di, set };
}
/** Two who may edit HubSpot. */
const editors = () => {
  const [declan, dana] = hubspot.company.people.filter(({ left }) => !left);
  if (!declan || !dana) throw new Error('too few people');
  return { declan, dana };
};

/** It is decided to be Bo’s, and Dana gives it to Cy in the moment before HubSpot is told. */
async function bothAtOnce(nth: number, userId?: number) {
  const { crmId, accountId, expected, bo, cy, set } = await anAccount(nth);
  nowIs(-1000);
  await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
  const edit = set(cy, userId);
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
    const { crmId, accountId, expected, owner, bo, cy, set } = await anAccount(4);
    await planned('edit', set(cy));
    await planned('edit', set(owner));
    nowIs();
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);

    await hear(here(), changed(crmId));
    await hear(here(), changed(crmId));

    const lines = await prisma().auditEntry.findMany({
      ...{ where: { workspaceId: TEAM, action: 'owner-passed' }, orderBy: { seq: 'asc' } },
    });
    expect(lines.map(({ before, after }) => [Object(before).id, Object(after).id])).toEqual([
      [expected, cy.id],
      [cy.id, expected],
    ]);
    expect((await accountOf(crmId)).ownerId).toBe(bo.id);
    expect(await ownerThere(crmId)).toBe(bo.crmOwnerId);
  });

  it('are put back as they were set, though the last is whom our write had expected', async () => {
    const { crmId, accountId, expected, owner, bo, cy, set } = await anAccount(5);
    const { declan, dana } = editors();
    nowIs(-1000);
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    await planned('edit', set(cy, declan.crmUserId));
    await planned('edit', set(owner, dana.crmUserId));
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);

    await hear(here(), changed(crmId));
    await writeCrmOwners(ports, TEAM);
    await hear(here(), changed(crmId));

    expect((await changesOf(accountId)).slice(-2)).toMatchObject([
      { fromId: bo.id, toId: cy.id, actor: { name: declan.name } },
      { fromId: cy.id, toId: expected, actor: { name: dana.name } },
    ]);
    expect(await ownerThere(crmId)).toBe(owner?.crmOwnerId);
  });

  it('each has their own name, though the later came while we took note of the first', async () => {
    const { crmId, accountId, expected, bo, cy, di, set } = await anAccount(6);
    const { declan, dana } = editors();
    nowIs(-1000);
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    await planned('edit', set(cy, declan.crmUserId));
    meanwhile.written = () => planned('edit', set(di, dana.crmUserId));
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);
    await hear(here(), changed(crmId));

    expect((await changesOf(accountId)).slice(-2)).toMatchObject([
      { fromId: bo.id, toId: cy.id, actor: { name: declan.name } },
      { fromId: cy.id, toId: di.id, actor: { name: dana.name } },
    ]);
    expect(await passedOf(accountId)).toEqual([]);
  });

  it('are in the log also where the first set whom we wanted ourselves', async () => {
    const { crmId, accountId, expected, bo, cy, set } = await anAccount(10);
    const { declan, dana } = editors();
    nowIs(-1000);
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    await planned('edit', set(bo, declan.crmUserId));
    await planned('edit', set(cy, dana.crmUserId));
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);
    await takeNews(ports, TEAM);
    expect((await accountOf(crmId)).ownerId).toBe(cy.id);
    expect(await passedOf(accountId)).toMatchObject([{ actor: { name: declan.name } }]);
  });

  it('stay, though an older reading is taken over after them', async () => {
    const { crmId, accountId, expected, bo, cy, di, set } = await anAccount(7);
    const { declan, dana } = editors();
    nowIs(-1000);
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    await planned('edit', set(cy, declan.crmUserId));
    meanwhile.read = async () => {
      await planned('edit', set(di, dana.crmUserId));
      await writeCrmOwners(ports, TEAM);
    };
    await hear(here(), changed(crmId));

    expect((await changesOf(accountId)).slice(-2)).toMatchObject([
      { fromId: bo.id, toId: cy.id, actor: { name: declan.name } },
      { fromId: cy.id, toId: di.id, actor: { name: dana.name } },
    ]);
    expect(await passedOf(accountId)).toEqual([]);
  });
});

describe('F20 somebody right after our write, heard before we took note of its end', () => {
  it('wins, and nobody is asked: they saw what they changed', async () => {
    const { crmId, accountId, expected, bo, cy, set } = await anAccount(8);
    const { dana } = editors();
    nowIs(-1000);
    await changeOwner(ports, TEAM, aChange({ accountId, expected, wanted: bo.id }));
    meanwhile.written = async () => {
      await planned('edit', set(cy, dana.crmUserId));
      await hear(here(), changed(crmId));
      expect((await accountOf(crmId)).ownerId).toBe(bo.id);
    };
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);

    await takeNews(ports, TEAM);

    expect((await changesOf(accountId)).at(-1)).toMatchObject({
      ...{ fromId: bo.id, toId: cy.id, actor: { name: dana.name }, reason: '' },
    });
    expect(await prisma().proposal.count({ where: { accountId, status: 'pending' } })).toBe(0);
  });

  it('of a lead wins, too', async () => {
    const lead = await prisma().lead.findFirstOrThrow({ where: { workspaceId: TEAM } });
    const { bo, cy } = await anAccount(9);
    const { dana } = editors();
    const wanted = lead.ownerId === bo.id ? cy : bo;
    const other = lead.ownerId === bo.id ? bo : cy;
    nowIs(-1000);
    const { accountId: _, ...change } = aChange({ accountId: '', wanted: wanted.id });
    const changes = [{ ...change, leadId: lead.id, expected: lead.ownerId }];
    await inTransaction(world.database, (tx) => changeLeadOwners(tx, ports, TEAM, changes));
    const properties = { hubspot_owner_id: other.crmOwnerId ?? '' };
    const edit = { kind: 'contacts', id: lead.crmId, properties, userId: dana.crmUserId };
    meanwhile.written = async () => {
      await planned('edit', edit);
      await hear(here(), hint('lead', lead.crmId, { kind: 'changed' }));
    };
    await writeCrmOwners(ports, TEAM);
    nowIs(5000);

    await takeNews(ports, TEAM);

    const { ownerId } = await prisma().lead.findUniqueOrThrow({ where: { id: lead.id } });
    expect(ownerId).toBe(other.id);
  });
});
