import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mapField } from '../../src/services/fields.ts';
import { checkSources, rankSources, showRankings } from '../../src/services/source-rankings.ts';
import { type Office, openOffice, ops, rep } from '../support/field-office.ts';
import { TEAM, type World } from '../support/world.ts';

let office: Office;
let world: World;
let ports: World['ports'];
let hubspot: Office['hubspot'];
let crmId: string;
beforeAll(async () => {
  office = await openOffice();
  ({ world, ports, hubspot, crmId } = office);
  await office.define({ label: 'Vertical', type: 'string', fieldType: 'text', name: 'vertical' });
  await mapField(ports, ops, { record: 'account', property: 'vertical', attribute: '' });
  await office.readBook();
});
afterAll(() => office.close());

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
    await office.define({ ...zi, fieldType: 'number' });
    const properties = { zi_employees: '1250' };
    await hubspot.ask('PATCH', `/crm/objects/2026-09/companies/${crmId}`, { properties });
    const { reading } = await rank('employees', 'ZoomInfo employees', 'rules');
    expect(reading).toBe(12);
    expect(await others()).toEqual({});
    await office.readBook();
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
    await office.define({ ...zi, label: 'Vendor', fieldType: 'number' });
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
