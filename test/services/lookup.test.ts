import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Answer } from '../../src/domain/lookup-answer.ts';
import { suggestAccounts, whoOwns } from '../../src/services/lookup.ts';
import { changeOwner } from '../../src/services/ownership.ts';
import { type NamedAccount, saveAccountNames } from '../../src/store/account-names.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { aChange } from '../support/changes.ts';
import { copyTemplate } from '../support/databases.ts';
import { hire, openWorldOn, register, TEAM, type World } from '../support/world.ts';

const OTHER_TEAM = 'T0OTHER';

let world: World;
/** A second bot on the same registry. PGlite has one process, so there it is the first one again. */
let replica: Database;
let end: () => Promise<void>;

beforeAll(async () => {
  const { settings, drop } = await copyTemplate(inject('template'));
  world = await openWorldOn(settings);
  await world.database.prisma.workspace.create({ data: { id: OTHER_TEAM, name: 'Other' } });
  replica = 'url' in settings ? await openDatabase(settings, console.error) : world.database;
  end = async () => {
    if (replica !== world.database) await replica.close();
    await world.close();
    await drop();
  };
});
afterAll(() => end());

type Fields = { ownerId?: string; workspaceId?: string; crmId?: string; domains?: string[] };

async function enter(name: string, { domains = [], ...fields }: Fields = {}): Promise<string> {
  const accountId = await register(world, name, fields);
  const { workspaceId = TEAM } = fields;
  await call(accountId, { names: [{ kind: 'name', name }], domains }, workspaceId);
  return accountId;
}

/** Says anew what an account goes by. */
function call(accountId: string, by: Omit<NamedAccount, 'accountId'>, workspaceId = TEAM) {
  return saveAccountNames(world.database.prisma, workspaceId, [{ accountId, ...by }]);
}

const ask = (text: string, workspaceId = TEAM) => whoOwns(world.ports, workspaceId, text);

/** What an answer comes to: the card's account, the list to pick from, or none. */
function gist(answer: Answer): string | string[] {
  if (answer.kind === 'found') return answer.card.account.name;
  return answer.kind === 'several' ? answer.suggestions.map(({ name }) => name) : 'none';
}

describe('asking for the head of a family', () => {
  beforeAll(async () => {
    const head = await enter('Acme Corporation', { domains: ['acme.com'] });
    const child = await enter('Acme Health GmbH', { domains: ['acme-health.de'] });
    await enter('ACME CORP', { domains: ['acme.com'] });
    const under = { parentId: head, ultimateParentId: head };
    await world.database.prisma.account.update({ where: { id: child }, data: under });
  });

  it.each(['acme', 'ACME', 'Acme Corp.', 'who owns acme?', 'acme.com', 'jo@acme.com'])(
    'shows its card for "%s", not a list with its duplicate',
    async (text) => expect(gist(await ask(text))).toBe('Acme Corporation'),
  );

  it('names the others it may have been', async () => {
    const answer = await ask('acme');
    const also = answer.kind === 'found' ? answer.also.map(({ name }) => name) : [];
    expect(also.sort()).toEqual(['ACME CORP', 'Acme Health GmbH']);
  });

  it('shows a subsidiary that is asked for by its own name', async () => {
    expect(gist(await ask('acme health'))).toBe('Acme Health GmbH');
    expect(gist(await ask('acme helth gmbh'))).toBe('Acme Health GmbH');
  });
});

describe('a question that fits several accounts equally', () => {
  it('is answered with a list to pick from', async () => {
    await enter('Northwind Trading');
    await enter('Northwind Shipping');
    expect([...gist(await ask('northwind'))].sort()).toEqual([
      'Northwind Shipping',
      'Northwind Trading',
    ]);
  });
});

describe('a question that is hardly one', () => {
  it.each(['', '   ', 'who owns ?', '""', '<@U0ANA>', '!!!', '_'])(
    'is refused: "%s"',
    async (text) => {
      await expect(ask(text)).rejects.toMatchObject({ reason: { kind: 'nothing-asked' } });
    },
  );

  it.each(['🤷', '%', '%_%', "'; DROP TABLE accounts; --", 'x'.repeat(300)])(
    'finds nothing for "%s"',
    async (text) => expect(gist(await ask(text))).toBe('none'),
  );

  it('reads as much of a very long one as a name can have', async () => {
    const answer = await ask(`zylotech ${'very long name '.repeat(400)}`);
    expect(answer.kind).toBe('none');
    expect(answer.asked.length).toBeLessThanOrEqual(300);
  });
});

