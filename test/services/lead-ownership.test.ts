import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LeadOwnerChange } from '../../src/domain/ownership.ts';
import { verifyAudit } from '../../src/services/audit.ts';
import { deliver } from '../../src/services/delivery.ts';
import { changeLeadOwners } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { claimTask } from '../../src/store/tasks.ts';
import { aCrm, aCrmLead } from '../support/crm.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const crm = aCrm();
let world: World;
let [ana, bo, cy, gil] = ['', '', '', ''];
beforeAll(async () => {
  world = await openWorld({ crm });
  ana = await hire(world, 'Ana', { crmOwnerId: '7' });
  bo = await hire(world, 'Bo', { crmOwnerId: '8' });
  cy = await hire(world, 'Cy', { crmOwnerId: '9' });
  gil = await hire(world, 'Gil', { leftAt: new Date('2026-01-01') });
});
afterAll(() => world.close());

let lead: { id: string; crmId: string };
/** Each test has a lead of Ana's, here and in the CRM. */
beforeEach(async () => {
  const crmId = randomUUID();
  crm.company.leads.push(aCrmLead(crmId, { ownerId: '7' }));
  crm.askedOfLeads.length = 0;
  const data = { workspaceId: TEAM, crmId, name: 'Eva Roth', ownerId: ana };
  lead = { id: (await world.database.prisma.lead.create({ data })).id, crmId };
});

const wish = (fields: Partial<LeadOwnerChange> = {}): LeadOwnerChange => ({
  ...{ leadId: lead.id, expected: ana, wanted: bo, reason: 'the desk’s turn' },
  cause: { kind: 'routing', ruleSet: 1, rule: 'Inbound' },
  actor: { kind: 'machine', name: 'Cadastre' },
  ...fields,
});
const change = (...changes: LeadOwnerChange[]) =>
  inTransaction(world.database, (tx) => changeLeadOwners(tx, world.ports, TEAM, changes));
const ownerHere = async () =>
  (await world.database.prisma.lead.findUniqueOrThrow({ where: { id: lead.id } })).ownerId;
const tasks = () =>
  world.database.prisma.task.findMany({
    where: { payload: { path: ['leadId'], equals: lead.id } },
  });
/** Moves the lead here; the answer tells the CRM of it, and says how that went. */
async function move(expected: string | null, wanted: string | null) {
  const { changed } = await change(wish({ expected, wanted }));
  const where = { workspaceId: TEAM, kind: 'crm-lead-owner', key: changed[0]?.id ?? '' };
  const find = () => world.database.prisma.task.findFirstOrThrow({ where });
  return {
    find,
    tell: async () => {
      await deliver(world.ports, (await find()).id);
      return (await find()).receipt;
    },
  };
}

describe('changing the owner of a lead', () => {
  it('writes the owner, the change, the audit entry and the CRM’s task together', async () => {
    const { changed } = await change(wish());

    expect(await ownerHere()).toBe(bo);
    const { prisma } = world.database;
    const where = { leadId: lead.id };
    const saved = await prisma.ownershipChange.findFirstOrThrow({ where });
    expect(saved).toMatchObject({ accountId: null, fromId: ana, toId: bo, id: changed[0]?.id });
    const entry = await prisma.auditEntry.findFirst({ where: { seq: saved.auditSeq } });
    expect(entry).toMatchObject({
      ...{ action: 'owner-changed', subject: { kind: 'lead', id: lead.id } },
      ...{ reason: 'the desk’s turn', before: { name: 'Ana' }, after: { name: 'Bo' } },
      context: { cause: { kind: 'routing', rule: 'Inbound' } },
    });
    expect((await tasks()).map(({ kind }) => kind)).toEqual(['crm-lead-owner']);
    expect((await verifyAudit(world.ports, TEAM)).breaks).toEqual([]);
  });

  it('refuses an older picture, somebody who has left, and a lead that is gone', async () => {
    const strange = randomUUID();
    const { changed, refused } = await change(
      wish({ expected: cy }),
      wish({ wanted: gil }),
      wish({ wanted: ana }),
      wish({ leadId: strange }),
    );
    expect(changed).toEqual([]);
    expect(refused.map(({ reason }) => reason)).toMatchObject([
      { kind: 'owner-has-changed', present: 'Ana' },
      { kind: 'owner-has-left', rep: 'Gil' },
      { kind: 'already-owner' },
      { kind: 'unknown-lead', asked: strange },
    ]);
    expect([await ownerHere(), await tasks()]).toEqual([ana, []]);
  });

  it('leaves nothing behind when the transaction fails', async () => {
    const failing = inTransaction(world.database, async (tx) => {
      await changeLeadOwners(tx, world.ports, TEAM, [wish()]);
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    const where = { leadId: lead.id };
    const changes = await world.database.prisma.ownershipChange.count({ where });
    expect([await ownerHere(), changes, await tasks()]).toEqual([ana, 0, []]);
  });

  it('does not tell the CRM what came from there', async () => {
    await change(wish({ cause: { kind: 'crm-edit' } }));
    expect([await ownerHere(), await tasks()]).toEqual([bo, []]);
  });

  it('never reaches into another workspace', async () => {
    const { refused } = await inTransaction(world.database, (tx) =>
      changeLeadOwners(tx, world.ports, 'T0OTHER', [wish()]),
    );
    expect(refused).toMatchObject([{ reason: { kind: 'unknown-lead' } }]);
  });
});

describe('telling the CRM of a lead’s new owner', () => {
  it('writes over the owner whom the change was decided on', async () => {
    const { tell } = await move(ana, bo);
    expect(await tell()).toMatchObject({ kind: 'written' });
    expect(crm.askedOfLeads).toEqual([{ leadId: lead.crmId, expected: '7', wanted: '8' }]);
    expect(crm.asked).toEqual([]);
  });

  it('writes only the last of several changes, whichever is told first', async () => {
    const [first, second] = [await move(ana, bo), await move(bo, cy)];
    expect(await first.tell()).toEqual({ kind: 'superseded' });
    expect(await second.tell()).toMatchObject({ kind: 'written' });
    expect(crm.askedOfLeads).toEqual([{ leadId: lead.crmId, expected: '7', wanted: '9' }]);
    expect([crm.leadOwnerOf(lead.crmId), await ownerHere()]).toEqual(['9', cy]);
  });

  it('does not overtake one that is being written', async () => {
    const [first, second] = [await move(ana, bo), await move(bo, cy)];
    const { id } = await first.find();
    await claimTask(world.database.prisma, id, world.ports.clock.now(), new Date(0));
    await expect(second.tell()).rejects.toThrow('an earlier change of this lead is on its way');
  });

  it('gives way to a person who edited the CRM meanwhile, here too', async () => {
    const { tell } = await move(ana, bo);
    crm.editLead(lead.crmId, '9');
    expect(await tell()).toEqual({ kind: 'conflict', present: '9' });
    expect([await ownerHere(), crm.leadOwnerOf(lead.crmId)]).toEqual([cy, '9']);
    const where = { leadId: lead.id };
    const orderBy = { auditSeq: 'desc' as const };
    const last = await world.database.prisma.ownershipChange.findFirst({ where, orderBy });
    expect(last).toMatchObject({ cause: { kind: 'crm-edit' }, actor: { name: 'HubSpot sync' } });
  });

  it('names whom to invite where the new owner is not known there', async () => {
    const name = `Di ${lead.crmId.slice(0, 8)}`;
    const { tell } = await move(ana, await hire(world, name));
    await expect(tell()).rejects.toThrow(`${name} is no owner in HubSpot: invite them there`);
  });
});
