import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { startChild } from './support/child.ts';

vi.setConfig({ testTimeout: 60_000 });
const home = mkdtempSync(join(tmpdir(), 'cadastre-alone-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

async function cadastre(...words: string[]) {
  const child = startChild('src/cli.ts', words, { DATABASE_URL: '', DATA_DIR: join(home, 'data') });
  return {
    code: await child.ended,
    said: child.said().join('\n'),
    complaints: child.complaints().trim(),
  };
}

function file(name: string, content: string): string {
  writeFileSync(join(home, name), content);
  return join(home, name);
}

const west = (when: string) =>
  `rule "West"\n  in geography, priority 1\n  when ${when}\n  then rep ana@example.com\n`;
const rest = 'rule "Rest"\n  in catch-all, priority 1\n  when always\n  then review\n';

describe('where there is no registry, cadastre rules', () => {
  it('checks all that a file says by itself, says what it did not, and makes no database', async () => {
    const { code, said } = await cadastre(
      'rules',
      'check',
      file('good.txt', west('state = CA') + rest),
    );
    expect(code).toBe(0);
    expect(said).toContain('2 rules, 0 pools, 0 lists: no error was found');
    expect(said).toMatch(/^not checked: names of people and territories, .*set DATABASE_URL/m);
    expect(existsSync(join(home, 'data'))).toBe(false);
  });

  it('fails on what cannot be read, and on what can never be', async () => {
    const torn = await cadastre('rules', 'check', file('torn.txt', west('contry = US')));
    expect(torn.code).toBe(1);
    expect(torn.complaints).toMatch(/line 3, column 8: unknown attribute "contry".*country/);

    const never = west('country = US and country = DE');
    const impossible = await cadastre('rules', 'check', file('never.txt', never + rest));
    expect(impossible.code).toBe(1);
    expect(impossible.said).toMatch(/^error: line 3: “West” can never match/m);
    expect(impossible.said).not.toMatch(/ana@example\.com/);
  });

  it('names a file that is not there, in words', async () => {
    const { code, complaints } = await cadastre('rules', 'check', join(home, 'nowhere.txt'));
    expect([code, complaints]).toEqual([1, `There is no file ${join(home, 'nowhere.txt')}.`]);
  });

  it('tries a file on written facts, test by test, and judges what was expected', async () => {
    const rules = file('good.txt', west('country = US and state = CA') + rest);
    const facts = JSON.stringify({
      Name: 'Birch',
      country: 'USA',
      state: 'Calif.',
      revenue: '80M',
    });
    const words = ['rules', 'test', rules, '--facts', file('birch.json', facts)];
    const tried = await cadastre(...words, '--expect', 'Ana@example.com');
    expect(tried).toMatchObject({ code: 0, complaints: '' });
    expect(tried.said).toContain('Birch: “West” decides, in geography, priority 1.');
    expect(tried.said).toContain('✓ state = CA; state is CA');
    expect(tried.said).toContain('Next in line: “Rest” → review');

    const other = await cadastre(...words, '--expect', 'Rest');
    expect(other.code).toBe(1);
    expect(other.complaints).toBe('expected “Rest”, which neither decides nor is led to');
  });

  it('takes no limit that is no number, before it compares anything', async () => {
    const words = ['rules', 'simulate', file('good.txt', rest), '--most', 'abc'];
    expect((await cadastre(...words)).complaints).toBe(
      '--most takes a number of accounts and leads.',
    );
  });

  it('turns tables into rules and back', async () => {
    const table = file('table.csv', 'Country;State;Territory\nUS;CA;west\nDE;;dach\n');
    const read = await cadastre('rules', 'from-table', table);
    expect(read).toMatchObject({ code: 0, complaints: '' });
    expect(read.said).toContain('then territory "dach"');
    const written = await cadastre('rules', 'to-table', file('from-table.txt', read.said));
    expect(written).toMatchObject({ code: 0, complaints: '' });
    expect(written.said).toMatch(/^US,CA,,west,$/m);
    expect(existsSync(join(home, 'data'))).toBe(false);
  });

  it.each([['publish', '--because', 'x', '--as', 'Dana'], ['simulate'], ['show']])(
    'says that there is none: %s',
    async (verb, ...more) => {
      const { code, complaints } = await cadastre('rules', verb, file('good.txt', rest), ...more);
      expect([code, complaints]).toEqual([
        1,
        'There is no registry here: set DATABASE_URL, or run cadastre import.',
      ]);
      expect(existsSync(join(home, 'data'))).toBe(false);
    },
  );

  it('refuses a file of ten megabytes before it loads anything to read it with', async () => {
    const huge = file('huge.txt', 'x'.repeat(10_000_000));
    const child = startChild('src/cli.ts', ['rules', 'check', huge], { NODE_DEBUG: 'module' });
    expect(await child.ended).toBe(1);
    expect(child.complaints()).toContain('a rule file has at most 2000000');
    expect(child.complaints()).not.toMatch(/prisma/);
  });
});

describe('while the bot has the embedded database, cadastre rules', () => {
  it('checks without it, and says what to do instead of the rest', async () => {
    const dir = join(home, 'data', 'pg');
    mkdirSync(dir, { recursive: true });
    const bot = startChild('test/support/lock-holder.ts', [dir]);
    await bot.until(/mine/);

    const good = file('good.txt', west('state = CA') + rest);
    const checked = await cadastre('rules', 'check', good);
    expect(checked.code).toBe(0);
    expect(checked.said).toContain('another process, such as the running bot, has the embedded');
    const compared = await cadastre('rules', 'simulate', good);
    expect(compared.code).toBe(1);
    expect(compared.complaints).toMatch(/open: `\/territory simulate` in Slack does the same\.$/);
    await bot.kill('SIGKILL');
  });
});
