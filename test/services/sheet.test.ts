import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSheetCrm } from '../../src/adapters/csv/crm.ts';
import type { Field } from '../../src/domain/field.ts';
import type { SheetKind } from '../../src/domain/sheet/column.ts';
import type { Missing } from '../../src/domain/sheet/merge.ts';
import type { Crm } from '../../src/ports.ts';
import { exportSheet, importSheet } from '../../src/services/sheet.ts';
import { openSheet } from '../../src/store/sheet.ts';
import { collect } from '../adapters/hubspot-server.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;
let id: string;
let crm: Crm;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(() => {
  id = `T${randomUUID()}`;
  world.setTime('2026-11-20T10:00:00Z');
  crm = createSheetCrm(openSheet(world.database, id), { clock: world.ports.clock });
});

const bringIn = (kind: SheetKind, lines: string[], missing: Missing = 'stay') =>
  importSheet(world.ports, id, { kind, csv: lines.join('\r\n'), missing, operator: 'Dana' });

async function takeOut(kind: SheetKind): Promise<string[]> {
  let text = '';
  await exportSheet(world.ports, id, kind, async (line) => {
    text += line;
  });
  return text.split('\r\n').slice(0, -1);
}

const accounts = () => collect(crm.accounts());
const account = async (which: string) => (await accounts()).find((one) => one.id === which);
const give = (which: string, expected: string | undefined, wanted: string | undefined) =>
  crm.writeOwners([{ trace: 't', kind: 'account', id: which, expected, wanted }]);

describe('a sheet of accounts', () => {
  it('is read by the titles that people use, and keeps the columns that nobody knows', async () => {
    const report = await bringIn('account', [
      '\uFEFFCompany name,WEBSITE,Owner email,Country/Region,Number of employees,Customer health',
      'Acme,https://www.acme.com/about,Ana.Ruiz@us.example,Germany,"1,200",41.5',
      'Bolt,,,,,',
    ]);
    expect(report).toMatchObject({ added: 2, changed: 0, same: 0, own: ['Customer health'] });
    const at = new Date('2026-11-20T10:00:00Z');
    const source = 'the sheet';
    expect(await accounts()).toEqual([
      {
        ...{ id: 'acme.com', name: 'Acme', domains: ['acme.com'], ownerId: 'ana.ruiz@us.example' },
        ...{ formerNames: [], aliases: [], shortForms: [], changedAt: at },
        ownerHistory: [
          { ownerId: 'ana.ruiz@us.example', at, by: { id: 'operator', name: 'Dana' } },
        ],
        attributes: {
          country: { value: 'Germany', source, at },
          employees: { value: 1200, source, at },
        },
      },
      {
        ...{ id: 'bolt', name: 'Bolt', domains: [], formerNames: [], aliases: [], shortForms: [] },
        ...{ ownerHistory: [], attributes: {}, changedAt: at },
      },
    ]);
    expect(await crm.fields('account')).toContainEqual({
      ...{ name: 'customer_health', label: 'Customer health', type: 'number', isArchived: false },
    });
    const field: Field = {
      ...{ record: 'account', property: 'customer_health', attribute: 'health_score' },
      type: 'number',
    };
    const mapped = await collect(crm.accounts([field]));
    expect(mapped[0]?.attributes.health_score?.value).toBe(41.5);
  });

  it('names everybody who owns something among the owners', async () => {
    await bringIn('account', ['Name,Owner', 'Acme,ana.ruiz@us.example']);
    expect(await takeOut('owner')).toEqual(['Email', 'ana.ruiz@us.example']);
    await bringIn('owner', ['Email,Name,Active', 'bo@us.example,Bo Lind,no']);
    expect(await collect(crm.owners())).toEqual([
      {
        ...{ id: 'ana.ruiz@us.example', email: 'ana.ruiz@us.example' },
        ...{ name: 'Ana Ruiz', archived: false },
      },
      { id: 'bo@us.example', email: 'bo@us.example', name: 'Bo Lind', archived: true },
    ]);
  });

  it('touches only rows that differ when it is imported again', async () => {
    const lines = ['id,Name,City', '1,Acme,Bonn', '2,Bolt,Kiel', '3,Cord,Jena'];
    await bringIn('account', lines);
    world.setTime('2026-11-20T11:00:00Z');
    const report = await bringIn('account', ['id,Name,City', '1,Acme,Bonn', '2,Bolt,Köln']);
    expect(report).toMatchObject({ added: 0, changed: 1, same: 1, gone: 0 });
    const touched = await collect(crm.changedSince('account', new Date('2026-11-20T10:30:00Z')));
    expect(touched).toEqual([{ id: '2', at: new Date('2026-11-20T11:00:00Z') }]);
    expect((await accounts()).map((one) => one.id)).toEqual(['1', '2', '3']);
  });

  it('loses the rows that the file does not have only where it is to replace them', async () => {
    await bringIn('account', ['id,Name', '1,Acme', '2,Bolt']);
    expect(await bringIn('account', ['id,Name', '2,Bolt'], 'go')).toMatchObject({ gone: 1 });
    expect((await crm.get.account(['1', '2'])).get('1')).toEqual({ kind: 'gone' });
    expect((await accounts()).map((one) => one.id)).toEqual(['2']);
  });

  it('keeps what the file has no column for, and empties what it has an empty cell for', async () => {
    await bringIn('account', ['id,Name,City,Zip', '1,Acme,Bonn,53111']);
    await bringIn('account', ['id,City', '1,']);
    const attributes = (await account('1'))?.attributes;
    expect([attributes?.city, attributes?.zip?.value]).toEqual([undefined, '53111']);
  });

  it('knows a row without an id again by its domain, and by its name where one has no domain', async () => {
    await bringIn('account', ['Name', 'Acme Inc.', 'Delta']);
    await bringIn('account', ['Name,Domain', 'Acme Inc,acme.com', 'Delta,delta.com']);
    await bringIn('account', ['Name,Domain', 'Acme Group,acme.com', 'Delta,delta-dental.com']);
    expect((await accounts()).map(({ id, name }) => [id, name])).toEqual([
      ['acme-inc', 'Acme Group'],
      ['delta', 'Delta'],
      ['delta-dental.com', 'Delta'],
    ]);
  });
});

