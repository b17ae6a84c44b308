import { describe, expect, it, onTestFinished } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

const companies = '/crm/v3/objects/companies';
const acme = '20010000000';
const health = '20010000013';

async function visit(options: Parameters<typeof visitHubSpot>[0] = {}) {
  const visited = await visitHubSpot({ accounts: 20, ...options });
  onTestFinished(() => visited.stop());
  const { ask } = visited;
  const switched = (switches: object) => ask('PATCH', '/admin/switches', switches);
  const cityOf = async (id: string) =>
    (await ask('GET', `${companies}/${id}?properties=city`)).body.properties.city;
  return { ...visited, switched, cityOf };
}

const move = (ids: string[], city: string) => ({
  inputs: ids.map((id) => ({ id, objectWriteTraceId: `trace-${id}`, properties: { city } })),
});

describe('a call to the local HubSpot may be answered, as HubSpot does it, with', () => {
  it.each([
    ['burst', 429, { policyName: 'TEN_SECONDLY_ROLLING', category: 'RATE_LIMITS' }],
    ['daily', 429, { policyName: 'DAILY' }],
    ['secondly', 429, { message: 'You have reached your secondly limit.' }],
    ['locked', 423, { category: 'LOCKED' }],
    ['conflict', 409, { category: 'CONFLICT' }],
    ['required', 400, { errors: [{ code: 'MISSING_REQUIRED_PROPERTY' }] }],
    ['expired', 401, { category: 'EXPIRED_AUTHENTICATION' }],
    ['scope', 403, { category: 'MISSING_SCOPES' }],
    ['unavailable', 503, { status: 'error' }],
  ])('%s: %i', async (how, status, body) => {
    const { ask } = await visit();
    await ask('POST', '/admin/fail', { how });
    expect(await ask('GET', companies)).toMatchObject({ status, body });
    expect((await ask('GET', companies)).status).toBe(200);
  });

  it('a move of the account, and when to come back', async () => {
    const { ask, call } = await visit();
    await ask('POST', '/admin/fail', { how: 'migrating' });
    const { status, headers } = await call('GET', companies);
    expect([status, headers.get('retry-after')]).toEqual([477, '2']);
  });

  it('a page of HTML that calls itself a success', async () => {
    const { ask, call } = await visit();
    await ask('POST', '/admin/fail', { how: 'page' });
    const answer = await call('GET', companies);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
  });

  it.each(['hang', 'trickle'])('no end: %s', async (how) => {
    const { ask, url } = await visit();
    await ask('POST', '/admin/fail', { how });
    const read = async () =>
      (await fetch(url + companies, { signal: AbortSignal.timeout(80) })).text();
    await expect(read()).rejects.toThrow(/timeout/);
  });

  it.each([
    ['reset', false],
    ['lost-answer', true],
  ])('a broken line: %s, the write done: %s', async (how, done) => {
    const { ask, cityOf } = await visit();
    await ask('POST', '/admin/fail', { method: 'PATCH', how });
    const write = ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    await expect(write).rejects.toThrow();
    expect((await cityOf(acme)) === 'Oslo').toBe(done);
  });

  it('nothing, though the write is done', async () => {
    const { ask, url, cityOf } = await visit();
    await ask('POST', '/admin/fail', { method: 'PATCH', how: 'late-answer' });
    const write = fetch(`${url}${companies}/${acme}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer pat-sandbox' },
      body: JSON.stringify({ properties: { city: 'Oslo' } }),
      signal: AbortSignal.timeout(150),
    });
    await expect(write).rejects.toThrow(/timeout/);
    expect(await cityOf(acme)).toBe('Oslo');
  });

  it('any of these by chance, until it clears up', async () => {
    const { ask } = await visit({ chance: () => 0.1 });
    await ask('PUT', '/admin/weather', { share: 0.2, kinds: ['locked'] });
    expect((await ask('GET', companies)).status).toBe(423);
    await ask('DELETE', '/admin/weather');
    expect((await ask('GET', companies)).status).toBe(200);
    const { body } = await ask('GET', '/admin/state');
    expect(body.calls).toEqual({ calls: 2, status: { 200: 1 }, failure: { status: 1 } });
  });
});

describe('a batch of the local HubSpot', () => {
  it('fails for one input alone, told by its trace id, in an answer of 207', async () => {
    const { ask, switched, cityOf } = await visit();
    await switched({ refused: [health] });
    const answer = await ask('POST', `${companies}/batch/update`, move([acme, health], 'Oslo'));
    expect(answer).toMatchObject({
      status: 207,
      body: {
        numErrors: 1,
        results: [{ id: acme, objectWriteTraceId: `trace-${acme}` }],
        errors: [{ context: { ids: [health], objectWriteTraceId: [`trace-${health}`] } }],
      },
    });
    expect(await cityOf(health)).not.toBe('Oslo');
  });

  it('folds that into 200 on dated paths', async () => {
    const { ask } = await visit();
    await ask('POST', '/admin/fail', { how: 'partial' });
    const batch = '/crm/objects/2026-09/companies/batch/update';
    const { status, body } = await ask('POST', batch, move([acme, health], 'Oslo'));
    expect([status, body.numErrors, body.results.length]).toEqual([200, 1, 1]);
  });

  it('is refused whole for one poisoned record, and passes without it', async () => {
    const { ask, switched, cityOf } = await visit();
    await switched({ poisoned: [health] });
    const update = (ids: string[]) => ask('POST', `${companies}/batch/update`, move(ids, 'Oslo'));
    expect((await update([acme, health])).status).toBe(400);
    expect(await cityOf(acme)).not.toBe('Oslo');
    expect((await update([acme])).status).toBe(200);
    expect((await update([health])).status).toBe(400);
  });

  it('makes what it can where each input has a trace id, and nothing otherwise', async () => {
    const { ask } = await visit();
    const inputs = [{ name: 'One' }, { industry: 'NONSENSE' }].map((properties, nth) => ({
      properties,
      associations: [],
      objectWriteTraceId: `${nth}`,
    }));
    const traced = await ask('POST', `${companies}/batch/create`, { inputs });
    expect(traced).toMatchObject({
      status: 207,
      body: {
        results: [{ properties: { name: 'One' } }],
        errors: [{ context: { objectWriteTraceId: ['1'] } }],
      },
    });
    const plain = inputs.map(({ objectWriteTraceId: _, ...input }) => input);
    expect((await ask('POST', `${companies}/batch/create`, { inputs: plain })).status).toBe(400);
  });
});

describe('an admin of the local HubSpot', () => {
  it('may require a property, which stops any app that leaves it empty', async () => {
    const { ask, switched } = await visit();
    await switched({ required: [{ kind: 'companies', property: 'description' }] });
    const edit = (properties: object) => ask('PATCH', `${companies}/${acme}`, { properties });
    expect(await edit({ city: 'Oslo' })).toMatchObject({
      status: 400,
      body: {
        errors: [{ code: 'MISSING_REQUIRED_PROPERTY', context: { propertyName: ['description'] } }],
      },
    });
    expect((await edit({ city: 'Oslo', description: 'Anvils' })).status).toBe(200);
  });

  it('may take a scope from the app, which the refusal names', async () => {
    const { ask, switched } = await visit();
    await switched({ withoutScopes: ['crm.objects.companies.write'] });
    expect(await ask('PATCH', `${companies}/${acme}`, { properties: {} })).toMatchObject({
      status: 403,
      body: {
        errors: [{ context: { requiredGranularScopes: ['crm.objects.companies.write'] } }],
      },
    });
    expect((await ask('GET', `${companies}/${acme}`)).status).toBe(200);
  });

  it('may throw the app out', async () => {
    const { ask, switched } = await visit();
    await switched({ uninstalled: true });
    expect((await ask('GET', companies)).status).toBe(401);
  });
});

describe('the search of the local HubSpot, where it lags,', () => {
  it('knows a change only some moments later', async () => {
    let clock = Date.parse('2026-11-18T18:00:00Z');
    const { ask, switched } = await visit({ now: () => clock });
    await switched({ searchLagMs: 10_000 });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    const { body: made } = await ask('POST', companies, {
      properties: { name: 'New' },
      associations: [],
    });
    await ask('DELETE', `${companies}/${health}`);
    const search = async (propertyName: string, value: string) => {
      const filterGroups = [{ filters: [{ propertyName, operator: 'EQ', value }] }];
      const { body } = await ask('POST', `${companies}/search`, { filterGroups });
      return body.results.map(({ id }: { id: string }) => id);
    };
    const seen = async () => [
      await search('city', 'Oslo'),
      await search('hs_object_id', made.id),
      await search('hs_object_id', health),
    ];
    expect(await seen()).toEqual([[], [], [health]]);
    clock += 10_001;
    expect(await seen()).toEqual([[acme], [made.id], []]);
  });
});

describe('the rate limit of the local HubSpot', () => {
  it('is counted for each app by itself', async () => {
    const { ask, url } = await visit({ otherApps: { 'pat-other': 77 } });
    await ask('PUT', '/admin/limits', { perTenSeconds: 2 });
    const status = async (token: string) =>
      (await fetch(url + companies, { headers: { authorization: `Bearer ${token}` } })).status;
    const three = async (token: string) => [
      await status(token),
      await status(token),
      await status(token),
    ];
    expect(await three('pat-sandbox')).toEqual([200, 200, 429]);
    expect(await three('pat-other')).toEqual([200, 200, 429]);
  });

  it('of a day ends at midnight in the account’s time zone', async () => {
    let clock = Date.parse('2026-11-18T07:59:00Z');
    const { ask } = await visit({ now: () => clock });
    await ask('PUT', '/admin/limits', { perDay: 1 });
    await ask('GET', companies);
    expect((await ask('GET', companies)).body.policyName).toBe('DAILY');
    clock = Date.parse('2026-11-18T08:01:00Z');
    expect((await ask('GET', companies)).status).toBe(200);
  });
});

describe('the page of the local HubSpot', () => {
  it('has all its switches behind it', async () => {
    const { url, ask, call } = await visit();
    const page = await (await fetch(`${url}/sandbox`)).text();
    const calls = new Set(page.match(/(?:GET|POST|PUT|PATCH|DELETE) \/admin\/[\w/]+/g));
    expect(calls.size).toBeGreaterThan(15);
    for (const one of calls) {
      const [method = '', path = ''] = one.split(' ');
      expect([
        one,
        (await call(method, path, method === 'GET' ? undefined : {})).status,
      ]).not.toEqual([one, 404]);
    }
    const found = await ask('POST', '/admin/find', { query: 'acme' });
    expect(found.body.results[0].properties.name).toBe('Acme Corporation');
  });
});
