import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepFiles } from '../../src/services/dispute-files.ts';
import { changeDealOwners, changeOwner } from '../../src/services/ownership.ts';
import { inTransaction } from '../../src/store/database.ts';
import { readEvidence } from '../../src/store/dispute-evidence.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { enter } from '../support/accounts.ts';
import { aChange } from '../support/changes.ts';
import { RULES } from '../support/court.ts';
import { openDisputes } from '../support/disputes.ts';
import { publish } from '../support/publishing.ts';
import { TEAM } from '../support/world.ts';

let court: Awaited<ReturnType<typeof openDisputes>>;
beforeAll(async () => {
  court = await openDisputes();
});
afterAll(() => court.world.close());

const linesOf = async (id: string) => {
  const found = await readEvidence(court.world.database.prisma, TEAM, id);
  return (found?.lines ?? []).map(({ topic, text, source }) => `${topic} | ${text} | ${source}`);
};

describe('what the registry knows of a case', () => {
  it('is gathered at filing, each line with its source', async () => {
    const { prisma } = court.world.database;
    const facts = { country: 'Germany' };
    const accountId = await enter(court.world, 'Acme', { domain: 'acme.example', facts });
    await court.route(accountId);
    const child = await enter(court.world, 'Acme Labs', { domain: 'labs.example' });
    const under = { parentId: accountId, ultimateParentId: accountId };
    await prisma.account.update({ where: { id: child }, data: under });
    await court.deal('Acme renewal', accountId, 'Ana');
    court.pass();
    const id = await court.file('Bo', accountId);
    const lines = (await linesOf(id)).join('\n');
    expect(lines).toContain(
      'rules-now | Rule “Germany” (version 1 of the rules) decides for Ana: Germany is Ana’s. | the published rules',
    );
    expect(lines).toMatch(
      /rules-then \| Rule “Germany” \(version 1 of the rules\) decides for Ana: .* \| the decision on record/,
    );
    expect(lines).toMatch(
      /rules-then \| Rule “Germany” \(version 1 of the rules\) decides for Ana: .* \| replayed on what was so then/,
    );
    expect(lines).toMatch(
      /owners \| From nobody to Ana, by rule “Germany” \(version 1 of the rules\): Germany is Ana’s\. \| line \d+ of the log/,
    );
    expect(lines).toContain('deals | Acme renewal: proposal, Ana’s | the CRM');
    expect(lines).toContain('family | Acme Labs is nobody’s | the CRM');
    expect(lines).toContain('data | country: DE | HubSpot');
    expect(lines).toMatch(/activity \| Who wrote, called or met is not known: no CRM is connected/);
    expect(lines).toContain('books | Ana has 1 account, with open deals worth 0. | registry');
    expect(lines).toMatch(
      /books \| If it stays Ana’s, as the rules have it: Ana has 1 account, 0\.\d above the mean of \w+, .*; Bo has 0 accounts, 0\.\d below/,
    );
    expect(lines).toMatch(/books \| If it goes to Bo: Ana has 0 accounts, .*; Bo has 1 account, /);
  });

  it('says what it would do to the book of somebody else whom the rules choose', async () => {
    const facts = { country: 'Germany' };
    const ownerId = String(court.people.Bo);
    const accountId = await enter(court.world, 'Gale', { domain: 'gale.example', ownerId, facts });
    const lines = (await linesOf(await court.file('Cy', accountId))).join('\n');
    expect(lines).toMatch(/books \| If it goes to Cy: Bo has .*; Cy has 1 account, /);
    expect(lines).toMatch(/books \| If it goes to Ana, as the rules have it: Bo has .*; Ana has /);
  });

  it('replays the rules of the contested moment on what was so then', async () => {
    const { prisma } = court.world.database;
    const createdAt = new Date('2026-11-01T00:00:00Z');
    const facts = { country: 'France' };
    const ownerId = String(court.people.Bo);
    const id = await enter(court.world, 'Dove', { domain: 'dove.example', ownerId, facts });
    const { crmId } = await prisma.account.update({ where: { id }, data: { createdAt } });
    const from = { source: 'HubSpot', at: new Date('2026-11-23T00:00:00Z') };
    const moved = {
      ...{ crmId, name: 'Dove', changedAt: from.at },
      attributes: { country: { value: 'Germany', ...from } },
    };
    const contestedAt = court.world.ports.clock.now();
    court.pass(1);
    await saveAccounts(prisma, TEAM, [moved], court.world.ports.clock.now());
    const { Bo: expected = '', Ana: wanted = '' } = court.people;
    await changeOwner(court.world.ports, TEAM, aChange({ accountId: id, expected, wanted }));
    const later = RULES.replaceAll('Germany', 'DACH').replace('Desk" round', 'Bureau" round');
    await publish(court.world, later.replace('then pool "Desk"', 'then pool "Bureau"'));
    const lines = await linesOf(await court.file('Bo', id, { contestedAt }));
    expect(lines.filter((line) => line.startsWith('rules-then'))).toEqual([
      'rules-then | No decision of the rules from before that is on record. | decisions on record',
      'rules-then | Rule “France” (version 1 of the rules) decides for whoever of the pool Desk is next: France goes to the desk in turn. | replayed on what was so then',
      'rules-then | People, territories and pools are taken as they are now: no past is kept of them. | registry',
      'rules-then | The rules of today on the facts of then: Rule “France” (version 2 of the rules) decides for whoever of the pool Bureau is next: France goes to the desk in turn. | replayed with the rules of today',
      'rules-then | country was FR then (until 2026-11-23), and is DE now | HubSpot',
      'rules-then | owner was Bo then, and is Ana now | registry',
    ]);
    await publish(court.world, RULES);
  });

  it('says whose deals were at the contested moment, where somebody else has them now', async () => {
    const { ports, database } = court.world;
    const { Ana: expected = '', Bo: wanted = '', Cy: last = '' } = court.people;
    const domain = 'doe.example';
    const accountId = await enter(court.world, 'Doe', { domain, ownerId: expected });
    const dealId = await court.deal('Doe pilot', accountId, 'Ana');
    await court.deal('Doe renewal', accountId, 'Ana');
    const give = async (from: string, to: string) => {
      court.pass(1);
      const change = { ...aChange({ accountId }), expected: from, wanted: to };
      const { accountId: _, ...rest } = change;
      await inTransaction(database, (tx) =>
        changeDealOwners(tx, ports, TEAM, [{ ...rest, dealId }]),
      );
    };
    await give(expected, wanted);
    const contestedAt = ports.clock.now();
    await give(wanted, expected);
    const until = ports.clock.now().toISOString().slice(0, 10);
    await give(expected, last);
    const lines = await linesOf(await court.file('Bo', accountId, { contestedAt }));
    expect(lines.filter((line) => line.includes('The deal'))).toEqual([
      `rules-then | The deal Doe pilot was Bo’s then (until ${until}), and is Cy’s now. | log`,
    ]);
  });

  it('is gathered anew at each rung', async () => {
    const accountId = await enter(court.world, 'Birch', {
      ...{ domain: 'birch.example', ownerId: String(court.people.Ana) },
    });
    const id = await court.file('Bo', accountId);
    expect((await linesOf(id)).join()).toContain('No deal is open');
    await court.deal('Birch pilot', accountId, 'Ana');
    await court.passUp('Bo', id);
    expect((await linesOf(id)).join()).toContain('Birch pilot: proposal, Ana’s');
    expect(
      await court.world.database.prisma.disputeEvidence.count({ where: { disputeId: id } }),
    ).toBe(2);
  });

  it('is gathered anew for who joins, with their day and their data, and for who gets it meanwhile', async () => {
    const { ports } = court.world;
    const { Ana: expected = '', Cy: wanted = '' } = court.people;
    const entry = { domain: 'elder.example', ownerId: expected };
    const accountId = await enter(court.world, 'Elder', entry);
    const id = await court.file('Bo', accountId);
    expect((await linesOf(id)).join('\n')).not.toContain('What follows');
    const contestedAt = new Date('2026-10-01T23:59:59Z');
    await court.file('Dan', accountId, { contestedAt, attribute: 'employees' });
    const joined = await linesOf(id);
    const heads = joined.filter((line) => line.includes('What follows'));
    const filedOn = ports.clock.now().toISOString().slice(0, 10);
    expect(heads).toEqual([
      `rules-then | What follows is of the moment that Bo contests: ${filedOn}. | the claims`,
      'rules-then | What follows is of the moment that Dan contests: 2026-10-01. | the claims',
    ]);
    const replays = joined.filter((line) => /rules-then \|.*at that moment|from before/.test(line));
    expect(replays.length).toBeGreaterThan(1);
    expect(joined.join('\n')).toMatch(/books \| If it goes to Dan: /);
    expect(joined).toContain('data | employees: not known | registry');
    expect(joined.join('\n')).not.toMatch(/books \| .*Cy has/);
    court.pass();
    await changeOwner(
      ports,
      TEAM,
      aChange({ accountId, expected, wanted, cause: { kind: 'crm-edit' } }),
    );
    await court.ring(0);
    expect((await linesOf(id)).join('\n')).toMatch(/books \| .*Cy has/);
  });

  it('is not gathered once it is decided: it would know the verdict', async () => {
    const accountId = await enter(court.world, 'Beech', {
      ...{ domain: 'beech.example', ownerId: String(court.people.Ana) },
    });
    const id = await court.file('Bo', accountId);
    court.pass();
    await court.speak('Bo', id, { kind: 'pass-up', why: '' });
    // The verdict comes before anybody has drawn the rung.
    await court.rule('Mia', id, { outcome: { kind: 'transfer', to: court.person('Bo') } });
    const lines = await linesOf(id);
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.join()).not.toContain('in a dispute');
  });

  it('names owners, whom the rules know by their addresses', async () => {
    const accountId = await enter(court.world, 'Alder', {
      ...{ domain: 'alder.example', ownerId: String(court.people.Ana) },
    });
    const id = await court.file('Bo', accountId, { kind: 'data-wrong', attribute: 'owner' });
    const lines = await linesOf(id);
    expect(lines.find((line) => line.startsWith('data'))).toContain('owner: Ana');
    expect(lines.join()).not.toContain('@');
  });
});