describe('an owner who was changed here', () => {
  const file = ['Name,Owner', 'Acme,ana@us.example', 'Bolt,bo@us.example'];
  beforeEach(() => bringIn('account', file));

  it('outlives the next import of the same file, which says so', async () => {
    await give('acme', 'ana@us.example', 'bo@us.example');
    const report = await bringIn('account', file);
    expect(report).toMatchObject({ changed: 0, same: 2 });
    expect(report.overruled.map((one) => [one.id, one.owner, one.toldOwner])).toEqual([
      ['acme', 'bo@us.example', 'ana@us.example'],
    ]);
    expect((await account('acme'))?.ownerId).toBe('bo@us.example');
  });

  it('gives way to a file that names somebody else than before', async () => {
    await give('acme', 'ana@us.example', 'bo@us.example');
    await bringIn('account', ['Name,Owner', 'Acme,cy@us.example']);
    const { ownerHistory = [] } = (await account('acme')) ?? {};
    expect(ownerHistory.map(({ ownerId, by }) => [ownerId, by.name])).toEqual([
      ['ana@us.example', 'Dana'],
      ['bo@us.example', 'Cadastre'],
      ['cy@us.example', 'Dana'],
    ]);
  });

  it('is in the export, which can be imported again and changes nothing', async () => {
    await give('acme', 'ana@us.example', 'bo@us.example');
    const out = await takeOut('account');
    expect(out).toEqual(['id,Name,Owner', 'acme,Acme,bo@us.example', 'bolt,Bolt,bo@us.example']);
    expect(await bringIn('account', out)).toMatchObject({ changed: 0, same: 2, overruled: [] });
  });
});

