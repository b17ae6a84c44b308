import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeCrmOwners } from '../../src/services/crm-writes.ts';
import { changeLeadOwners, changeOwner } from '../../src/services/ownership.ts';
import { publishRules } from '../../src/services/rules.ts';
import { inTransaction } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import {
  aCrm,
  aCrmAccount,
  aCrmLead,
  aCrmOwner,
  type CrmDouble,
  owned,
  told,
} from '../support/crm.ts';
import { type Mirror, mirror } from '../support/mirror.ts';
import { editedAt, hear, hint } from '../support/news.ts';
import { openWorld, type World } from '../support/world.ts';

/** Whoever looked at a lead anew would give it to rep 9. */
const RULES = `
rule "Inbound"
  in catch-all, priority 1
  says "Leads that come to us are rep 9’s."
  when record = lead and source = inbound
  then rep 9@registry.example
`;
const machine = { id: 'CALCULATED', name: 'HubSpot’s owner copying' };

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  world.setTime('2026-11-20T09:50:00Z');
  crm = aCrm({
    owners: ['7', '8', '9'].map((id) => aCrmOwner(id)),
    accounts: [aCrmAccount('1', owned(['7', '2025-01-01'])), aCrmAccount('2')],
    leads: [
      aCrmLead('11', { accountId: '1', ownerId: '7', attributes: told({ source: 'inbound' }) }),
    ],
  });
  here = mirror(world, crm);
  await here.bringIn();
  const by = { kind: 'operator', name: 'ops' } as const;
  await publishRules(here.ports, here.id, { text: RULES, note: 'first', by });
  world.setTime('2026-11-20T10:00:00Z');
});

const inHere = {
  get where() {
    return { workspaceId: here.id };
  },
};
const lead = () => world.database.prisma.lead.findFirstOrThrow({ where: { workspaceId: here.id } });
const lastChange = async () =>
  world.database.prisma.ownershipChange.findFirstOrThrow({
    where: { workspaceId: here.id },
    orderBy: { auditSeq: 'desc' },
  });
/** HubSpot gives the contact the owner of its company. */
function copyToLead(ownerId: string) {
  crm.editLead('11', ownerId);
  const found = crm.company.leads.find(({ id }) => id === '11');
  const step = { ownerId, at: editedAt, by: machine, how: 'copied' };
  Object.assign(found ?? {}, { ownerHistory: [step] });
}
/** Nobody is asked, nothing is decided, nothing is written. */
async function expectPeace() {
  const { prisma } = world.database;
  expect(await prisma.proposal.count(inHere)).toBe(0);
  expect(await prisma.decision.count(inHere)).toBe(0);
  expect([crm.asked, crm.askedOfLeads]).toEqual([[], []]);
  expect((await here.tasks()).filter(({ kind }) => kind === 'crm-lead-owner')).toEqual([]);
}

describe('an owner whom the CRM has copied', () => {
  it('down to a lead is its owner here, nobody’s edit, and no reason to look at the lead anew', async () => {
    copyToLead('8');
    await hear(here, hint('lead', '11', { kind: 'owner', owner: '8' }));
    expect((await lead()).ownerId).toBe(await here.rep('8'));
    expect(await lastChange()).toMatchObject({
      ...{ cause: { kind: 'crm-copy' }, actor: { kind: 'machine' } },
    });
    await writeCrmOwners(here.ports, here.id);
    await expectPeace();
  });

  it('is told from a person’s edit, which is one', async () => {
    crm.editLead('11', '8');
    await hear(here, hint('lead', '11', { kind: 'owner', owner: '8' }));
    expect(await lastChange()).toMatchObject({ cause: { kind: 'crm-edit' } });
  });

  it('is recognised by an import that finds it later', async () => {
    copyToLead('8');
    await here.bringIn();
    expect((await lead()).ownerId).toBe(await here.rep('8'));
    expect(await lastChange()).toMatchObject({ cause: { kind: 'crm-copy' } });
    await expectPeace();
  });

  it('up to an account that nobody owned is its owner here', async () => {
    const step = { ownerId: '7', at: editedAt, by: machine, how: 'copied' as const };
    Object.assign(crm.company.accounts[1] ?? {}, { ownerId: '7', ownerHistory: [step] });
    await hear(here, hint('account', '2', { kind: 'owner', owner: '7' }));
    expect((await here.account('2')).ownerId).toBe(await here.rep('7'));
    expect(await lastChange()).toMatchObject({
      ...{ cause: { kind: 'crm-copy' }, actor: { kind: 'machine', name: machine.name } },
    });
    await expectPeace();
  });

  it('while ours is on its way stands, and nobody is asked', async () => {
    const [seven, eight] = [await here.rep('7'), await here.rep('8')];
    const change = { ...aChange({ accountId: '' }), expected: seven, wanted: await here.rep('9') };
    const { accountId: _, ...rest } = change;
    const { id: leadId } = await lead();
    await inTransaction(world.database, (tx) =>
      changeLeadOwners(tx, here.ports, here.id, [{ leadId, ...rest }]),
    );
    copyToLead('8');
    await writeCrmOwners(here.ports, here.id);
    expect((await lead()).ownerId).toBe(eight);
    expect(await lastChange()).toMatchObject({ cause: { kind: 'crm-copy' }, toId: eight });
    expect(crm.leadOwnerOf('11')).toBe('8');
    expect(await world.database.prisma.proposal.count(inHere)).toBe(0);
  });

  it('that is where we lead it to is one change, and not written again', async () => {
    const [seven, eight] = [await here.rep('7'), await here.rep('8')];
    const { id: accountId } = await here.account('1');
    await changeOwner(here.ports, here.id, aChange({ accountId, expected: seven, wanted: eight }));
    copyToLead('8');
    await hear(here, hint('lead', '11', { kind: 'owner', owner: '8' }));
    expect((await lead()).ownerId).toBe(eight);
    const { id: leadId } = await lead();
    const where = { leadId };
    expect(await world.database.prisma.ownershipChange.count({ where })).toBe(1);
  });
});
