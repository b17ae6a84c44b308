import { createSheetCrm } from '../../src/adapters/csv/crm.ts';
import type { SheetKind } from '../../src/domain/sheet/column.ts';
import { exportSheet, importSheet } from '../../src/services/sheet.ts';
import { openSheet } from '../../src/store/sheet.ts';
import { crmContract } from '../adapters/crm-contract.ts';
import type { CrmWorld } from '../adapters/crm-world.ts';
import { openWorld, TEAM } from '../support/world.ts';

const COUNT = 620;
const clock = { now: () => new Date() };
const people = ['ana', 'ben', 'cleo'].map((name) => `${name}@us.example`);
const [ana = '', ben = '', cleo = ''] = people;

/** Sheets in a database; what people do in their file is done by importing it again. */
async function openSheets(): Promise<CrmWorld> {
  const world = await openWorld();
  const ports = { ...world.ports, clock };
  const bringIn = async (kind: SheetKind, lines: string[], missing: 'stay' | 'go' = 'stay') => {
    const order = { kind, csv: lines.join('\n'), missing, operator: 'Dana' };
    await importSheet(ports, TEAM, order);
  };
  const numbers = Array.from({ length: COUNT }, (_, nth) => nth);
  const ids = (letter: string) => numbers.map((nth) => `${letter}${nth}`);
  await bringIn('owner', [
    'Email,Active',
    ...people.map((email) => `${email},yes`),
    'dora@us.example,no',
  ]);
  await bringIn('account', [
    'id,Name,Owner,City',
    ...numbers.map((nth) => `a${nth},Company ${nth},${people[nth % 4] ?? ''},Bonn`),
  ]);
  await bringIn('lead', [
    'id,Email,Company,Owner,City',
    ...numbers.map((nth) => `l${nth},l${nth}@x.example,Company ${nth},${people[nth % 4] ?? ''},`),
  ]);
  await bringIn('deal', [
    'id,Name,Account,Stage',
    ...numbers.map((nth) => `d${nth},Deal ${nth},a${nth},Talks`),
  ]);
  /** The file without one of its lines. */
  const without = async (kind: SheetKind, id: string): Promise<string[]> => {
    let text = '';
    await exportSheet(ports, TEAM, kind, async (line) => {
      text += line;
    });
    return text.split('\r\n').filter((line) => line !== '' && !line.startsWith(`${id},`));
  };
  return {
    crm: createSheetCrm(openSheet(world.database, TEAM), {
      ...{ clock, accountUrl: 'https://wiki.example/accounts/{id}' },
    }),
    ids: { account: ids('a'), lead: ids('l'), deal: ids('d') },
    owners: [ana, ben, cleo],
    departed: 'dora@us.example',
    nobody: 'nobody@us.example',
    absent: 'a404404',
    edit: (kind, id, text) =>
      bringIn(kind, [kind === 'deal' ? 'id,Name' : 'id,City', `${id},${text}`]),
    remove: async (kind, id) => bringIn(kind, await without(kind, id), 'go'),
    merge: async () => {
      throw new Error('a file tells of no mergers');
    },
    close: world.close,
  };
}

crmContract(
  'A sheet',
  {
    merging: 'never merges',
    writing: 'one step',
    histories: 'in lists',
    accountUrl: /^https:\/\/wiki\.example\//,
  },
  openSheets,
);