describe('a sheet that names accounts', () => {
  it('finds them by id, domain or name, where just one is called so', async () => {
    await bringIn('account', [
      'id,Name,Domain,Parent',
      '1,Acme,acme.com,',
      '2,Bolt,bolt.com,ACME',
      '3,Delta,,',
      '4,Delta,,',
    ]);
    await bringIn('lead', [
      'Email,First name,Last name,Company',
      'a@x.example,Ann,Lee,Acme',
      'b@x.example,,,https://bolt.com',
      'c@x.example,,,Delta',
      'd@x.example,,,4',
    ]);
    await bringIn('deal', [
      'Deal name,Account,Stage,Amount,Close date',
      'Pilot,acme.com,Closed Won,"12,500.50",31.12.2026',
    ]);
    expect((await account('2'))?.parentId).toBe('1');
    const leads = await collect(crm.leads());
    expect(leads.map(({ id, name, accountId }) => [id, name, accountId])).toEqual([
      ['a@x.example', 'Ann Lee', '1'],
      ['b@x.example', 'b@x.example', '2'],
      ['c@x.example', 'c@x.example', undefined],
      ['d@x.example', 'd@x.example', '4'],
    ]);
    expect(await collect(crm.deals())).toEqual([
      {
        ...{ id: 'pilot:acme.com', accountId: '1', name: 'Pilot', stage: 'Closed Won' },
        ...{ status: 'won', amount: 12500.5, currency: 'USD', closesAt: new Date('2026-12-31') },
        ...{ changedAt: expect.any(Date), ownerHistory: [] },
      },
    ]);
  });

  it('is touched where the account that it names comes later', async () => {
    await bringIn('lead', ['Email,Company', 'a@x.example,Acme', 'b@x.example,Bolt']);
    world.setTime('2026-11-20T11:00:00Z');
    await bringIn('account', ['Name', 'Acme']);
    const touched = await collect(crm.changedSince('lead', new Date('2026-11-20T10:30:00Z')));
    expect(touched.map(({ id }) => id)).toEqual(['a@x.example']);
  });
});

describe('a file that cannot be taken over', () => {
  it.each<[string, SheetKind, string[], RegExp]>([
    ['without a name', 'account', ['City', 'Bonn'], /line 1, .*: add a column "Name" or "Domain"/],
    [
      'with an empty line of its own',
      'account',
      ['Name,City', ',Bonn'],
      /line 2, .*fill in its name/,
    ],
    [
      'whose owner is no address',
      'account',
      ['Name,Owner', 'Acme,', 'Bolt,Bo'],
      /line 3, column 2: the owner "Bo" is no e-mail address: write one/,
    ],
    [
      'torn by a comma',
      'account',
      ['Name,City', 'Acme, Inc,Bonn'],
      /line 2, .*3 cells under 2 titles/,
    ],
    ['with an open quote', 'account', ['Name,City', '"Acme,Bonn'], /line 2, .*quote/],
    [
      'that says one account twice',
      'account',
      ['Name,Domain', 'Acme,acme.com', 'Other,x.com', 'ACME,www.acme.com'],
      /line 4, .*it is "acme.com", as line 2 is: keep one of them, or give each an id/,
    ],
    ['with one title twice', 'account', ['Name,Plan,plan', 'Acme,1,2'], /second column "plan"/],
    ['with an amount in words', 'deal', ['Name,Amount', 'Pilot,much'], /"much" is no number/],
    ['with no day', 'deal', ['Name,Close date', 'Pilot,soon'], /"soon" is no day/],
    ['with an owner without address', 'owner', ['Name,Email', 'Bo,'], /fill in an e-mail address/],
  ])('says what is wrong, where, and what helps: %s', async (_, kind, lines, sentence) => {
    await expect(bringIn(kind, lines)).rejects.toMatchObject({
      reason: { kind: 'unreadable-sheet', problems: [expect.stringMatching(sentence)] },
    });
  });

  it('changes nothing, its good lines included', async () => {
    await bringIn('account', ['Name,City', 'Acme,Bonn']);
    await expect(bringIn('account', ['Name,City', 'Acme,Kiel', ',Jena'])).rejects.toThrow();
    expect((await account('acme'))?.attributes.city?.value).toBe('Bonn');
  });
});
