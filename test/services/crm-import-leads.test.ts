import { addMinutes } from 'date-fns/addMinutes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CrmLead } from '../../src/ports.ts';
import { deliver } from '../../src/services/delivery.ts';
import { publishRules } from '../../src/services/rules.ts';
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
import { openWorld, type World } from '../support/world.ts';

const RULES = `
pool "Desk" round robin = 7@registry.example, 8@registry.example

rule "Known accounts"
  in existing relationship, priority 1
  says "A lead from a company we know goes to the owner of that account."
  when record = lead and matched_owner exists
  then owner of match

rule "Germany"
  in geography, priority 1
  says "Germany belongs to rep 9."
  when record = account and country = DE
  then rep 9@registry.example

rule "Inbound"
  in catch-all, priority 1
  says "Leads that come to us go to the desk in turn."
  when record = lead and source = inbound
  then pool "Desk"
`;
const by = { kind: 'operator', name: 'ops' } as const;
const inbound = { attributes: told({ source: 'inbound' }) };

let world: World;
let crm: CrmDouble;
let here: Mirror;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  crm = aCrm({ owners: ['7', '8', '9'].map((id) => aCrmOwner(id)) });
  here = mirror(world, crm);
  crm.company.leads.push(aCrmLead('old', inbound));
  await here.bringIn();
});

const publish = () => publishRules(here.ports, here.id, { text: RULES, note: 'first', by });
const lead = (crmId: string) =>
  world.database.prisma.lead.findFirstOrThrow({ where: { workspaceId: here.id, crmId } });
const ownerOf = async (crmId: string) => {
  const { ownerId } = await lead(crmId);
  return (await here.people()).find(({ id }) => id === ownerId)?.crmOwnerId;
};
const decisions = () => world.database.prisma.decision.count({ where: { workspaceId: here.id } });
const turns = async (crmId: string) => {
  const found = await world.database.prisma.poolTurn.findMany({
    where: { leadId: (await lead(crmId)).id },
    orderBy: { number: 'asc' },
  });
  return found.map(({ kind }) => kind);
};
/** Somebody works on the lead in the CRM. */
const edit = (id: string, fields: Partial<CrmLead>) => {
  const found = crm.company.leads.find((one) => one.id === id);
  if (found) Object.assign(found, fields, { changedAt: new Date(found.changedAt.getTime() + 1) });
};
const status = (word: string) => ({
  attributes: told({ source: 'inbound', lead_status: word }),
});
let now = new Date('2026-11-20T10:00:00Z');
const timePasses = () => {
  now = addMinutes(now, 1);
  world.setTime(now.toISOString());
};
const tellCrm = async () => {
  for (const { id, status: stands } of await here.tasks()) {
    if (stands === 'due') await deliver(here.ports, id);
  }
};

