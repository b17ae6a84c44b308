import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { openShell } from '../support/shell.ts';

vi.setConfig({ testTimeout: 120_000 });
const company = createCompany({ seed: 1, accounts: 60 });
let shell: Awaited<ReturnType<typeof openShell>>;
beforeAll(async () => {
  shell = await openShell(company);
});
afterAll(() => shell.close());

const cadastre = (words: string[], changes?: Record<string, string>) =>
  shell.cadastre(words, changes);

/** Between two commands, as whoever has the database's password. */
async function inDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const { home, env } = shell;
  const settings = env.DATABASE_URL ? { url: env.DATABASE_URL } : { dir: join(home, 'pg') };
  const database = await openDatabase(settings, console.error);
  return work(database).finally(database.close);
}

function rosterFile(content: string): string {
  const file = join(shell.home, 'roster.json');
  writeFileSync(file, content);
  return file;
}

describe('the operator’s shell', () => {
  it('says what it can do', async () => {
    const { code, said } = await cadastre([]);
    expect([code, said[0]]).toEqual([0, "cadastre: the operator's shell"]);
    expect((await cadastre(['conquer'])).code).toBe(2);
  });

  it.each([
    [
      { HUBSPOT_TOKEN: '' },
      'No CRM is configured: set HUBSPOT_TOKEN, or CRM=csv where there is none (see .env.example).',
    ],
    [
      { DATABASE_URL: 'mysql://db' },
      'These settings are missing or wrong (see .env.example):\n  DATABASE_URL: Invalid string: must start with "postgres"',
    ],
  ])('names the setting that is missing or wrong: %o', async (changes, sentence) => {
    const { code, complaints } = await cadastre(['import'], changes);
    expect([code, complaints]).toEqual([1, sentence]);
  });
});

describe('its start', () => {
  it('loads nothing that only the bot needs', async () => {
    const settings = { HUBSPOT_TOKEN: '', NODE_DEBUG: 'module' };
    const { complaints } = await cadastre(['import'], settings);
    expect(complaints).toMatch(/@slack.web-api/);
    expect(complaints).not.toMatch(/@slack.bolt/);
  });
});

describe('cadastre import', () => {
  it('names the place where a roster file is wrong', async () => {
    const file = rosterFile(
      JSON.stringify({ reps: [{ email: 'ana@x.example' }, { email: 'bo' }] }),
    );
    const { code, complaints } = await cadastre(['import', '--roster', file]);

    expect([code, complaints]).toEqual([
      1,
      `${file} is not a roster:\n✖ Invalid email address\n  → at reps[1].email`,
    ]);
  });

  it('names a roster file that is not there', async () => {
    const file = join(shell.home, 'nowhere.json');
    const { code, complaints } = await cadastre(['import', '--roster', file]);

    expect(code).toBe(1);
    expect(complaints).toBe(`There is no file ${file}.`);
  });

  it('takes over the CRM and the roster, and names what it left out', async () => {
    const { roster } = shell.surroundings;
    const [team, ...others] = roster.teams;
    const teams = [{ ...team, manager: 'nobody@x.example' }, ...others];
    const pins = [{ crmId: '404', who: 'ceo@x.example', why: 'unknown' }, ...roster.pins];
    const file = rosterFile(JSON.stringify({ ...roster, teams, pins }));

    const { code, said, complaints } = await cadastre(['import', '--roster', file, '--as', 'Dana']);

    expect([code, said]).toEqual([
      0,
      ['pins: 2 set', `${company.workspace.name} is in the registry.`],
    ]);
    expect(complaints.split('\n')).toEqual([
      `left out of the roster: team ${team?.name}: nobody has its manager’s address nobody@x.example`,
      'pin left out: no account 404',
    ]);
    const counts = await inDatabase(({ prisma }) =>
      Promise.all([prisma.account.count(), prisma.deal.count(), prisma.team.count()]),
    );
    const deals = Array.from({ length: 60 }, (_, nth) => company.dealsOf(nth).length);
    expect(counts).toEqual([60, deals.reduce((sum, count) => sum + count, 0), roster.teams.length]);
  });
});

