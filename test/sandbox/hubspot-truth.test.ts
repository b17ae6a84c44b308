import { describe, expect, it, onTestFinished } from 'vitest';
import { visitHubSpot } from './hubspot-visit.ts';

const companies = '/crm/v3/objects/companies';
const contacts = '/crm/v3/objects/contacts';
const properties = '/crm/v3/properties/companies';
const acme = '20010000000';
const health = '20010000013';

async function visit(options: Parameters<typeof visitHubSpot>[0] = {}) {
  const visited = await visitHubSpot({ accounts: 20, ...options });
  onTestFinished(() => visited.stop());
  const { ask } = visited;
  const edit = (values: object) => ask('PATCH', `${companies}/${acme}`, { properties: values });
  const define = (more: object) =>
    ask('POST', properties, {
      label: 'Tier',
      type: 'string',
      fieldType: 'text',
      groupName: 'sales_territories',
      ...more,
    });
  return { ...visited, edit, define };
}

const option = (value: string) => ({ label: value.toUpperCase(), value, hidden: false });

describe('a property of the local HubSpot', () => {
  it('takes the value of an option and never its label', async () => {
    const { edit } = await visit();
    expect((await edit({ industry: 'COMPUTER_SOFTWARE' })).status).toBe(200);
    expect((await edit({ industry: 'Computer Software' })).body.errors[0].code).toBe(
      'INVALID_OPTION',
    );
  });

  it('may get another label and other options, and takes no longer what is gone', async () => {
    const { ask, edit, define } = await visit();
    const select = { type: 'enumeration', fieldType: 'select' };
    await define({ name: 'tier', ...select, options: [option('a'), option('b')] });
    expect((await edit({ tier: 'a' })).status).toBe(200);
    await ask('PATCH', `${properties}/tier`, { label: 'Class' });
    expect((await edit({ tier: 'b' })).status).toBe(200);
    expect((await edit({ tier: 'a' })).status).toBe(200);
    await ask('PATCH', `${properties}/tier`, { options: [option('b')] });
    const { body } = await ask('GET', `${properties}/tier`);
    expect([body.label, body.options.length]).toEqual(['Class', 1]);
    expect((await edit({ tier: 'a' })).status).toBe(400);
    expect((await ask('GET', `${companies}/${acme}?properties=tier`)).body.properties.tier).toBe(
      'a',
    );
  });

  it('of HubSpot’s own may get other options, but no other label', async () => {
    const { ask } = await visit();
    const change = (body: object) => ask('PATCH', `${properties}/industry`, body);
    expect((await change({ options: [option('ANVILS')] })).status).toBe(200);
    expect((await change({ label: 'Trade' })).status).toBe(400);
  });

  it('that is archived is gone from records, lists, writes and searches', async () => {
    const { ask, edit } = await visit();
    await ask('DELETE', `${properties}/ticker`);
    const read = await ask('GET', `${companies}/${acme}?properties=ticker`);
    const names = (list: { body: { results: { name: string }[] } }) =>
      list.body.results.map(({ name }) => name);
    const filters = [{ propertyName: 'ticker', operator: 'HAS_PROPERTY' }];
    const search = await ask('POST', `${companies}/search`, { filterGroups: [{ filters }] });
    expect(read.body.properties).not.toHaveProperty('ticker');
    expect(names(await ask('GET', properties))).not.toContain('ticker');
    expect(names(await ask('GET', `${properties}?archived=true`))).toEqual(['ticker']);
    expect((await ask('GET', `${properties}/ticker?archived=true`)).body.archived).toBe(true);
    expect((await ask('GET', `${properties}/ticker`)).status).toBe(404);
    expect((await edit({ ticker: 'X' })).body.errors[0].code).toBe('PROPERTY_DOESNT_EXIST');
    expect(search.status).toBe(400);
  });

  it.each([
    ['bool', 'yes', 'INVALID_BOOLEAN'],
    ['date', '2026-11-18T09:30:00Z', 'INVALID_DATE'],
    ['datetime', 'tomorrow', 'INVALID_DATE'],
    ['number', '12 people', 'INVALID_LONG'],
  ])('of type %s does not take “%s”', async (type, value, code) => {
    const { edit, define } = await visit();
    await define({ name: 'fact', type, fieldType: 'text' });
    expect((await edit({ fact: value })).body.errors[0].code).toBe(code);
  });

  it.each([
    ['bool', 'true'],
    ['date', '2026-11-18'],
    ['date', '2026-11-18T00:00:00Z'],
    ['datetime', '1795000000000'],
    ['number', '12.5'],
    ['number', ''],
  ])('of type %s takes “%s”', async (type, value) => {
    const { edit, define } = await visit();
    await define({ name: 'fact', type, fieldType: 'text' });
    expect((await edit({ fact: value })).status).toBe(200);
  });
});

