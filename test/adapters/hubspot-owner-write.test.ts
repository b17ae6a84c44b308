import { describe, expect, it } from 'vitest';
import {
  aRecord,
  type Call,
  connect,
  type Reply,
  startPortal,
  tellOwner,
} from './hubspot-server.ts';

type Trouble = { reply: Reply; landed: 'yes' | 'no' };

const isWrite = ({ path }: Call) => path.endsWith('/batch/update');

/** One company that remembers its owner; each write meets the next trouble, if one is left. */
async function startCompany(owner: string, ...troubles: Trouble[]) {
  const company = { owner, edit: (_owner: string): void => undefined };
  const portal = await startPortal((call) => {
    if (isWrite(call)) {
      const trouble = troubles.shift();
      if (trouble?.landed !== 'no') company.owner = ownerIn(call);
      company.edit(company.owner);
      if (trouble) return trouble.reply;
    }
    return { json: { results: [aRecord('77', { hubspot_owner_id: company.owner || null })] } };
  });
  const writes = () => portal.calls.filter(isWrite).length;
  return { company, writes, crm: connect(portal, { deadlineMs: 60 }) };
}

function ownerIn({ body }: Call): string {
  return JSON.parse(body).inputs[0].properties.hubspot_owner_id;
}

const fromAnnToBob = { kind: 'account', id: '77', expected: 'ann', wanted: 'bob' } as const;
const lost = (landed: 'yes' | 'no'): Trouble => ({ reply: { broken: 'reset' }, landed });
const silent = (landed: 'yes' | 'no'): Trouble => ({ reply: { broken: 'hang' }, landed });
const gateway: Trouble = { reply: { status: 502, html: '<h1>Bad gateway</h1>' }, landed: 'no' };

describe('A new owner for HubSpot', () => {
  it('is written and read back', async () => {
    const { crm, company, writes } = await startCompany('ann');
    const at = new Date('2026-11-01T08:00:00Z');
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({ kind: 'written', at });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(1);
  });

  it('can be nobody', async () => {
    const { crm, company } = await startCompany('ann');
    const receipt = await tellOwner(crm, { kind: 'account', id: '77', expected: 'ann' });
    expect(receipt).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('');
  });

  it('is not written a second time', async () => {
    const { crm, writes } = await startCompany('bob');
    expect(await tellOwner(crm, fromAnnToBob)).toMatchObject({ kind: 'already' });
    expect(writes()).toBe(0);
  });

  it('F20 both at once: gives way to somebody who edited HubSpot before', async () => {
    const { crm, company, writes } = await startCompany('cleo');
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(company.owner).toBe('cleo');
    expect(writes()).toBe(0);
  });

  it('F19 workflow: gives way to one that changes it right after us', async () => {
    const { crm, company, writes } = await startCompany('ann');
    company.edit = () => {
      company.owner = 'cleo';
    };
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(writes()).toBe(1);
  });

  it('F19 workflow: does not fight one that puts the former owner back', async () => {
    const { crm, company, writes } = await startCompany('ann');
    company.edit = () => {
      company.owner = 'ann';
    };
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({ kind: 'conflict', present: 'ann' });
    expect(writes()).toBe(1);
  });

  it.each([
    ['lost', lost('yes')],
    ['late', silent('yes')],
  ])('is written once even if HubSpot’s answer is %s', async (_how, trouble) => {
    const { crm, company, writes } = await startCompany('ann', trouble);
    expect(await tellOwner(crm, fromAnnToBob)).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(1);
  });

  it('is written again only after a look shows that it did not arrive', async () => {
    const busy: Trouble = {
      reply: { status: 429, json: { policyName: 'SECONDLY' } },
      landed: 'no',
    };
    const { crm, company, writes } = await startCompany('ann', lost('no'), gateway, busy);
    expect(await tellOwner(crm, fromAnnToBob)).toMatchObject({ kind: 'written' });
    expect(company.owner).toBe('bob');
    expect(writes()).toBe(4);
  });

  it('gives way to somebody who edits HubSpot while our answer is lost', async () => {
    const { crm, company, writes } = await startCompany('ann', lost('no'));
    company.edit = () => {
      company.owner = 'cleo';
    };
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({ kind: 'conflict', present: 'cleo' });
    expect(writes()).toBe(1);
  });

  it('is looked for once more before giving up', async () => {
    const five = [gateway, gateway, gateway, gateway, lost('yes')];
    const arrived = await startCompany('ann', ...five);
    expect(await tellOwner(arrived.crm, fromAnnToBob)).toMatchObject({ kind: 'written' });
    const never = await startCompany('ann', ...five.slice(0, 4), gateway);
    await expect(tellOwner(never.crm, fromAnnToBob)).rejects.toMatchObject({ kind: 'unknown' });
    expect(never.writes()).toBe(5);
  });

  it('is refused in a sentence when HubSpot does not take it', async () => {
    const json = { category: 'VALIDATION_ERROR', message: 'Owner bob does not exist' };
    const refused: Trouble = { reply: { status: 400, json }, landed: 'no' };
    const { crm, writes } = await startCompany('ann', refused);
    expect(await tellOwner(crm, fromAnnToBob)).toEqual({
      ...{ kind: 'refused', why: 'invalid' },
      problem:
        'Writing the owner of company 77: HubSpot did not take it (400): Owner bob does not exist. Correct the value, or the rule in HubSpot that refuses it.',
    });
    expect(writes()).toBe(1);
  });

  it('is not written to the company that ours was merged into', async () => {
    const portal = await startPortal(({ path }) => {
      const survivor = aRecord('99', { hubspot_owner_id: 'ann' });
      return { json: path.endsWith('/batch/read') ? { results: [survivor] } : survivor };
    });
    expect(await tellOwner(connect(portal), fromAnnToBob)).toMatchObject({
      ...{ kind: 'refused', why: 'merged' },
      problem: expect.stringContaining('merged into company 99'),
    });
    expect(portal.calls.filter(isWrite)).toEqual([]);
  });

  it('is not written to a company that was deleted', async () => {
    const portal = await startPortal(({ path }) =>
      path.endsWith('/batch/read') ? { json: { results: [] } } : { empty: 404 },
    );
    expect(await tellOwner(connect(portal), fromAnnToBob)).toMatchObject({
      ...{ kind: 'refused', why: 'gone' },
    });
  });
});