describe('an import once rules are published', () => {
  it('routes leads that are new in the CRM, and writes their owners there', async () => {
    await publish();
    crm.company.leads.push(aCrmLead('1', inbound), aCrmLead('2', inbound));
    await here.bringIn();
    expect([await ownerOf('1'), await ownerOf('2'), await ownerOf('old')]).toEqual([
      ...['7', '8', undefined],
    ]);
    await tellCrm();
    expect(crm.askedOfLeads).toEqual([
      { leadId: '1', expected: undefined, wanted: '7' },
      { leadId: '2', expected: undefined, wanted: '8' },
    ]);
  });

  it('does not take its own write, nor any other touch, for a change of the lead', async () => {
    await publish();
    crm.company.leads.push(aCrmLead('1', inbound));
    await here.bringIn();
    await tellCrm();
    timePasses();
    edit('old', {});
    await here.bringIn();
    await here.bringIn();
    expect([await decisions(), await ownerOf('1'), await ownerOf('old')]).toEqual([
      ...[1, '7', undefined],
    ]);
  });

  it('decides again on a lead of which something else is known, once for each change', async () => {
    await publish();
    edit('old', { attributes: told({ source: 'inbound', country: 'Germany' }) });
    await here.bringIn();
    await here.bringIn();
    expect([await ownerOf('old'), await decisions()]).toEqual(['7', 1]);
  });

  it('keeps what the CRM says of a lead, with where it comes from and since when', async () => {
    edit('old', { attributes: told({ source: 'inbound', country: 'Germany' }) });
    await here.bringIn();
    const { attributes, crmChangedAt } = await lead('old');
    expect(attributes).toMatchObject({
      country: { value: 'Germany', source: 'HubSpot', at: '2026-11-01T08:00:00.000Z' },
    });
    expect(crmChangedAt).toEqual(crm.company.leads[0]?.changedAt);
  });

  it('routes accounts first: a new lead of a new account goes to the owner it has just got', async () => {
    await publish();
    const german = { attributes: told({ country: 'Germany' }) };
    crm.company.accounts.push(aCrmAccount('a', german));
    crm.company.leads.push(aCrmLead('1', { ...inbound, accountId: 'a' }));
    await here.bringIn();
    expect((await here.account('a')).ownerId).toBe(await here.rep('9'));
    expect(await ownerOf('1')).toBe('9');
  });

  it('does not take a lead from the owner whom somebody set in the CRM', async () => {
    await publish();
    crm.company.accounts.push(aCrmAccount('a', owned(['9', '2024-01-01'])));
    crm.company.leads.push(aCrmLead('1', { ...inbound, accountId: 'a', ownerId: '8' }));
    await here.bringIn();
    expect(await ownerOf('1')).toBe('8');
    const [proposal] = await world.database.prisma.proposal.findMany({
      where: { leadId: (await lead('1')).id },
    });
    expect(proposal).toMatchObject({ status: 'pending', flags: [{ kind: 'set-by-hand' }] });
  });

  it('takes over an edit of the owner through the door, and lets it stand', async () => {
    await publish();
    crm.company.leads.push(aCrmLead('1', inbound));
    await here.bringIn();
    await tellCrm();
    timePasses();
    crm.editLead('1', '9');
    await here.bringIn();
    expect(await ownerOf('1')).toBe('9');
    const changes = await world.database.prisma.ownershipChange.findMany({
      where: { leadId: (await lead('1')).id },
      orderBy: { auditSeq: 'asc' },
    });
    expect(changes.map(({ cause }) => cause)).toMatchObject([
      { kind: 'routing' },
      { kind: 'crm-edit' },
    ]);
    expect(changes[1]?.actor).toMatchObject({ kind: 'crm-user', name: 'HubSpot' });
    const writes = (await here.tasks()).filter(({ kind }) => kind === 'crm-lead-owner');
    expect(writes.map(({ status: stands }) => stands)).toEqual(['done']);
  });

  it('does not take back a change that the CRM has not heard of yet', async () => {
    await publish();
    crm.company.leads.push(aCrmLead('1', inbound));
    await here.bringIn();
    await here.bringIn();
    expect(await ownerOf('1')).toBe('7');
  });
});

describe('a lead that is disqualified', () => {
  beforeEach(async () => {
    await publish();
    crm.company.leads.push(aCrmLead('1', inbound), aCrmLead('2', inbound));
    await here.bringIn();
    await tellCrm();
    timePasses();
  });

  it.each(['UNQUALIFIED', 'BAD_TIMING'])('as %s gives its turn back, once', async (word) => {
    edit('1', status(word));
    await here.bringIn();
    edit('1', { name: 'Somebody else', ...status(word) });
    await here.bringIn();
    expect([await turns('1'), await turns('2')]).toEqual([['dealt', 'returned'], ['dealt']]);
    const returned = await world.database.prisma.poolTurn.findFirst({
      where: { leadId: (await lead('1')).id, kind: 'returned' },
    });
    expect(returned).toMatchObject({
      ...{ repId: await here.rep('7') },
      why: { isNext: true, reason: expect.stringContaining('disqualified') },
    });

    // Whose turn was returned is next, out of turn.
    crm.company.leads.push(...['3', '4', '5'].map((id) => aCrmLead(id, inbound)));
    await here.bringIn();
    expect([await ownerOf('3'), await ownerOf('4'), await ownerOf('5')]).toEqual(['7', '7', '8']);
  });

  it('is not dealt again, nor is one that comes so', async () => {
    edit('1', status('UNQUALIFIED'));
    crm.company.leads.push(aCrmLead('3', status('BAD_TIMING')));
    const before = await decisions();
    await here.bringIn();
    expect([await decisions(), await ownerOf('1'), await ownerOf('3')]).toEqual([
      ...[before, '7', undefined],
    ]);
  });

  it('is routed as any other once it is qualified after all', async () => {
    crm.company.leads.push(aCrmLead('3', status('UNQUALIFIED')));
    await here.bringIn();
    edit('3', status('OPEN'));
    await here.bringIn();
    expect([await ownerOf('3'), await turns('3')]).toEqual(['7', ['dealt']]);
  });
});
