import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routeLeads } from '../../src/services/lead-intake.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { publishPolicy } from '../../src/services/policies.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { openDisputes } from '../support/disputes.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const setPolicy = (text: string) => {
  const by = { kind: 'operator', name: 'dana' } as const;
  const policy = { kind: 'disputes' as const, text, note: 'so we agreed', by };
  return publishPolicy(court.world.ports, TEAM, policy);
};
let nth = 0;
const anAccount = () => {
  nth += 1;
  const ownerId = String(court.people.Ana);
  const facts = { country: 'Germany' };
  return enter(court.world, `Gum ${nth}`, { domain: `g${nth}.example`, ownerId, facts });
};
async function aLead(accountId: string) {
  const { prisma } = court.world.database;
  nth += 1;
  const attributes = { source: { value: 'inbound', source: 'HubSpot', at: '2026-11-20' } };
  const { id } = await prisma.lead.create({
    data: { workspaceId: TEAM, crmId: `l${nth}`, name: `Lead ${nth}`, accountId, attributes },
  });
  court.pass();
  const at = court.world.ports.clock.now();
  await routeLeads(court.world.ports, TEAM, [{ leadId: id, key: `lead ${nth}`, at }]);
  return id;
}
const workerOf = async (id: string) => {
  const { ownerId } = await court.world.database.prisma.lead.findUniqueOrThrow({ where: { id } });
  return Object.entries(court.people).find(([, rep]) => rep === ownerId)?.[0];
};

describe('a lead that comes while its account is disputed', () => {
  it('goes whither the rules lead where the policy names nobody', async () => {
    const accountId = await anAccount();
    await court.file('Bo', accountId);
    expect(await workerOf(await aLead(accountId))).toBe('Ana');
  });

  it('is worked by whom the policy names, and goes to the owner once the case has ended', async () => {
    await setPolicy('interim: cy@registry.example\n');
    const accountId = await anAccount();
    const id = await court.file('Bo', accountId);
    const lead = await aLead(accountId);
    expect(await workerOf(lead)).toBe('Cy');
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    expect(await workerOf(lead)).toBe('Bo');
    expect(await workerOf(await aLead(accountId))).toBe('Ana');
  });

  it('goes to whoever gets the account by the rules, once somebody has it', async () => {
    const accountId = await anAccount();
    const id = await court.file('Bo', accountId);
    const lead = await aLead(accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 're-route' } });
    await court.work();
    expect([await workerOf(lead), await court.ownerOf(accountId)]).toEqual(['Ana', 'Ana']);
  });

  it('stays where it is worked while its case is open again, whoever has the account', async () => {
    const accountId = await anAccount();
    const { prisma } = court.world.database;
    await prisma.account.update({ where: { id: accountId }, data: { attributes: {} } });
    const id = await court.file('Bo', accountId);
    const lead = await aLead(accountId);
    await court.passUp('Bo', id);
    await court.rule('Mia', id, { outcome: { kind: 're-route' } });
    expect(await court.ownerOf(accountId)).toBeUndefined();
    await court.appeal('Bo', id, 'https://mail.example/1');
    const given = aChange({ accountId, wanted: String(court.people.Ana) });
    await changeOwner(court.world.ports, TEAM, given);
    await court.work();
    expect(await workerOf(lead)).toBe('Cy');
    await court.rule('Sue', id, { outcome: { kind: 'keep' } });
    expect(await workerOf(lead)).toBe('Ana');
  });

  it('goes to the owner as well where the case is withdrawn', async () => {
    const accountId = await anAccount();
    const id = await court.file('Bo', accountId);
    const lead = await aLead(accountId);
    await court.say('Bo', id, { kind: 'withdraw', reason: 'Settled.' });
    expect(await workerOf(lead)).toBe('Ana');
  });
});

describe('the policy of disputes', () => {
  it('holds for cases that are filed under it, and for no earlier ones', async () => {
    await setPolicy('ops: {sits: false}\npeers: {hours: 2}\n');
    const id = await court.file('Bo', await anAccount());
    const earlier = (await court.caseOf(id)).head.policyNumber;
    await setPolicy('peers: {hours: 30}\n');
    const later = await court.file('Bo', await anAccount());
    expect((await court.caseOf(later)).head.policyNumber).toBe(earlier + 1);
    await court.ring(2);
    expect([await court.statusOf(id), await court.statusOf(later)]).toEqual(['manager', 'peers']);
  });

  it('is refused where it names somebody whom the roster does not have, or makes no sense', async () => {
    await expect(setPolicy('interim: zoe@registry.example\n')).rejects.toMatchObject({
      reason: { kind: 'faulty-policy' },
    });
    await expect(setPolicy('peers: {hours: -1}\n')).rejects.toMatchObject({
      reason: { kind: 'faulty-policy' },
    });
  });
});
