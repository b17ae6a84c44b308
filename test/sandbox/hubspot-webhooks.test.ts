import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { soon } from '../support/soon.ts';
import { visitHubSpot } from './hubspot-visit.ts';
import { receiveWebhooks } from './webhook-receiver.ts';

const companies = '/crm/v3/objects/companies';
const acme = '20010000000';
const health = '20010000013';
const secret = 'client-secret';

async function visit(
  app: { url: string },
  webhooks: { signature?: 'v3' | 'v1'; retryScale?: number; timeoutMs?: number } = {},
) {
  const target = { url: app.url, secret, gatherMs: 5, retryScale: 0, ...webhooks };
  const options = { accounts: 20, appId: 991, chance: () => 0.5, webhooks: target };
  const visited = await visitHubSpot(options);
  onTestFinished(() => visited.stop());
  const until = (test: () => void) => soon(test, { interval: 5 });
  const state = async () => (await visited.ask('GET', '/admin/state')).body;
  return { ...visited, until, state };
}

describe('the local HubSpot tells an app', () => {
  it('of a change that the app itself made, with the app’s id as its source', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Berkeley' } });
    await until(() => expect(app.events()).toHaveLength(1));
    expect(app.events()).toEqual([
      {
        eventId: 1,
        subscriptionId: 3_000_001,
        portalId: 4242,
        appId: 991,
        occurredAt: expect.any(Number),
        subscriptionType: 'company.propertyChange',
        attemptNumber: 0,
        objectId: Number(acme),
        propertyName: 'city',
        propertyValue: 'Berkeley',
        changeSource: 'INTEGRATION',
        sourceId: '991',
      },
    ]);
  });

  it('who changed it: a person, an import, a workflow', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    await ask('PATCH', '/admin/switches', {
      workflows: [{ id: 7, when: 'city', set: 'territory', to: 'emea' }],
    });
    const edit = { kind: 'companies', id: acme };
    await ask('POST', '/admin/edit', { ...edit, properties: { city: 'Oslo' }, userId: 12 });
    await ask('POST', '/admin/edit', { ...edit, properties: { zip: '1' }, source: 'IMPORT' });
    await until(() => expect(app.events()).toHaveLength(3));
    expect(
      app
        .events()
        .map(({ propertyName, changeSource, sourceId }) => [
          propertyName,
          changeSource,
          String(sourceId).split(':')[0],
        ]),
    ).toEqual([
      ['city', 'CRM_UI', 'userId'],
      ['territory', 'AUTOMATION_PLATFORM', 'workflow'],
      ['zip', 'IMPORT', 'userId'],
    ]);
  });

  it('of companies made, archived and restored, and of a contact forgotten', async () => {
    const app = await receiveWebhooks();
    const { ask, until, company } = await visit(app);
    const contact = [...Array(20).keys()].flatMap((index) => company.contactsOf(index))[0];
    const { body } = await ask('POST', companies, { properties: {}, associations: [] });
    await ask('POST', '/admin/archive', { kind: 'companies', id: body.id });
    await ask('POST', '/admin/restore', { kind: 'companies', id: body.id });
    await ask('POST', '/admin/purge', { id: contact?.crmId });
    await until(() => expect(app.events()).toHaveLength(4));
    expect(app.events().map((event) => [event.subscriptionType, event.changeFlag])).toEqual([
      ['company.creation', 'CREATED'],
      ['company.deletion', 'DELETED'],
      ['company.restore', undefined],
      ['contact.privacyDeletion', 'DELETED'],
    ]);
  });

  it('of a merge: the primary, the other and the new company', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    const { body } = await ask('POST', '/admin/merge', {
      kind: 'companies',
      primary: acme,
      other: health,
    });
    await until(() => expect(app.events().length).toBeGreaterThan(0));
    expect(app.events()[0]).toMatchObject({
      subscriptionType: 'company.merge',
      primaryObjectId: Number(acme),
      mergedObjectIds: [Number(health)],
      newObjectId: Number(body.id),
      changeSource: 'CRM_UI',
    });
  });

  it('of a link from each of its ends', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    const { body } = await ask('POST', '/crm/v3/objects/contacts', {
      properties: { email: 'new@acme.example' },
      associations: [],
    });
    const [from, to] = [
      { kind: 'contacts', id: body.id },
      { kind: 'companies', id: acme },
    ];
    await ask('POST', '/admin/associate', { from, to, types: [1, 279] });
    await ask('POST', '/admin/dissociate', { from, to });
    const links = () =>
      app.events().filter((event) => String(event.subscriptionType).includes('association'));
    await until(() => expect(links()).toHaveLength(4));
    expect(links()[0]).toMatchObject({
      subscriptionType: 'contact.associationChange',
      fromObjectId: Number(body.id),
      toObjectId: Number(acme),
      associationType: 'CONTACT_TO_COMPANY',
      associationRemoved: false,
      isPrimaryAssociation: true,
    });
    expect(links()[3]).toMatchObject({
      subscriptionType: 'company.associationChange',
      associationType: 'COMPANY_TO_CONTACT',
      associationRemoved: true,
    });
  });

  it('with the third signature, over the public address and the time', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    await ask('PATCH', `${companies}/${acme}`, { properties: { name: 'Acmé' } });
    await until(() => expect(app.deliveries).toHaveLength(1));
    const { headers, body } = app.first();
    const address = app.url.replace('%3A', ':');
    const text = `POST${address}${body}${headers['x-hubspot-request-timestamp']}`;
    const digest = createHmac('sha256', secret).update(text).digest('base64');
    expect(headers['x-hubspot-signature-v3']).toBe(digest);
    expect(headers).not.toHaveProperty('x-hubspot-signature');
  });

  it('with the first signature, over the body alone, where that is set', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app, { signature: 'v1' });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    await until(() => expect(app.deliveries).toHaveLength(1));
    const { headers, body } = app.first();
    const digest = createHash('sha256').update(`${secret}${body}`).digest('hex');
    expect(headers['x-hubspot-signature']).toBe(digest);
    expect(headers).not.toHaveProperty('x-hubspot-signature-v3');
  });

  it('of many changes at once, a hundred in a request', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    const properties = {
      city: 'Oslo',
      zip: '1',
      state: 'S',
      phone: '2',
      ticker: 'T',
      website: 'w',
    };
    const inputs = [...Array(20).keys()].map((nth) => ({
      id: `${20010000000 + nth * 13}`,
      properties,
    }));
    await ask('POST', `${companies}/batch/update`, { inputs });
    await until(() => expect(app.events()).toHaveLength(120));
    expect(app.deliveries.map(({ events }) => events.length)).toEqual([100, 20]);
  });

  it('again with a growing number when the app fails or does not answer in time', async () => {
    const app = await receiveWebhooks((nth) => (nth === 2 ? null : nth === 4 ? 204 : 500));
    const { ask, until, state } = await visit(app, { timeoutMs: 50 });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    await until(() => expect(app.events()).toHaveLength(4));
    expect(app.events().map(({ attemptNumber }) => attemptNumber)).toEqual([0, 1, 2, 3]);
    expect(new Set(app.events().map(({ eventId }) => eventId)).size).toBe(1);
    await until(async () =>
      expect((await state()).events).toMatchObject({ retries: 3, waiting: 0 }),
    );
  });

  it('no more after ten further tries', async () => {
    const app = await receiveWebhooks(() => 500);
    const { ask, until, state } = await visit(app);
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    await until(async () => expect((await state()).events).toMatchObject({ lost: 1, waiting: 0 }));
    expect(app.events()).toHaveLength(11);
  });

  it('only of what it subscribed to', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    const subscriptions = ['company.propertyChange:city'];
    await ask('PUT', '/admin/webhooks', { url: app.url, secret, subscriptions });
    await ask('PATCH', `${companies}/${acme}`, { properties: { zip: '1', city: 'Oslo' } });
    await until(() => expect(app.events()).toHaveLength(1));
    expect(app.events()[0]).toMatchObject({ propertyName: 'city' });
  });
});