/** Companies that all were Ann's; `refuses` says what HubSpot makes of a batch. */
async function startCompanies(count: number, refuses: (ids: string[]) => Reply | undefined) {
  const owners = new Map(Array.from({ length: count }, (_, nth) => [`c${nth}`, 'ann']));
  const portal = await startPortal((call) => {
    const inputs: { id: string; properties: Record<string, string> }[] = JSON.parse(
      call.body,
    ).inputs;
    const refused = isWrite(call) && refuses(inputs.map(({ id }) => id));
    if (refused) return refused;
    if (isWrite(call)) {
      for (const { id, properties } of inputs) owners.set(id, properties.hubspot_owner_id ?? '');
    }
    const results = inputs.map(({ id }) => aRecord(id, { hubspot_owner_id: owners.get(id) }));
    return { json: { results } };
  });
  const writes = [...owners.keys()].map((id) => {
    return { trace: `t-${id}`, kind: 'account', id, expected: 'ann', wanted: 'bob' } as const;
  });
  return { owners, portal, receipts: await connect(portal).writeOwners(writes) };
}

describe('Many new owners for HubSpot', () => {
  it('are written a hundred at a time', async () => {
    const { owners, portal, receipts } = await startCompanies(250, () => undefined);
    expect(new Set(owners.values())).toEqual(new Set(['bob']));
    expect([...receipts.values()].every(({ kind }) => kind === 'written')).toBe(true);
    const sizes = portal.calls.map(({ body }) => JSON.parse(body).inputs.length);
    expect(sizes).toEqual([100, 100, 100, 100, 50, 50]);
  });

  it('F12 poisoned batch: 99 land, and the one that HubSpot refuses says why', async () => {
    const poisoned = { status: 400, json: { category: 'VALIDATION_ERROR', message: 'c42 is odd' } };
    const { owners, portal, receipts } = await startCompanies(100, (ids) =>
      ids.includes('c42') ? poisoned : undefined,
    );
    expect([...owners].filter(([, owner]) => owner === 'ann')).toEqual([['c42', 'ann']]);
    expect(receipts.get('t-c42')).toMatchObject({
      ...{ kind: 'refused', why: 'invalid', problem: expect.stringContaining('c42 is odd') },
    });
    expect([...receipts.values()].filter(({ kind }) => kind === 'written')).toHaveLength(99);
    expect(portal.calls.filter(isWrite).length).toBeLessThanOrEqual(15);
  });

  it('F13 207: each record has its own answer, found by its trace', async () => {
    const { receipts } = await startCompanies(3, (ids) => {
      if (!ids.includes('c1')) return undefined;
      const results = ['c0', 'c2'].map((id) => aRecord(id, { hubspot_owner_id: 'bob' }));
      const context = { objectWriteTraceId: ['t-c1'] };
      const errors = [
        { status: 'error', category: 'VALIDATION_ERROR', message: 'A rule of yours', context },
      ];
      return { status: 207, json: { status: 'COMPLETE', results, numErrors: 1, errors } };
    });
    expect([...receipts].map(([trace, { kind }]) => [trace, kind])).toEqual([
      ...[
        ['t-c0', 'written'],
        ['t-c2', 'written'],
        ['t-c1', 'refused'],
      ].toSorted(),
    ]);
    expect(receipts.get('t-c1')).toMatchObject({
      problem: expect.stringContaining('A rule of yours'),
    });
  });

  it('are not believed where HubSpot answers, but not for them', async () => {
    const silence: Reply = { json: { results: [] } };
    await expect(startCompanies(2, () => silence)).rejects.toMatchObject({ kind: 'unknown' });
  });
});
