import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Match } from '../../src/domain/matching/match.ts';
import { parseQuestion } from '../../src/domain/matching/question.ts';
import { type NamedAccount, saveAccountNames } from '../../src/store/account-names.ts';
import { searchAccounts } from '../../src/store/account-search.ts';
import { type Database, inTransaction, openDatabase } from '../../src/store/database.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { copyTemplate } from '../support/databases.ts';

const HOME = 'T0HOME';
const ELSEWHERE = 'T0ELSEWHERE';
const at = new Date('2026-11-20T10:00:00Z');

type Sketch = { id: string; names: NamedAccount['names']; domains?: string[] };

const called = (name: string) => ({ kind: 'name' as const, name });

const sketches: Sketch[] = [
  {
    id: '2001',
    names: [
      called('Acme Corporation'),
      { kind: 'former', name: 'Roadrunner Supplies Inc' },
      { kind: 'short', name: 'ACM' },
    ],
    domains: ['acme.com'],
  },
  { id: '2002', names: [called('Acme Health GmbH')], domains: ['acme-health.de'] },
  { id: '2003', names: [called('Globex Industries International')], domains: ['globex.co.uk'] },
  { id: '2004', names: [called('Blue Heron Freight Ltd')] },
  { id: '2005', names: [called('Société Bérénice Énergie SAS')] },
  { id: '2006', names: [called('Müller Maschinenbau GmbH')] },
  { id: '2007', names: [called('株式会社日立製作所'), { kind: 'alias', name: 'Hitachi' }] },
  { id: '2008', names: [called('ПАО «Газпромбанк»')] },
  { id: '2009', names: [called('Face Book Payments Inc.')] },
  { id: '2010', names: [called('Zylotech Manufacturing')] },
  { id: '2011', names: [called('Initech Software')] },
];

