import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { connect } from './hubspot-server.ts';

let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 30 });
});
afterAll(() => hubspot.stop());

const crm = () => connect({ url: hubspot.url }, { token: 'pat-sandbox' });
const idOf = (nth: number) => hubspot.company.account(nth).crmId;

describe('merging two companies', () => {
  it('makes one of them, to which both ids lead; the kept one’s name stays', async () => {
    const [keep, other] = [idOf(3), idOf(4)];
    const answer = await crm().mergeAccounts(keep, other);
    const found = await crm().get.account([keep, other]);
    const into = [...found.values()].map((one) => (one.kind === 'merged' ? one.into : one.kind));
    expect(new Set(into).size).toBe(1);
    expect(answer).toEqual({ kind: 'merged', into: into[0] });
    const merged = await crm().get.account([into[0] ?? '']);
    expect(merged.get(into[0] ?? '')).toMatchObject({
      record: { name: hubspot.company.account(3).name },
    });
  });

  it('done again finds them merged', async () => {
    const [found] = (await crm().get.account([idOf(4)])).values();
    expect(await crm().mergeAccounts(idOf(3), idOf(4))).toEqual(found);
  });

  it('is done though its answer was lost', async () => {
    await hubspot.ask('POST', '/admin/fail', { path: '/merge', how: 'lost-answer' });
    expect(await crm().mergeAccounts(idOf(5), idOf(6))).toMatchObject({ kind: 'merged' });
  });

  it('is not tried again where HubSpot refuses it', async () => {
    const how = {
      kind: 'status',
      status: 400,
      category: 'VALIDATION_ERROR',
      message: 'No merger.',
    };
    await hubspot.ask('POST', '/admin/fail', { path: '/merge', how });
    expect(await crm().mergeAccounts(idOf(9), idOf(10))).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('Merging two companies'),
    });
  });

  it('says so where one of them is gone', async () => {
    await hubspot.ask('DELETE', `/crm/objects/2026-09/companies/${idOf(7)}`);
    expect(await crm().mergeAccounts(idOf(8), idOf(7))).toMatchObject({
      kind: 'refused',
      problem: expect.stringContaining('has been deleted in HubSpot'),
    });
  });
});