describe('cadastre own', () => {
  it('gives an account to somebody, and says from whom', async () => {
    const rep = company.reps.at(-1);
    const words = [
      'own',
      'acme.com',
      '--to',
      rep?.email ?? '',
      '--because',
      'she asked for it',
      '--as',
      'Dana',
    ];
    const { code, said, complaints } = await cadastre(words);

    expect([code, complaints]).toEqual([0, '']);
    expect(said[0]).toMatch(new RegExp(`^Acme.* went from .+ to ${rep?.email}\\.$`));
    const change = await inDatabase(({ prisma }) =>
      prisma.ownershipChange.findFirst({ orderBy: { auditSeq: 'desc' } }),
    );
    expect(change).toMatchObject({
      cause: { kind: 'operator' },
      actor: { kind: 'operator', name: 'Dana' },
      reason: 'she asked for it',
    });
  });

  it('refuses in a sentence', async () => {
    const words = [
      'own',
      'acme.com',
      '--to',
      'nobody@x.example',
      '--because',
      'why not',
      '--as',
      'Dana',
    ];
    const { code, complaints } = await cadastre(words);
    const sentence = 'Nobody in the roster answers to “nobody@x.example”. Ask ops to add them.';
    expect([code, complaints]).toEqual([1, sentence]);
  });
});

describe('cadastre policy', () => {
  it('names what is wrong in a file, publishes it, and shows it as it was written', async () => {
    const file = join(shell.home, 'approvals.yaml');
    const text = 'rules:\n  - name: All # of them\n    ask: [ops]\n';
    writeFileSync(file, text.replace('ops', 'everybody'));
    const faulty = await cadastre(['policy', 'check', 'approvals', file]);
    expect([faulty.code, faulty.complaints]).toEqual([
      1,
      expect.stringMatching(/cannot hold; nothing was changed:\nline 3, rules\[0\]\.ask\[0\]: /),
    ]);
    writeFileSync(file, text);
    const words = ['policy', 'publish', 'approvals', file, '--because', 'agreed', '--as', 'Dana'];
    expect((await cadastre(words)).said).toEqual([
      'Version 1 of the policy for approvals holds now.',
    ]);
    expect((await cadastre(['policy', 'show', 'approvals'])).said.join('\n').trim()).toBe(
      text.trim(),
    );
    expect((await cadastre(['policy', 'history', 'approvals'])).said).toEqual([
      expect.stringMatching(/^1 {2}\d{4}-\d\d-\d\dT\d\d:\d\dZ {2}Dana: agreed$/),
    ]);
  });
});

describe('cadastre tasks', () => {
  it('lists what was given up, and queues it again', async () => {
    const task = await inDatabase(async ({ prisma, pool }) => {
      await pool.query('DELETE FROM pgboss.job');
      const { id } = await prisma.task.findFirstOrThrow({ where: { kind: 'crm-owner' } });
      const fields = { status: 'dead', lastError: 'HubSpot is down' };
      return prisma.task.update({ where: { id }, data: fields });
    });
    const listed = [`${task.id}  crm-owner  HubSpot is down`, '1 given up'];
    expect((await cadastre(['tasks'])).said).toEqual(listed);
    expect((await cadastre(['tasks', 'retry', task.id])).said).toEqual(['1 queued again']);
    const jobs = await inDatabase(({ pool }) =>
      pool.query(`SELECT data->>'taskId' AS id FROM pgboss.job WHERE name = 'effects'`),
    );
    expect(jobs.rows).toEqual([{ id: task.id }]);
  });
});

describe('cadastre audit verify', () => {
  it('proves that no line was touched, and names the head to keep elsewhere', async () => {
    const { code, said } = await cadastre(['audit', 'verify']);
    expect(code).toBe(0);
    expect(said).toEqual([
      expect.stringMatching(/: (\d+) lines verified; the chain ends in \1:[0-9a-f]{64}$/),
    ]);
  });

  it('names the line that somebody changed, and fails', async () => {
    await inDatabase(({ pool }) =>
      pool.query(`ALTER TABLE audit_entries DISABLE TRIGGER USER;
        UPDATE audit_entries SET reason = 'nothing to see' WHERE seq = 4;
        ALTER TABLE audit_entries ENABLE TRIGGER USER`),
    );
    const { code, said, complaints } = await cadastre(['audit', 'verify']);

    const { name } = company.workspace;
    expect([code, complaints]).toEqual([1, `${name}: line 4 was changed after it was written`]);
    expect(said[0]).toContain('NOT as it was written');
  });
});
