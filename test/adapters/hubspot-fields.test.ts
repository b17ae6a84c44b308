import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Field } from '../../src/domain/field.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { collect, connect } from './hubspot-server.ts';

let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
beforeAll(async () => {
  hubspot = await visitHubSpot({ accounts: 12 });
  for (const [kind, name, type, fieldType] of [
    ['companies', 'health', 'number', 'number'],
    ['companies', 'is_vip', 'bool', 'booleancheckbox'],
    ['companies', 'renewal', 'date', 'date'],
    ['companies', 'vertical', 'string', 'text'],
    ['companies', 'products', 'enumeration', 'checkbox'],
    ['contacts', 'persona', 'string', 'text'],
  ] as const) {
    const label = `The ${name}`;
    const options = ['crm', 'erp'].map((value) => ({
      ...{ label: `${value.toUpperCase()} suite`, value, hidden: false },
    }));
    const body = { name, label, type, fieldType, groupName: groups[kind] };
    const made = await hubspot.ask('POST', `/crm/properties/2026-09/${kind}`, {
      ...body,
      ...(type === 'enumeration' && { options }),
    });
    expect(made).toMatchObject({ status: 201 });
  }
});
afterAll(() => hubspot.stop());
const groups = { companies: 'companyinformation', contacts: 'contactinformation' };

const crm = () => connect({ url: hubspot.url }, { token: 'pat-sandbox' });
const field = (property: string, type: Field['type'], attribute = property): Field => ({
  ...{ record: 'account', property, attribute, type },
});

describe('properties that are kept as attributes', () => {
  it('are listed with their types, archived ones as such', async () => {
    await hubspot.ask('DELETE', '/crm/properties/2026-09/companies/vertical');
    const fields = await crm().fields('account');
    expect(fields.filter(({ label }) => label.startsWith('The '))).toEqual([
      { name: 'health', label: 'The health', type: 'number', isArchived: false },
      { name: 'is_vip', label: 'The is_vip', type: 'boolean', isArchived: false },
      { name: 'renewal', label: 'The renewal', type: 'date', isArchived: false },
      {
        ...{ name: 'products', label: 'The products', type: 'set', isArchived: false },
        options: [
          { value: 'crm', label: 'CRM suite' },
          { value: 'erp', label: 'ERP suite' },
        ],
      },
      { name: 'vertical', label: 'The vertical', type: 'text', isArchived: true },
    ]);
    expect((await crm().fields('lead')).map(({ name }) => name)).toContain('persona');
  });

  it('F22 conversions: are read each as what it is, a day as that day everywhere', async () => {
    const [{ crmId }] = [hubspot.company.account(3)];
    const properties = {
      ...{ health: '41.5', is_vip: 'true', renewal: '2027-01-31', products: 'crm;erp' },
    };
    const { status } = await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, {
      properties,
    });
    expect(status).toBe(200);
    const fields = [
      field('health', 'number', 'health_score'),
      field('is_vip', 'boolean'),
      field('renewal', 'date'),
      field('products', 'set'),
      // A property that is no more keeps nobody from being read.
      field('vertical', 'text', 'industry'),
    ];
    const got = (await crm().get.account([crmId], fields)).get(crmId);
    const listed = (await collect(crm().accounts(fields))).find(({ id }) => id === crmId);
    expect(await numberAsText(crmId)).toBe('12');
    for (const account of [got?.kind === 'there' ? got.record : undefined, listed]) {
      const { attributes = {} } = account ?? {};
      expect(attributes.health_score?.value).toBe(41.5);
      expect(attributes.is_vip?.value).toBe(true);
      expect(attributes.renewal?.value).toBe(Date.parse('2027-01-31'));
      expect(attributes.products?.value).toEqual(['crm', 'erp']);
      expect(attributes.industry).toBeUndefined();
      expect(attributes.country?.value).toBeTruthy();
    }
  });

  it('F11 answer lost behind properties that were made: makes them once', async () => {
    const wanted = [{ name: 'cadastre_reason', label: 'Why' }];
    await fetch(`${hubspot.url}/admin/fail`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ how: 'lost-answer', times: 1, path: '/batch/create' }),
    });
    await expect(crm().makeFields('account', wanted)).rejects.toThrow();
    await crm().makeFields('account', wanted);
    const made = (await crm().fields('account')).filter(({ name }) => name === 'cadastre_reason');
    expect(made).toEqual([
      { name: 'cadastre_reason', label: 'Why', type: 'text', isArchived: false },
    ]);
  });

  /** A number is a text to whoever maps it to one. */
  async function numberAsText(crmId: string) {
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, {
      properties: { numberofemployees: '12' },
    });
    const fields = [field('numberofemployees', 'text', 'size')];
    const got = (await crm().get.account([crmId], fields)).get(crmId);
    return got?.kind === 'there' ? got.record.attributes.size?.value : undefined;
  }
});