describe('events of the local HubSpot may', () => {
  it('be lost', async () => {
    const app = await receiveWebhooks();
    const { ask, state } = await visit(app);
    await ask('PUT', '/admin/webhooks/mishaps', { dropped: 1 });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    expect((await state()).events).toMatchObject({ dropped: 1, waiting: 0, requests: 0 });
  });

  it('come twice', async () => {
    const app = await receiveWebhooks();
    const { ask, until } = await visit(app);
    await ask('PUT', '/admin/webhooks/mishaps', { duplicated: 1 });
    await ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo' } });
    await until(() => expect(app.events()).toHaveLength(2));
    expect(app.events()[1]).toEqual(app.events()[0]);
  });

  it('come late and in another order', async () => {
    const app = await receiveWebhooks();
    const chances = [0.5, 0.5, 1, 0.5, 0.5, 0];
    const visited = await visitHubSpot({
      accounts: 20,
      chance: () => chances.shift() ?? 0.5,
      webhooks: { url: app.url, secret, gatherMs: 0 },
    });
    onTestFinished(() => visited.stop());
    await visited.ask('PUT', '/admin/webhooks/mishaps', { delayMs: 150 });
    await visited.ask('PATCH', `${companies}/${acme}`, { properties: { city: 'Oslo', zip: '1' } });
    await soon(() => expect(app.events()).toHaveLength(2), { interval: 5 });
    expect(app.events().map(({ propertyName }) => propertyName)).toEqual(['zip', 'city']);
  });
});