describe('the clock of a case', () => {
  it('stands still at night, over a weekend and a holiday, for both time zones', async () => {
    const { prisma } = court.world.database;
    const days = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const hours = Object.fromEntries(days.map((day) => [day, [{ from: '09:00', until: '17:00' }]]));
    const berlin = { timeZone: 'Europe/Berlin', holidayRegion: 'DE-BY', hours };
    const newYork = { timeZone: 'America/New_York', holidayRegion: 'US', hours };
    await prisma.rep.updateMany({ where: { name: { in: ['Ana', 'Mia'] } }, data: berlin });
    await prisma.rep.updateMany({ where: { name: { in: ['Dan', 'Max'] } }, data: newYork });
    const accountId = await enter(court.world, 'Cedar', {
      ...{ domain: 'cedar.example', ownerId: String(court.people.Ana) },
    });
    // The Wednesday before Thanksgiving, 13:00 in New York and 19:00 in Munich.
    court.at('2026-11-25T18:00:00Z');
    const id = await court.file('Dan', accountId);
    const due = async () => {
      const { dueAt } = await prisma.dispute.findUniqueOrThrow({ where: { id } });
      return dueAt?.toISOString().slice(0, 16);
    };
    // Dan has four hours left on Wednesday, none on Thursday, and four on Friday; Ana would be through on Thursday.
    expect(await due()).toBe('2026-11-27T18:01');
    court.at('2026-11-27T17:00:00Z');
    await court.ring(0);
    expect(await court.statusOf(id)).toBe('peers');
    court.at('2026-11-27T18:01:30Z');
    await court.ring(0);
    expect(await court.statusOf(id)).toBe('manager');
    // Two working days: Max ends his on Tuesday at 13:02, after a weekend.
    expect(await due()).toBe('2026-12-01T18:02');
    court.at('2026-11-29T12:00:00Z');
    await court.ring(0);
    expect((await court.caseOf(id)).events.at(-1)?.kind).toBe('reached');
  });
});

