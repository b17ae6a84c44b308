import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { connect } from './hubspot-server.ts';

let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 40 });
});
afterAll(() => hubspot.stop());

describe('deals that are asked for by their ids', () => {
  it('come with their companies, also beside one that has none', async () => {
    const { company } = hubspot;
    const deals = Array.from({ length: 40 }, (_, nth) => nth).flatMap((nth) =>
      company
        .dealsOf(nth)
        .map(({ crmId }) => ({ id: crmId, accountId: company.account(nth).crmId })),
    );
    const properties = { dealname: 'Loose', dealstage: 'appointmentscheduled' };
    const loose = await hubspot.ask('POST', '/crm/objects/2026-09/deals', { properties });
    const ids = [...deals.map(({ id }) => id), loose.body.id];

    const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
    const found = await crm.get.deal(ids);

    expect(deals.length).toBeGreaterThan(10);
    for (const { id, accountId } of deals) {
      expect(found.get(id)).toMatchObject({ kind: 'there', record: { id, accountId } });
    }
    const alone = found.get(loose.body.id);
    expect(alone?.kind === 'there' && alone.record).toMatchObject({ name: 'Loose' });
    expect(alone?.kind === 'there' && alone.record.accountId).toBeUndefined();
  });
});

it('owners of deals that the app may not write hold up no other, and name the scope', async () => {
  const { company } = hubspot;
  const account = company.account(3);
  const [deal] = Array.from({ length: 40 }, (_, nth) => company.dealsOf(nth)).flat();
  const wanted = company.reps.find(
    ({ crmOwnerId, left }) => !left && crmOwnerId !== account.owner && crmOwnerId !== deal?.owner,
  );
  hubspot.portal.switches.withoutScopes = ['crm.objects.deals.write'];
  const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  const write = (trace: 'account' | 'deal', id = '', owner = '') => ({
    ...{ trace, kind: trace, id, expected: owner || undefined, wanted: wanted?.crmOwnerId },
  });
  const receipts = await crm.writeOwners([
    write('account', account.crmId, account.owner),
    write('deal', deal?.crmId, deal?.owner),
  ]);
  expect(receipts.get('account')).toMatchObject({ kind: 'written' });
  expect(receipts.get('deal')).toMatchObject({
    ...{ kind: 'refused', problem: expect.stringContaining('add crm.objects.deals.write') },
  });
});