describe('a batch of the local HubSpot', () => {
  it.each(['read', 'create', 'update', 'upsert', 'archive'])(
    'has at most a hundred inputs to %s',
    async (what) => {
      const { ask, define } = await visit();
      await define({ name: 'key', hasUniqueValue: true });
      const inputs = [...Array(101).keys()].map((nth) => ({
        id: what === 'upsert' ? `key-${nth}` : `${20_010_000_000 + nth * 13}`,
        ...(what === 'upsert' && { idProperty: 'key' }),
        properties: {},
      }));
      const batch = async (count: number) =>
        (await ask('POST', `${companies}/batch/${what}`, { inputs: inputs.slice(0, count) }))
          .status;
      expect(await batch(101)).toBe(400);
      expect(await batch(100)).toBeLessThan(300);
    },
  );
});

describe('a record of the local HubSpot', () => {
  it('is no second contact of one address', async () => {
    const { ask, company } = await visit();
    const known = [...Array(20).keys()].flatMap((index) => company.contactsOf(index))[0];
    const create = (email?: string) =>
      ask('POST', contacts, { properties: { email }, associations: [] });
    expect(await create(known?.email)).toMatchObject({
      status: 409,
      body: { message: `Contact already exists. Existing ID: ${known?.crmId}` },
    });
    expect((await create('new@acme.example')).status).toBe(201);
    expect((await create('new@acme.example')).status).toBe(409);
  });

  it('is not made where it was to be linked with one that is not there', async () => {
    const { ask } = await visit();
    const types = [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId: 279 }];
    const { status } = await ask('POST', contacts, {
      properties: { email: 'new@acme.example' },
      associations: [{ to: { id: '77' }, types }],
    });
    const made = await ask('GET', `${contacts}/new@acme.example?idProperty=email`);
    expect([status, made.status]).toEqual([404, 404]);
  });

  it('is deleted for good by the e-mail address of its contact', async () => {
    const { ask, company } = await visit();
    const known = [...Array(20).keys()].flatMap((index) => company.contactsOf(index))[0];
    const body = { objectId: known?.email, idProperty: 'email' };
    expect((await ask('POST', `${contacts}/gdpr-delete`, body)).status).toBe(204);
    expect((await ask('GET', `${contacts}/${known?.crmId}?archived=true`)).status).toBe(404);
  });

  it('that was merged answers once, whichever of its ids are read in a batch', async () => {
    const { ask } = await visit();
    const { body: merged } = await ask('POST', `${companies}/merge`, {
      primaryObjectId: acme,
      objectIdToMerge: health,
    });
    const { body } = await ask('POST', `${companies}/batch/read`, {
      inputs: [{ id: acme }, { id: health }, { id: merged.id }],
      properties: ['name', 'hs_merged_object_ids'],
      propertiesWithHistory: [],
    });
    expect(body.results).toMatchObject([
      { id: merged.id, properties: { hs_merged_object_ids: `${acme};${health}` } },
    ]);
  });

  it('that was merged twice is still found by the first of its ids', async () => {
    const { ask } = await visit();
    const merge = async (primaryObjectId: string, objectIdToMerge: string) =>
      (await ask('POST', `${companies}/merge`, { primaryObjectId, objectIdToMerge })).body.id;
    const first = await merge(acme, health);
    const second = await merge('20010000026', first);
    const read = await ask('GET', `${companies}/${health}?properties=hs_merged_object_ids`);
    expect(read.body.id).toBe(second);
    expect(read.body.properties.hs_merged_object_ids.split(';')).toEqual(
      expect.arrayContaining([acme, health, first, '20010000026']),
    );
  });

  it('tells what its links may mean', async () => {
    const { ask } = await visit();
    const { body } = await ask('GET', '/crm/v4/associations/contacts/companies/labels');
    expect(body.results).toEqual([
      { category: 'HUBSPOT_DEFINED', typeId: 279, label: null },
      { category: 'HUBSPOT_DEFINED', typeId: 1, label: 'Primary' },
    ]);
  });
});

