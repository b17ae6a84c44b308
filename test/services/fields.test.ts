import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/rules/decide.ts';
import type { Shown } from '../../src/domain/shown.ts';
import type { Notifier } from '../../src/ports.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { receiveNews, takeNews } from '../../src/services/crm-news.ts';
import { deliver } from '../../src/services/delivery.ts';
import {
  checkFields,
  mapField,
  showFields,
  suggestProperties,
  unmapField,
} from '../../src/services/fields.ts';
import { publishedRules } from '../../src/services/published-rules.ts';
import { publishRules } from '../../src/services/rules.ts';
import { checkSources, rankSources, showRankings } from '../../src/services/source-rankings.ts';
import { readFacts } from '../../src/store/facts.ts';
import { connect } from '../adapters/hubspot-server.ts';
import { visitHubSpot } from '../sandbox/hubspot-visit.ts';
import { hire, openWorld, TEAM, type World } from '../support/world.ts';

const ops = { workspaceId: TEAM, userId: 'U0OPS' };
const rep = { workspaceId: TEAM, userId: 'U0REP' };
const wish = { record: 'account' as const, property: 'health', attribute: 'health score' };

const seen: Shown[] = [];
const notifier: Partial<Notifier> = {
  post: async (_, channel, shown) => {
    seen.push(shown);
    return { channel, ts: String(seen.length) };
  },
  redraw: async (_, __, shown) => {
    seen.push(shown);
    return 'drawn';
  },
};
let world: World;
let ports: World['ports'];
let hubspot: Awaited<ReturnType<typeof visitHubSpot>>;
let crmId: string;
beforeAll(async () => {
  world = await openWorld({ notifier });
  const data = { opsChannel: 'C0OPS' };
  await world.database.prisma.workspace.update({ where: { id: TEAM }, data });
  hubspot = await visitHubSpot({ accounts: 12 });
  const crm = connect({ url: hubspot.url }, { token: 'pat-sandbox' });
  ports = { ...world.ports, crm: () => crm };
  await importCrm(ports, { id: TEAM, name: 'Registry Ltd' }, crm, () => undefined);
  const { prisma } = world.database;
  await hire(world, 'Olga Ops', { slackUserId: ops.userId });
  await hire(world, 'Rita Rep', { slackUserId: rep.userId });
  await prisma.rep.updateMany({ where: { slackUserId: ops.userId }, data: { role: 'ops' } });
  crmId = hubspot.company.account(3).crmId;
  const property = { label: 'Health', type: 'number', fieldType: 'number' };
  await define({ ...property, name: 'health', groupName: 'companyinformation' });
  await setHealth('12');
});
afterAll(async () => {
  await hubspot.stop();
  await world.close();
});

const define = (property: object) =>
  hubspot.ask('POST', '/crm/properties/2026-09/companies', property);
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
/** What ops were shown since they were asked last. */
const tellOps = async () => {
  seen.length = 0;
  const where = { kind: 'tell-broken-fields', status: 'due' };
  for (const { id } of await world.database.prisma.task.findMany({ where })) {
    await deliver(ports, id);
  }
  return seen.flatMap((one) => (one.kind === 'broken-fields' ? [one.broken.fields] : []));
};
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
    await takeNews(ports, TEAM);
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
    expect(await tellOps()).toMatchObject([
      [{ attribute: 'health_score', state: { kind: 'archived' }, rules: ['Save them'] }],
    ]);
    const name = 'Renamed Ltd';
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties: { name } });
    await receiveNews(ports, TEAM, [
      { kind: 'account', id: crmId, content: { kind: 'changed' }, key: 'renamed' },
    ]);
    await takeNews(ports, TEAM);
    const where = { workspaceId: TEAM, crmId };
    expect(await world.database.prisma.account.findFirst({ where })).toMatchObject({ name });
    expect(await healthKept()).toBeUndefined();
  });

  it('F21 retyped: is not read where it has another type, and again when it is back', async () => {
    const property = { label: 'Health', type: 'string', fieldType: 'text' };
    await define({ ...property, name: 'health', groupName: 'companyinformation' });
    await checkFields(ports);
    expect(await states()).toEqual(['retyped']);
    await change({ type: 'number', fieldType: 'number' });
    await setHealth('77');
    world.setTime('2026-11-20T13:13:00Z');
    await checkFields(ports);
    expect(await states()).toEqual(['sound']);
    expect(await tellOps()).toEqual([[]]);
    await takeNews(ports, TEAM);
    expect(await healthKept()).toBe(77);
  });

  it('goes with what was read of it', async () => {
    await unmapField(ports, ops, { record: 'account', attribute: 'health_score' });
    expect(await states()).toEqual([]);
    await takeNews(ports, TEAM);
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
    await define({ ...property, ...more, options: options('Health Care') });
    const properties = { vertical: 'HEALTHCARE' };
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties });
    await mapField(ports, ops, { record: 'account', property: 'vertical', attribute: '' });
    await takeNews(ports, TEAM);
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