describe('a name that looks like something else', () => {
  it.each([
    ['3M Company', '3m'],
    ['1000 Island Foods', '1000 island'],
    ['1847 Goedeker Inc', '1847'],
    ['Booking.com B.V.', 'booking.com'],
    ['1-800-Flowers', '1-800-flowers'],
    ['C&A Mode GmbH', 'C&amp;A Mode'],
    ['Who Owns Whom Ltd', 'who owns whom'],
  ])('finds %s by "%s"', async (name, text) => {
    await enter(name);
    expect(gist(await ask(text))).toBe(name);
  });

  it('finds a domain in its own letters, as the CRM writes it in ASCII', async () => {
    await enter('Zweirad Brückner', { domains: ['xn--brckner-o2a.de'] });
    expect(gist(await ask('brückner.de'))).toBe('Zweirad Brückner');
  });

  it.each([
    ['Газпромнефть', 'gazpromneft'],
    ['Gazeta Novaya', 'газета новая'],
    ['Αθηναϊκή Ζυθοποιία', 'athinaiki'],
  ])('finds %s by "%s", in the other alphabet', async (name, text) => {
    await enter(name);
    expect(gist(await ask(text))).toBe(name);
  });
});

describe('an answer', () => {
  it('never comes from another workspace', async () => {
    await enter('Umbra Optics', { crmId: '900' });
    await enter('Umbra Optics', { crmId: '900', workspaceId: OTHER_TEAM });
    await enter('Penumbra Labs', { workspaceId: OTHER_TEAM });
    const answer = await ask('umbra optics');
    expect(answer).toMatchObject({ kind: 'found', also: [] });
    expect(gist(await ask('penumbra'))).toBe('none');
    expect(gist(await ask('penumbra', OTHER_TEAM))).toBe('Penumbra Labs');
  });

  it('knows a new, renamed and re-owned account at once, in every replica', async () => {
    const elsewhere = { ...world.ports, database: replica };
    const askElsewhere = (text: string) => whoOwns(elsewhere, TEAM, text);
    const ana = await hire(world, 'Ana Ruiz');
    const accountId = await enter('Quillfeather Partners');
    expect(gist(await askElsewhere('quillfeather'))).toBe('Quillfeather Partners');

    await call(accountId, { names: [{ kind: 'name', name: 'Inkwell Group' }], domains: [] });
    expect(gist(await askElsewhere('quillfeather'))).toBe('none');
    expect(await askElsewhere('inkwell group')).toMatchObject({
      card: { account: { id: accountId } },
    });

    await changeOwner(world.ports, TEAM, aChange({ accountId, wanted: ana }));
    expect(await askElsewhere('inkwell group')).toMatchObject({
      card: { owner: { name: 'Ana Ruiz' } },
    });
  });

  it('leaves out an account that was deleted in the CRM', async () => {
    const id = await enter('Shortlived Ventures', { domains: ['shortlived.vc'], crmId: '901' });
    await world.database.prisma.account.update({ where: { id }, data: { deletedAt: new Date() } });
    for (const text of ['shortlived ventures', 'shortlived.vc', '901']) {
      expect(gist(await ask(text))).toBe('none');
    }
  });

  it('follows what an account is also called', async () => {
    const accountId = await enter('Hexagonal Systems');
    const names: NamedAccount['names'] = [
      { kind: 'name', name: 'Hexagonal Systems' },
      { kind: 'alias', name: 'Beekeeper' },
    ];
    await call(accountId, { names, domains: [] });
    expect(gist(await ask('beekeeper'))).toBe('Hexagonal Systems');
    await call(accountId, { names: names.slice(0, 1), domains: [] });
    expect(gist(await ask('beekeeper'))).toBe('none');
  });
});

describe('suggesting accounts while somebody types', () => {
  it('offers what begins so, with its owner', async () => {
    const ownerId = await hire(world, 'Vera Holm');
    await enter('Vermilion Coatings', { ownerId });
    const [first] = await suggestAccounts(world.ports, TEAM, 'vermi');
    expect(first).toMatchObject({ name: 'Vermilion Coatings', owner: { name: 'Vera Holm' } });
  });
});
