import { describe, expect, it } from 'vitest';
import { aRecord, type Call, connect, type Reply, startPortal } from './hubspot-server.ts';

type Trouble = { reply: Reply; landed: 'yes' | 'no' };

/** One company that remembers its owner; each write meets the next trouble, if one is left. */
async function startCompany(owner: string, ...troubles: Trouble[]) {
  const company = { owner, edit: (_owner: string): void => undefined };
  const past = () => [{ value: company.owner, timestamp: '2026-11-20T10:00:00Z', sourceType: 'X' }];
  const portal = await startPortal((call) => {
    if (call.method === 'PATCH') {
      const trouble = troubles.shift();
      if (trouble?.landed !== 'no') company.owner = ownerIn(call);
      company.edit(company.owner);
      if (trouble) return trouble.reply;
    }
    const properties = { hubspot_owner_id: company.owner || null };
    const propertiesWithHistory = { hubspot_owner_id: past() };
    return { json: aRecord('77', properties, { propertiesWithHistory }) };
  });
  const writes = () => portal.calls.filter(({ method }) => method === 'PATCH').length;
  return { company, writes, crm: connect(portal, { deadlineMs: 60 }) };
}

function ownerIn({ body }: Call): string {
  return JSON.parse(body).properties.hubspot_owner_id;
}

const fromAnnToBob = { accountId: '77', expected: 'ann', wanted: 'bob' };
const lost = (landed: 'yes' | 'no'): Trouble => ({ reply: { broken: 'reset' }, landed });
const silent = (landed: 'yes' | 'no'): Trouble => ({ reply: { broken: 'hang' }, landed });
const gateway: Trouble = { reply: { status: 502, html: '<h1>Bad gateway</h1>' }, landed: 'no' };

describe('A new owner for HubSpot', () => {
  it('is written and read back', async () => {
    const { crm, company, writes } = await startCompany('ann');
    const at = new Date('2026-11-20T10:00:00Z');
    expect(await crm.writeOwner(fromAnnToBob)).toEqual({ kind: 'written', at });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(1);
  });

  it('can be nobody', async () => {
    const { crm, company } = await startCompany('ann');
    const receipt = await crm.writeOwner({ accountId: '77', expected: 'ann' });
    expect(receipt).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('');
  });

  it('is not written a second time', async () => {
    const { crm, writes } = await startCompany('bob');
    expect(await crm.writeOwner(fromAnnToBob)).toMatchObject({ kind: 'already' });
    expect(writes()).toBe(0);
  });

  it('gives way to somebody who edited HubSpot before', async () => {
    const { crm, company, writes } = await startCompany('cleo');
    expect(await crm.writeOwner(fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(company.owner).toBe('cleo');
    expect(writes()).toBe(0);
  });

  it('gives way to a workflow that changes it right after us', async () => {
    const { crm, company, writes } = await startCompany('ann');
    company.edit = () => {
      company.owner = 'cleo';
    };
    expect(await crm.writeOwner(fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(writes()).toBe(1);
  });

  it('does not fight a workflow that puts the former owner back', async () => {
    const { crm, company, writes } = await startCompany('ann');
    company.edit = () => {
      company.owner = 'ann';
    };
    expect(await crm.writeOwner(fromAnnToBob)).toEqual({ kind: 'conflict', present: 'ann' });
    expect(writes()).toBe(1);
  });

  it.each([
    ['lost', lost('yes')],
    ['late', silent('yes')],
  ])('is written once even if HubSpot’s answer is %s', async (_how, trouble) => {
    const { crm, company, writes } = await startCompany('ann', trouble);
    expect(await crm.writeOwner(fromAnnToBob)).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(1);
  });

  it('is written again only after a look shows that it did not arrive', async () => {
    const busy: Trouble = {
      reply: { status: 429, json: { policyName: 'SECONDLY' } },
      landed: 'no',
    };
    const { crm, company, writes } = await startCompany('ann', lost('no'), gateway, busy);
    expect(await crm.writeOwner(fromAnnToBob)).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(4);
  });

  it('gives way to somebody who edits HubSpot while our answer is lost', async () => {
    const { crm, company, writes } = await startCompany('ann', lost('no'));
    company.edit = () => {
      company.owner = 'cleo';
    };
    expect(await crm.writeOwner(fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(writes()).toBe(1);
  });

  it('is looked for once more before giving up', async () => {
    const five = [gateway, gateway, gateway, gateway, lost('yes')];
    const arrived = await startCompany('ann', ...five);
    expect(await arrived.crm.writeOwner(fromAnnToBob)).toMatchObject({ kind: 'written' });
    const never = await startCompany('ann', ...five.slice(0, 4), gateway);
    await expect(never.crm.writeOwner(fromAnnToBob)).rejects.toMatchObject({ kind: 'unknown' });
    expect(never.writes()).toBe(5);
  });

  it('is refused in a sentence when HubSpot does not take it', async () => {
    const json = { category: 'VALIDATION_ERROR', message: 'Owner bob does not exist' };
    const refused: Trouble = { reply: { status: 400, json }, landed: 'no' };
    const { crm, writes } = await startCompany('ann', refused);
    await expect(crm.writeOwner(fromAnnToBob)).rejects.toMatchObject({
      kind: 'invalid',
      message:
        'Writing the owner of company 77: HubSpot did not take it (400): Owner bob does not exist. Correct the value, or the rule in HubSpot that refuses it.',
    });
    expect(writes()).toBe(1);
  });

  it('is not written to the company that ours was merged into', async () => {
    const portal = await startPortal(() => ({ json: aRecord('99', { hubspot_owner_id: 'ann' }) }));
    await expect(connect(portal).writeOwner(fromAnnToBob)).rejects.toMatchObject({
      kind: 'gone',
      message: expect.stringContaining('merged into company 99'),
    });
  });
});