describe('a file that somebody brings', () => {
  it('is copied once, and named with its own link where Slack does not find it', async () => {
    const { ports } = court.world;
    const accountId = await enter(court.world, 'Reed', { domain: 'reed.example' });
    const id = await court.file('Bo', accountId);
    const fileOf = (name: string) => ({ id: `F${name}`, name, link: `https://x.example/${name}` });
    const files = ['plan.pdf', 'lost.pdf'].map(fileOf);
    const { keepFile } = ports.notifier;
    const asked: string[] = [];
    ports.notifier.keepFile = async (workspaceId, fileId) => {
      asked.push(fileId);
      return fileId === 'Flost.pdf' ? 'gone' : keepFile(workspaceId, fileId);
    };
    await court.say('Bo', id, { kind: 'submit', text: 'See both.', files });
    await keepFiles(ports, TEAM, { disputeId: id, fileIds: files.map((file) => file.id) });
    ports.notifier.keepFile = keepFile;

    const { dispute, events } = await court.caseOf(id);
    expect(dispute.submissions).toMatchObject([
      {
        files: [
          {
            name: 'plan.pdf',
            link: 'https://slack.example/files/copy-of-Fplan.pdf',
            became: 'kept',
          },
          { ...fileOf('lost.pdf'), became: 'lost' },
        ],
      },
    ]);
    expect(events.filter(({ kind }) => kind === 'files-kept')).toHaveLength(1);
    expect(asked).toEqual(['Fplan.pdf', 'Flost.pdf']);
  });
});
