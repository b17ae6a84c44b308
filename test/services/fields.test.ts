import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/rules/decide.ts';
import { receiveNews } from '../../src/services/crm-news.ts';
import {
  checkFields,
  mapField,
  showFields,
  suggestProperties,
  unmapField,
} from '../../src/services/fields.ts';
import { publishedRules } from '../../src/services/published-rules.ts';
import { publishRules } from '../../src/services/rules.ts';
import { readFacts } from '../../src/store/facts.ts';
import { type Office, openOffice, ops, rep } from '../support/field-office.ts';
import { TEAM, type World } from '../support/world.ts';

const wish = { record: 'account' as const, property: 'health', attribute: 'health score' };

let office: Office;
let world: World;
let ports: World['ports'];
let hubspot: Office['hubspot'];
let crmId: string;
beforeAll(async () => {
  office = await openOffice();
  ({ world, ports, hubspot, crmId } = office);
  const property = { label: 'Health', type: 'number', fieldType: 'number' };
  await office.define({ ...property, name: 'health' });
  await setHealth('12');
});
afterAll(() => office.close());

const setHealth = (health: string) =>
  hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties: { health } });
const change = (body: object) =>
  hubspot.ask('PATCH', '/crm/properties/2026-09/companies/health', body);
const healthKept = async () => {
  const where = { workspaceId: TEAM, crmId };
  const { attributes } = await world.database.prisma.account.findFirstOrThrow({ where });
  return (attributes as Record<string, { value: unknown }>).health_score?.value;
};
const states = async () => (await showFields(ports, ops)).map(({ state }) => state.kind);
const text = `rule "Save them"
  in strategic, priority 1
  when health_score < 40
  then review
`;
const publish = () =>
  publishRules(ports, TEAM, { text, note: '', by: { kind: 'operator', name: 'ops' } });

describe('a property of the CRM that is kept as an attribute', () => {
  it('is for ops to choose', async () => {
    await expect(mapField(ports, rep, wish)).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'map fields' },
    });
  });

  it('is looked for without a call for each letter, and anew a minute later', async () => {
    const crm = ports.crm(TEAM);
    if (!crm) throw new Error('there is no CRM');
    let calls = 0;
    let fails = true;
    const counting = async (record: 'account' | 'lead') => {
      calls += 1;
      if (fails) throw new Error('not now');
      return crm.fields(record);
    };
    const asked = { ...ports, crm: () => ({ ...crm, fields: counting }) };
    const type = (typed: string, record: 'account' | 'lead' = 'account') =>
      suggestProperties(asked, ops, record, typed);
    await expect(type('h')).rejects.toThrow('not now');
    fails = false;
    for (const typed of ['h', 'he', 'hea', 'heal']) {
      expect((await type(typed)).map(({ name }) => name)).toContain('health');
    }
    expect(calls).toBe(2);
    await type('em', 'lead');
    expect(calls).toBe(3);
    world.setTime('2026-11-20T10:01:01Z');
    await type('health');
    expect(calls).toBe(4);
    world.setTime('2026-11-20T10:00:00Z');
  });

  it('cannot be asked for before', async () => {
    await expect(publish()).rejects.toMatchObject({ reason: { kind: 'unreadable-rules' } });
  });

  it('is read of every record there is, in the background', async () => {
    const { field, reading } = await mapField(ports, ops, wish);
    expect(field).toEqual({ ...wish, attribute: 'health_score', type: 'number' });
    expect(reading).toBe(12);
    expect(await healthKept()).toBeUndefined();
    await office.readBook();
    expect(await healthKept()).toBe(12);
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
      where: { workspaceId: TEAM, action: 'field-mapped' },
    });
    expect(entry).toMatchObject({ actor: { name: 'Olga Ops' }, after: field });
  });

  it('can be asked for from then on, whatever becomes of it later', async () => {
    await publish();
    const stored = await world.database.prisma.ruleSet.findFirstOrThrow({
      where: { workspaceId: TEAM, status: 'published' },
    });
    expect(stored.rules).toMatchObject({ attributes: [{ key: 'health_score', type: 'number' }] });
  });

  it('F21 archived: is not read any more, and the rest goes on', async () => {
    await hubspot.ask('DELETE', '/crm/properties/2026-09/companies/health');
    await checkFields(ports);
    await checkFields(ports);
    expect(await states()).toEqual(['archived']);
    expect(await office.tellOps()).toMatchObject([
      [{ attribute: 'health_score', state: { kind: 'archived' }, rules: ['Save them'] }],
    ]);
    const name = 'Renamed Ltd';
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties: { name } });
    await receiveNews(ports, TEAM, [
      { kind: 'account', id: crmId, content: { kind: 'changed' }, key: 'renamed' },
    ]);
    await office.readBook();
    const where = { workspaceId: TEAM, crmId };
    expect(await world.database.prisma.account.findFirst({ where })).toMatchObject({ name });
    expect(await healthKept()).toBeUndefined();
  });

  it('F21 retyped: is not read where it has another type, and again when it is back', async () => {
    const property = { label: 'Health', type: 'string', fieldType: 'text' };
    await office.define({ ...property, name: 'health' });
    await checkFields(ports);
    expect(await states()).toEqual(['retyped']);
    await change({ type: 'number', fieldType: 'number' });
    await setHealth('77');
    world.setTime('2026-11-20T13:13:00Z');
    await checkFields(ports);
    expect(await states()).toEqual(['sound']);
    expect(await office.tellOps()).toEqual([[]]);
    await office.readBook();
    expect(await healthKept()).toBe(77);
  });

  it('goes with what was read of it', async () => {
    await unmapField(ports, ops, { record: 'account', attribute: 'health_score' });
    expect(await states()).toEqual([]);
    await office.readBook();
    expect(await healthKept()).toBeUndefined();
  });
});