describe('looking an account up', () => {
  let database: Database;
  let drop: () => Promise<void>;

  beforeAll(async () => {
    const copy = await copyTemplate(inject('template'));
    drop = copy.drop;
    database = await openDatabase(copy.settings, (error) => console.error(error));
    for (const id of [HOME, ELSEWHERE]) {
      await database.prisma.workspace.create({ data: { id, name: id } });
    }
    for (const sketch of sketches) await enter(HOME, sketch);
  });

  afterAll(async () => {
    await database.close();
    await drop();
  });

  /** In one transaction, as an import saves it. */
  async function enter(workspaceId: string, { id, names, domains = [] }: Sketch): Promise<void> {
    const account = { crmId: id, name: names[0]?.name ?? '', attributes: {}, changedAt: at };
    await inTransaction(database, async (tx) => {
      for (const saved of await saveAccounts(tx, workspaceId, [account], at)) {
        await saveAccountNames(tx, workspaceId, [{ accountId: saved.id, names, domains }]);
      }
    });
  }

  async function ask(text: string, workspaceId = HOME): Promise<(Match & { crmId: string })[]> {
    const matches = await searchAccounts(database.prisma, workspaceId, parseQuestion(text));
    const known = await database.prisma.account.findMany({ where: { workspaceId } });
    const crmIds = new Map(known.map(({ id, crmId }) => [id, crmId]));
    return matches.map((match) => ({ ...match, crmId: crmIds.get(match.accountId) ?? 'unknown' }));
  }

  const first = async (text: string) => (await ask(text))[0]?.crmId;

  it.each([
    ['its full name', 'Globex Industries International', '2003'],
    ['a part of its name', 'globex', '2003'],
    ['a word from the midst of its name', 'heron', '2004'],
    ['a part of a word', 'tech manuf', '2010'],
    ['the middle of a word', 'ylotec', '2010'],
    ['the beginning of its name', 'globex indus', '2003'],
    ['a name with a typo', 'Glboex Industries', '2003'],
    ['a name with two typos in one word', 'Zyoltehc Manufacturing', '2010'],
    ['a name with a typo in every word', 'blu herron frieght', '2004'],
    ['its words in another order', 'Industries Globex', '2003'],
    ['its name without spaces', 'blueheronfreight', '2004'],
    ['its name with a space too many', 'Zylo tech Manufacturing', '2010'],
    ['its name with a space too few', 'Facebook Payments', '2009'],
    ['its name without accents', 'societe berenice energie', '2005'],
    ['its name with an umlaut spelt out', 'Mueller Maschinenbau', '2006'],
    ['its name in capitals with another legal form', 'ZYLOTECH MANUFACTURING, INC.', '2010'],
    ['an abbreviated word', 'Zylotech Mfg', '2010'],
    ['its initials', 'BHF', '2004'],
    ['a part of a Japanese name', '製作所', '2007'],
    ['a Japanese name without its legal form', '日立製作所', '2007'],
    ['a Cyrillic name in Latin letters', 'gazprombank', '2008'],
    ['a Cyrillic name in its own', 'газпромбанк', '2008'],
    ['an alias', 'hitachi', '2007'],
    ['a former name', 'Roadrunner Supplies', '2001'],
    ['a short form', 'acm', '2001'],
    ['its domain', 'acme.com', '2001'],
    ['an address on the web, as Slack writes it', '<http://www.acme.com/about|acme.com>', '2001'],
    ['a domain below its own', 'mail.emea.acme.com', '2001'],
    ['the same domain of another country', 'globex.com', '2003'],
    ['an e-mail address, as Slack writes it', '<mailto:jo@acme.com|jo@acme.com>', '2001'],
    ['its id in the CRM', '2004', '2004'],
    ['its link in the CRM', 'https://app.hubspot.com/contacts/9/record/0-2/2004', '2004'],
    ['a question in words', 'who owns “Globex Industries International”?', '2003'],
    ['a name that begins like a greeting', 'Hi tachi', '2007'],
  ])('finds it by %s', async (_, text, crmId) => {
    expect(await first(text)).toBe(crmId);
  });

  it('puts the company of exactly this name before those that begin with it', async () => {
    const matches = await ask('acme');
    expect(matches.map(({ crmId }) => crmId)).toEqual(['2001', '2002']);
    expect(matches[0]?.reason).toMatchObject({ kind: 'name', name: 'Acme Corporation' });
    expect(matches[1]?.reason).toMatchObject({ kind: 'beginning' });
  });

  it('says that it was found by a former name', async () => {
    const [match] = await ask('Roadrunner Supplies');
    expect(match?.reason).toEqual({
      kind: 'name',
      nameKind: 'former',
      name: 'Roadrunner Supplies Inc',
    });
  });

  it('finds nothing for letters that resemble no name', async () => {
    expect(await ask('qqqqqq')).toEqual([]);
    expect(await ask('!?')).toEqual([]);
  });

  it('does not take the domain of a mail provider for a company', async () => {
    expect(await ask('jo@gmail.com')).toEqual([]);
  });

  it('never finds an account of another workspace', async () => {
    await enter(ELSEWHERE, {
      id: '7',
      names: [called('Umbrella Genomics')],
      domains: ['umbrella.bio'],
    });
    for (const text of ['Umbrella Genomics', 'umbrela', 'genomics', 'umbrella.bio', 'ug', '7']) {
      expect(await ask(text)).toEqual([]);
    }
    expect((await ask('umbrela', ELSEWHERE))[0]?.crmId).toBe('7');
  });

  it('finds a renamed account by its new name in the next question, and no longer by the old', async () => {
    await enter(HOME, { id: '2012', names: [called('Hooli Nucleus')], domains: ['hooli.xyz'] });
    await enter(HOME, { id: '2012', names: [called('Gavin Belson Ventures')] });
    expect(await first('gavn belson')).toBe('2012');
    expect(await ask('hooli nucleus')).toEqual([]);
    expect(await ask('hooli.xyz')).toEqual([]);
  });

  it('takes a name that became a former name for that, once it is saved again', async () => {
    await enter(HOME, {
      id: '2014',
      names: [called('Vandelay Imports')],
      domains: ['vandelay.com'],
    });
    await enter(HOME, {
      id: '2014',
      names: [called('Vandelay Exports'), { kind: 'former', name: 'Vandelay Imports' }],
      domains: ['vandelay.com', 'vandelay.net'],
    });
    const [match] = await ask('vandelay imports');
    expect(match).toMatchObject({ crmId: '2014', reason: { kind: 'name', nameKind: 'former' } });
    expect(await first('vandelay.net')).toBe('2014');
  });

  it('finds it by a name it has beside others', async () => {
    await enter(HOME, {
      id: '2013',
      names: [called('Massive Dynamic'), { kind: 'former', name: 'Bell Laboratories' }],
    });
    expect(await first('bell labs')).toBe('2013');
    expect(await first('massive dynamics')).toBe('2013');
  });
});
