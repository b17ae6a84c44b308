import { afterEach, describe, expect, it } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type HubSpot, startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { collect, connect, quickPace } from './hubspot-server.ts';

const company = createCompany({ seed: 4, accounts: 130 });
const oauth = { clientId: 'app', clientSecret: 'app-secret', refreshToken: 'refresh-1' };
let hubspot: HubSpot;
afterEach(() => hubspot.stop());

async function startPortal() {
  const app = { token: 'pat-other', portalId: 4711, limits: 'off', oauth } as const;
  hubspot = await startHubSpot({ ...app, port: 0, company });
}
const admin = async (path: string, body: object, method = 'PATCH') => {
  const headers = { 'content-type': 'application/json' };
  const asked = { method, headers, body: JSON.stringify(body) };
  expect((await fetch(`${hubspot.url}/admin/${path}`, asked)).ok).toBe(true);
};
const tokensAsked = async () => {
  const state = await (await fetch(`${hubspot.url}/admin/state`)).json();
  return state.calls;
};

describe('An app that was installed by OAuth', () => {
  it('is let in, and asks for one token however many calls begin at once', async () => {
    await startPortal();
    const crm = connect(hubspot, { access: oauth });
    const [one, two, three] = await Promise.all([1, 2, 3].map(() => collect(crm.accounts())));
    expect([one?.length, two?.length, three?.length]).toEqual([130, 130, 130]);
  });

  it('F16 token ended: gets another one before the call, and after one that came too late', async () => {
    await startPortal();
    await admin('switches', { accessTokenSeconds: 120 });
    const pace = quickPace();
    const crm = connect(hubspot, { access: oauth, pace });
    await collect(crm.owners());
    const first = (await tokensAsked()).calls;
    await pace.sleep(61_000);
    expect((await collect(crm.owners())).length).toBeGreaterThan(0);
    // One for the token, the others as before.
    expect((await tokensAsked()).calls - first).toBe(first);

    await admin('fail', { how: { kind: 'status', status: 401 }, times: 1, path: '/crm/' }, 'POST');
    expect((await collect(crm.owners())).length).toBeGreaterThan(0);
  });

  it('F16 shut out: says what to do, and does not ask again and again', async () => {
    await startPortal();
    await admin('switches', { refreshRevoked: true });
    const crm = connect(hubspot, { access: oauth });
    await expect(collect(crm.accounts())).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringMatching(/install it again and set HUBSPOT_REFRESH_TOKEN/),
    });
    expect((await tokensAsked()).calls).toBeLessThanOrEqual(2);
  });

  it('F16 token refused: what is to be done depends on how the app was let in', async () => {
    await startPortal();
    await admin('fail', { how: 'expired', times: 100, path: '/crm/' }, 'POST');
    const refused = (settings: Parameters<typeof connect>[1]) =>
      expect(collect(connect(hubspot, settings).accounts())).rejects;
    await refused({ access: oauth }).toThrow(/uninstalled there.*set HUBSPOT_REFRESH_TOKEN/);
    await refused({}).toThrow(/into HUBSPOT_TOKEN/);
  });

  it('F16 scope removed: names the scope', async () => {
    await startPortal();
    await admin('switches', { withoutScopes: ['crm.objects.companies.read'] });
    const crm = connect(hubspot, { access: oauth });
    await expect(collect(crm.accounts())).rejects.toMatchObject({
      kind: 'forbidden',
      message: expect.stringContaining('crm.objects.companies.read'),
    });
  });

  it('F30 two accounts in one process: neither uses the other’s token', async () => {
    await startPortal();
    const other = await startHubSpot({
      ...{ token: 'pat-second', portalId: 9, limits: 'off', port: 0 },
      company: createCompany({ seed: 5, accounts: 7 }),
    });
    const [ours, theirs] = [
      connect(hubspot, { access: oauth }),
      connect(other, { token: 'pat-second' }),
    ];
    const read = await Promise.all(
      [ours, theirs, ours, theirs].map((crm) => collect(crm.accounts())),
    );
    await other.stop();
    expect(read.map(({ length }) => length)).toEqual([130, 7, 130, 7]);
  });
});