describe('a property that leaves a choice', () => {
  const options = (label: string) => [
    { value: 'HEALTHCARE', label, hidden: false },
    { value: 'RETAIL', label: 'Retail', hidden: false },
  ];
  const vertical = (label: string) =>
    publishRules(ports, TEAM, {
      text: `rule "Clinics"\n  in vertical\n  when vertical = "${label}"\n  then review\n`,
      ...{ note: '', by: { kind: 'operator', name: 'ops' } },
    });
  const ruleFor = async () => {
    const { prisma } = world.database;
    const { id } = await prisma.account.findFirstOrThrow({ where: { workspaceId: TEAM, crmId } });
    const known = (await readFacts(prisma, TEAM, [id])).get(id);
    const rules = await publishedRules(world.database, TEAM);
    const decision = rules && known && decide(rules.compiled, known.facts, ports.clock.now());
    return decision && rules.compiled.rules[decision.winner]?.name;
  };

  it('is kept by its value, and asked for by what people see', async () => {
    const property = { name: 'vertical', label: 'Vertical', type: 'enumeration' };
    const more = { fieldType: 'select', groupName: 'companyinformation' };
    await office.define({ ...property, ...more, options: options('Health Care') });
    const properties = { vertical: 'HEALTHCARE' };
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties });
    await mapField(ports, ops, { record: 'account', property: 'vertical', attribute: '' });
    await office.readBook();
    expect((await vertical('health care')).warnings.join()).not.toContain('no choice');
    expect(await ruleFor()).toBe('Clinics');
    const { warnings } = await vertical('Helth Care');
    expect(warnings.join()).toContain('Did you mean “Health Care”?');
  });

  it('is asked for by its new label once somebody has renamed it', async () => {
    await hubspot.ask('PATCH', '/crm/properties/2026-09/companies/vertical', {
      options: options('Clinics and hospitals'),
    });
    await checkFields(ports);
    expect((await vertical('Clinics and hospitals')).warnings.join()).not.toContain('no choice');
    expect(await ruleFor()).toBe('Clinics');
  });
});
