import { describe, expect, it, onTestFinished } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

const companies = '/crm/v3/objects/companies';

async function visit(options: Parameters<typeof visitHubSpot>[0] = {}) {
  const visited = await visitHubSpot({ accounts: 20, ...options });
  onTestFinished(() => visited.stop());
  return visited;
}

describe('the local HubSpot when things go wrong', () => {
  it('turns away a wrong token in the shape that HubSpot uses', async () => {
    const { url } = await visit();
    const response = await fetch(url + companies, { headers: { authorization: 'Bearer wrong' } });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      status: 'error',
      category: 'INVALID_AUTHENTICATION',
      correlationId: expect.any(String),
    });
  });

  it('says 404 in the same shape, which the official client throws on', async () => {
    const { client } = await visit();
    await expect(client.crm.companies.basicApi.getById('77')).rejects.toMatchObject({
      code: 404,
      body: { status: 'error', category: 'OBJECT_NOT_FOUND' },
    });
  });

  it('says 400 to a body that is not JSON', async () => {
    const { url } = await visit();
    const response = await fetch(`${url}${companies}/search`, {
      method: 'POST',
      headers: { authorization: 'Bearer pat-sandbox' },
      body: '{ not json',
    });
    expect(response.status).toBe(400);
  });

  it('lets 190 calls through in ten seconds and counts them down', async () => {
    let clock = Date.parse('2026-11-18T18:00:00Z');
    const { call, ask } = await visit({ limits: 'hubspot', now: () => clock });
    const first = await call('GET', `${companies}/20010000000`);
    expect(first.headers.get('x-hubspot-ratelimit-remaining')).toBe('189');
    for (let nth = 1; nth < 190; nth += 1) await call('GET', `${companies}/20010000000`);
    const last = await call('GET', `${companies}/20010000000`);
    expect(last.headers.get('x-hubspot-ratelimit-remaining')).toBe('0');
    const refused = await ask('GET', `${companies}/20010000000`);
    expect(refused).toMatchObject({ status: 429, body: { policyName: 'TEN_SECONDLY_ROLLING' } });
    clock += 10_001;
    expect((await call('GET', `${companies}/20010000000`)).status).toBe(200);
  });

  it('lets five searches through in a second, without telling how many are left', async () => {
    const { call, ask } = await visit({ limits: 'hubspot', now: () => 1_800_000_000_000 });
    const search = () => call('POST', `${companies}/search`, {});
    for (let nth = 0; nth < 5; nth += 1) {
      expect((await search()).headers.get('x-hubspot-ratelimit-remaining')).toBeNull();
    }
    const refused = await ask('POST', `${companies}/search`, {});
    expect(refused.body.message).toBe('You have reached your secondly limit.');
  });

  it('fails as often as it is told to, on the paths it is told', async () => {
    const { ask } = await visit();
    const how = { kind: 'status', status: 503 };
    await ask('POST', '/admin/fail', { times: 2, path: '/companies', how });
    const statuses = [];
    for (const path of [companies, '/crm/v3/owners', companies, companies]) {
      statuses.push((await ask('GET', path)).status);
    }
    expect(statuses).toEqual([503, 200, 503, 200]);
  });

  it('answers a gateway page and an empty 404 when told', async () => {
    const { ask, call } = await visit();
    await ask('POST', '/admin/fail', { how: { kind: 'html' } });
    const page = await call('GET', companies);
    await ask('POST', '/admin/fail', { how: { kind: 'empty' } });
    const empty = await call('GET', companies);
    expect([page.status, await page.text()]).toEqual([502, expect.stringContaining('<html>')]);
    expect([empty.status, await empty.text()]).toEqual([404, '']);
  });

  it('hangs until the caller gives up', async () => {
    const { ask, url } = await visit();
    await ask('POST', '/admin/fail', { how: { kind: 'hang' } });
    const patience = AbortSignal.timeout(50);
    await expect(fetch(url + companies, { signal: patience })).rejects.toThrow(/timeout/);
  });

  it('does a write whose answer is lost', async () => {
    const { ask } = await visit();
    await ask('POST', '/admin/fail', { method: 'PATCH', how: { kind: 'lost-answer' } });
    const patch = ask('PATCH', `${companies}/20010000000`, { properties: { city: 'Berkeley' } });
    await expect(patch).rejects.toThrow();
    const { body } = await ask('GET', `${companies}/20010000000?properties=city`);
    expect(body.properties.city).toBe('Berkeley');
  });

  it('forgets planned failures', async () => {
    const { ask } = await visit();
    await ask('POST', '/admin/fail', { times: 99 });
    await ask('DELETE', '/admin/fail');
    expect((await ask('GET', companies)).status).toBe(200);
  });
});
