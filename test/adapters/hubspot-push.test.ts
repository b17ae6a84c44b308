import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Push } from '../../src/ports.ts';
import { connect, startPortal } from './hubspot-server.ts';

const at = new Date('2026-11-20T10:00:00Z');
const secret = 'client-secret';
const publicUrl = 'https://cadastre.example';
const path = '/hubspot/events?from=%3A%2Fhubspot';

/** One change of a company's name; a test names only what it is about. */
const anEvent = (fields: object = {}) => ({
  ...{ eventId: 1, subscriptionId: 7, portalId: 4711, appId: 9, occurredAt: at.getTime() - 1000 },
  ...{ subscriptionType: 'company.propertyChange', attemptNumber: 0, objectId: 77 },
  ...{ propertyName: 'name', propertyValue: 'Acme', changeSource: 'CRM_UI' },
  ...fields,
});

/** The request as HubSpot signs it: these marks of the address are not encoded. */
function signed(body: string, sentAt = at.getTime()): Push {
  const url = `${publicUrl}${decodeURIComponent(path)}`;
  const text = `POST${url}${body}${sentAt}`;
  const headers = {
    'x-hubspot-request-timestamp': String(sentAt),
    'x-hubspot-signature-v3': createHmac('sha256', secret).update(text).digest('base64'),
  };
  return { method: 'POST', path, headers, body: Buffer.from(body), at };
}

async function hearing(signature: 'v3' | 'v1' = 'v3') {
  const details = { portalId: 4711, uiDomain: 'app.hubspot.com', companyCurrency: 'USD' };
  const portal = await startPortal(() => ({ json: details }));
  const { hear } = connect(portal, { push: { secret, publicUrl, signature } });
  if (!hear) throw new Error('it is not set up to hear');
  return (push: Push) => hear(push);
}
const told = (...events: object[]) => signed(JSON.stringify(events));
const refused = (because: string) => ({ kind: 'refused', because });

describe('What HubSpot pushes', () => {
  it('is believed where its signature covers address, time and every byte', async () => {
    const hear = await hearing();
    expect(await hear(told(anEvent({ propertyValue: 'Žižkov — 本社' })))).toMatchObject({
      kind: 'news',
      news: [{ kind: 'account', id: '77', content: { kind: 'changed' } }],
    });
  });

  it.each<[string, (push: Push) => Push, string]>([
    [
      'has another body',
      (push) => ({ ...push, body: Buffer.from('[]') }),
      'its signature is another’s',
    ],
    [
      'was sent to another address',
      (push) => ({ ...push, path: '/other' }),
      'its signature is another’s',
    ],
    [
      'is not signed',
      (push) => ({ ...push, headers: { ...push.headers, 'x-hubspot-signature-v3': undefined } }),
      'it is not signed',
    ],
    [
      'has no time',
      (push) => ({ ...push, headers: { ...push.headers, 'x-hubspot-request-timestamp': 'now' } }),
      'it has no time',
    ],
  ])('F29 forged: is refused where it %s', async (_, forge, because) => {
    const hear = await hearing();
    expect(await hear(forge(told(anEvent())))).toEqual(refused(because));
  });

  it.each([-301, 301])('F29 replayed: is refused %i seconds from now', async (seconds) => {
    const hear = await hearing();
    const body = JSON.stringify([anEvent()]);
    const push = signed(body, at.getTime() + seconds * 1000);
    expect(await hear(push)).toEqual(refused('its time is not ours'));
    expect(
      await hear(signed(body, at.getTime() + (seconds - Math.sign(seconds)) * 1000)),
    ).toMatchObject({
      kind: 'news',
    });
  });

  it('may carry the first signature only where that is set', async () => {
    const body = JSON.stringify([anEvent()]);
    const digest = createHash('sha256')
      .update(secret + body)
      .digest('hex');
    const headers = { 'x-hubspot-signature': digest };
    const push = { method: 'POST', path, headers, body: Buffer.from(body), at };
    expect(await (await hearing('v1'))(push)).toMatchObject({ kind: 'news' });
    expect(await (await hearing('v3'))(push)).toEqual(refused('it has no time'));
  });

  it('F4 mixed batch: its own events count, another portal’s and unknown ones do not', async () => {
    const hear = await hearing();
    const heard = await hear(
      told(
        anEvent({ portalId: 1 }),
        anEvent({ subscriptionType: 'ticket.creation' }),
        anEvent({ subscriptionType: 'company.lookedAt' }),
        { what: 'is this' },
        anEvent({ subscriptionType: 'deal.creation', objectId: 5 }),
      ),
    );
    expect(heard).toMatchObject({ kind: 'news', news: [{ kind: 'deal', id: '5' }] });
  });

  it.each([
    ['{"events":[]}', 'it is no list of events'],
    ['not json', 'it is no list of events'],
  ])('is refused where it is %s', async (body, because) => {
    const hear = await hearing();
    expect(await hear(signed(body))).toEqual(refused(because));
  });

  it.each<[string, object, object]>([
    [
      'a new owner',
      { propertyName: 'hubspot_owner_id', propertyValue: '9' },
      { kind: 'owner', owner: '9' },
    ],
    [
      'no owner any more',
      { propertyName: 'hubspot_owner_id', propertyValue: '' },
      { kind: 'owner' },
    ],
    ['a deletion', { subscriptionType: 'company.deletion' }, { kind: 'deleted' }],
    ['a restore', { subscriptionType: 'company.restore' }, { kind: 'changed' }],
    ['an erasure', { subscriptionType: 'contact.privacyDeletion' }, { kind: 'erased' }],
    [
      'a merger',
      {
        subscriptionType: 'company.merge',
        primaryObjectId: 1,
        mergedObjectIds: [2],
        newObjectId: 3,
      },
      { kind: 'merged', primary: '1', others: ['2'] },
    ],
    [
      'the newer form',
      { subscriptionType: 'object.creation', objectTypeId: '0-2' },
      { kind: 'changed' },
    ],
    [
      'the older form',
      { subscriptionType: undefined, eventType: 'company.creation' },
      { kind: 'changed' },
    ],
  ])('tells of %s', async (_, fields, content) => {
    const hear = await hearing();
    expect(await hear(told(anEvent(fields)))).toMatchObject({ news: [{ content }] });
  });

  it('tells of a tie from the side of whoever hangs on the other', async () => {
    const hear = await hearing();
    const tie = (subscriptionType: string, associationType: string) =>
      anEvent({
        subscriptionType,
        associationType,
        fromObjectId: 1,
        toObjectId: 2,
        objectId: undefined,
      });
    const heard = await hear(
      told(
        tie('company.associationChange', 'PARENT_COMPANY_TO_CHILD_COMPANY'),
        tie('contact.associationChange', 'CONTACT_TO_COMPANY'),
      ),
    );
    expect(heard).toMatchObject({
      news: [
        { kind: 'account', id: '2' },
        { kind: 'lead', id: '1' },
      ],
    });
  });

  it('F3 twice: goes by one name however often it is sent, and by another where it is another', async () => {
    const hear = await hearing();
    const keyOf = async (fields: object) => {
      const heard = await hear(told(anEvent(fields)));
      return heard.kind === 'news' && heard.news[0]?.key;
    };
    const first = await keyOf({});
    expect(await keyOf({ eventId: 2, attemptNumber: 6, subscriptionId: 8 })).toBe(first);
    expect(await keyOf({ propertyValue: 'Acme 2' })).not.toBe(first);
    expect(await keyOf({ occurredAt: at.getTime() })).not.toBe(first);
  });
});