describe('an app that was installed by OAuth', () => {
  const oauth = { clientId: 'client', clientSecret: 'hush', refreshToken: 'refresh' };
  const visitByOAuth = async () => {
    let clock = Date.parse('2026-11-18T18:00:00Z');
    const visited = await visit({ oauth, now: () => clock });
    const refresh = async (path = '/oauth/2026-03/token', more: object = {}) => {
      const form = {
        grant_type: 'refresh_token',
        client_id: 'client',
        client_secret: 'hush',
        refresh_token: 'refresh',
        ...more,
      };
      const response = await fetch(visited.url + path, {
        method: 'POST',
        body: new URLSearchParams(form),
      });
      return { status: response.status, body: await response.json() };
    };
    const read = async (token: string) => {
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(visited.url + companies, { headers });
      return { status: response.status, body: await response.json() };
    };
    const pass = (ms: number) => {
      clock += ms;
    };
    return { ...visited, refresh, read, pass };
  };

  it.each(['/oauth/v1/token', '/oauth/2026-03/token', '/oauth/2026-09/token'])(
    'gets a token for half an hour at %s',
    async (path) => {
      const { refresh, read, pass } = await visitByOAuth();
      const { body } = await refresh(path);
      expect(body).toMatchObject({ token_type: 'bearer', expires_in: 1800, hub_id: 4242 });
      pass(1_799_000);
      expect((await read(body.access_token)).status).toBe(200);
      pass(1_000);
      expect(await read(body.access_token)).toMatchObject({
        status: 401,
        body: { category: 'EXPIRED_AUTHENTICATION' },
      });
    },
  );

  it('gets none with another secret, nor once its refresh token is revoked', async () => {
    const { ask, refresh, url } = await visitByOAuth();
    expect((await refresh(undefined, { client_secret: 'loud' })).body.category).toBe(
      'BAD_CLIENT_ID',
    );
    await fetch(`${url}/oauth/v1/refresh-tokens/refresh`, { method: 'DELETE' });
    expect((await refresh()).body.category).toBe('BAD_REFRESH_TOKEN');
    await ask('PATCH', '/admin/switches', { refreshRevoked: false, accessTokenSeconds: 5 });
    expect((await refresh()).body.expires_in).toBe(5);
  });

  it('signs its writes as the app with the lasting token does', async () => {
    const { ask, refresh, url } = await visitByOAuth();
    const { body } = await refresh();
    await fetch(`${url}${companies}/${acme}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${body.access_token}` },
      body: JSON.stringify({ properties: { city: 'Oslo' } }),
    });
    const read = await ask('GET', `${companies}/${acme}?propertiesWithHistory=city`);
    expect(read.body.propertiesWithHistory.city[0]).toMatchObject({
      sourceType: 'INTEGRATION',
      sourceId: '4100200',
    });
  });
});