describe('sources that ops rank', () => {
  const rank = (attribute: string, ...lines: string[]) =>
    rankSources(ports, ops, { attribute, lines });
  const zi = { name: 'zi_employees', label: 'ZoomInfo employees', type: 'number' };
  const others = async () => {
    const where = { workspaceId: TEAM, crmId };
    return (await world.database.prisma.account.findFirstOrThrow({ where })).others;
  };
  const ranked = async () => (await showRankings(ports, ops)).map(({ sources }) => sources);

  it('are for ops, and each bad line is named', async () => {
    const wish = { attribute: 'employees', lines: ['rules'] };
    await expect(rankSources(ports, rep, wish)).rejects.toMatchObject({
      reason: { kind: 'not-your-role', deed: 'map fields' },
    });
    await expect(rank('employees', 'zi_employees')).rejects.toMatchObject({
      reason: {
        kind: 'faulty-ranking',
        problems: [
          expect.stringMatching('no property'),
          expect.stringMatching('“rules” is missing'),
        ],
      },
    });
    await expect(rank('vertical', 'rules', 'vertical')).rejects.toMatchObject({
      reason: {
        kind: 'faulty-ranking',
        problems: [expect.stringMatching('is what rules read of vertical')],
      },
    });
    await expect(rank('owner', 'rules')).rejects.toMatchObject({
      reason: { kind: 'not-rankable' },
    });
  });

  it('are read of every record beside what rules read, in the background', async () => {
    await define({ ...zi, fieldType: 'number', groupName: 'companyinformation' });
    const properties = { zi_employees: '1250' };
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties });
    const { reading } = await rank('employees', 'ZoomInfo employees', 'rules');
    expect(reading).toBe(12);
    expect(await others()).toEqual({});
    await takeNews(ports, TEAM);
    expect(await others()).toMatchObject({ zi_employees: { value: '1250', source: 'HubSpot' } });
    const entry = await world.database.prisma.auditEntry.findFirstOrThrow({
      where: { workspaceId: TEAM, action: 'sources-ranked' },
    });
    expect(entry).toMatchObject({ after: { sources: ['zi_employees', 'rules'] } });
    // Another order of the same needs no reading.
    expect(await rank('employees', 'rules', 'zi_employees')).toMatchObject({ reading: 0 });
  });

  it('say nothing where the property is archived, and something again when it is back', async () => {
    await hubspot.ask('DELETE', '/crm/properties/2026-09/companies/zi_employees');
    await checkSources(ports);
    expect(await ranked()).toMatchObject([[{ kind: 'rules' }, { state: 'archived' }]]);
    await define({ ...zi, label: 'Vendor', fieldType: 'number', groupName: 'companyinformation' });
    await checkSources(ports);
    expect(await ranked()).toMatchObject([
      [{ kind: 'rules' }, { state: 'sound', label: 'Vendor' }],
    ]);
  });

  it('are not ranked any more where nothing is named', async () => {
    await rank('employees', '');
    expect(await ranked()).toEqual([]);
  });
});
