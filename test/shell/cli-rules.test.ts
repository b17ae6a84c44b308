import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { openShell } from '../support/shell.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });
const company = createCompany({ seed: 1, accounts: 60 });
const as = ['--as', 'Dana'];
const file = (name: string) => join(shell.home, name);
let shell: Awaited<ReturnType<typeof openShell>>;
beforeAll(async () => {
  shell = await openShell(company);
  const { surroundings } = shell;
  writeFileSync(file('roster.json'), JSON.stringify(surroundings.roster));
  writeFileSync(file('rules.txt'), surroundings.rules);
  const imported = await cadastre('import', '--roster', file('roster.json'), ...as);
  expect([imported.code, imported.complaints]).toEqual([0, expect.any(String)]);
});
afterAll(() => shell.close());

async function cadastre(...words: string[]) {
  const { said, ...rest } = await shell.cadastre(words);
  return { ...rest, said: said.join('\n') };
}

describe('the operator’s rules', () => {
  it('are checked, published, shown as written, and route what nobody owns', async () => {
    const checked = await cadastre('rules', 'check', file('rules.txt'));
    expect(checked).toMatchObject({ code: 0, complaints: '' });
    const rules = shell.surroundings.rules.match(/^rule "/gm)?.length;
    expect(checked.said).toMatch(/^\d+ rules, \d+ pools, \d+ lists: they may be published$/m);
    expect(checked.said).toContain(`${rules} rules, `);

    const nothing = await cadastre('rules', 'show');
    expect(nothing).toMatchObject({ code: 1 });
    expect(nothing.complaints).toContain('No rules are published yet.');

    const because = ['--because', 'the rules of 2026', ...as];
    const published = await cadastre('rules', 'publish', file('rules.txt'), ...because);
    expect(published).toMatchObject({ code: 0 });
    expect(published.said).toContain(`Version 1 holds now: ${rules} rules.`);
    expect((await cadastre('rules', 'show')).said.trim()).toBe(shell.surroundings.rules.trim());

    const routed = await cadastre('route');
    expect(routed.said).toMatch(
      /^\d+ accounts given to their owners; (\d+) more wait for a person, \1 in all\.$/m,
    );
    expect((await cadastre('route')).said).toMatch(
      /; 0 more wait for a person, [1-9]\d* in all\.$/m,
    );
    expect((await cadastre('audit', 'verify')).code).toBe(0);
  });

  it('name every problem with its line, fail, and leave the published ones untouched', async () => {
    const broken = shell.surroundings.rules
      .replace('then territory dach', 'then territory dahc')
      .replace('when country = CA', 'when cuntry = CA');
    writeFileSync(file('broken.txt'), broken);
    const checked = await cadastre('rules', 'check', file('broken.txt'));
    expect(checked.code).toBe(1);
    expect(checked.complaints).toMatch(/line \d+, column \d+: unknown attribute "cuntry".*country/);

    writeFileSync(
      file('dahc.txt'),
      shell.surroundings.rules.replace('territory dach', 'territory dahc'),
    );
    const refused = await cadastre('rules', 'publish', file('dahc.txt'), '--because', 'x', ...as);
    expect(refused.code).toBe(1);
    expect(refused.complaints).toMatch(/line \d+: .*dahc/);
    expect((await cadastre('rules', 'show')).said.trim()).toBe(shell.surroundings.rules.trim());
  });

  it.each([['check'], ['publish', '--because', 'x', '--as', 'Dana'], ['simulate']])(
    'are refused without a single rule, with what to do: %s',
    async (verb, ...more) => {
      writeFileSync(file('empty.txt'), '# To be written.\n');
      const refused = await cadastre('rules', verb, file('empty.txt'), ...more);
      expect(refused.code).toBe(1);
      expect(refused.complaints).toContain('there is no rule in this file: write one, such as');
      expect((await cadastre('rules', 'show')).said.trim()).toBe(shell.surroundings.rules.trim());
    },
  );

  it('are compared with others over the whole book, for a pipeline to judge', async () => {
    const others = shell.surroundings.rules.replace(
      'then territory dach',
      'then territory nordics',
    );
    writeFileSync(file('others.txt'), others);
    const csv = file('moves.csv');
    const compared = await cadastre('rules', 'simulate', file('others.txt'), '--csv', csv);
    expect(compared.code).toBe(0);
    const [, changed] = /^(\d+) of 60 accounts would fare otherwise: /m.exec(compared.said) ?? [];
    const [, leads] = /^(\d+) of \d+ leads would fare otherwise: /m.exec(compared.said) ?? [];
    expect(Number(changed)).toBeGreaterThan(0);
    const lines = readFileSync(csv, 'utf8').trim().split('\r\n');
    expect(lines).toHaveLength(Number(changed) + Number(leads) + 1);
    expect(lines[0]).toMatch(/^record,name,CRM id,now,by the published rules,published rule,then,/);

    const judged = await cadastre('rules', 'simulate', file('others.txt'), '--most', '0');
    expect(judged.code).toBe(1);
    const dahc = await cadastre('rules', 'simulate', file('dahc.txt'));
    expect(dahc.code).toBe(1);
    expect(dahc.said).toMatch(/^error: line \d+: .*dahc.*\nThese rules could not be published\.$/m);

    const same = await cadastre('rules', 'simulate', file('rules.txt'), '--most', '0');
    expect(same).toMatchObject({ code: 0 });
    expect(same.said).toContain('0 of 60 accounts would fare otherwise: ');
  });

  it('are tried on one account of the registry, without being published', async () => {
    const strict = 'rule "All by hand"\n  in catch-all, priority 1\n  when always\n  then review\n';
    writeFileSync(file('strict.txt'), strict);
    const words = ['rules', 'test', file('strict.txt'), 'acme.com'];
    const tried = await cadastre(...words, '--expect', 'all by hand');
    expect(tried).toMatchObject({ code: 0, complaints: '' });
    expect(tried.said).toMatch(/^Acme.*: “All by hand” decides, in catch-all, priority 1\.$/m);
    expect(tried.said).toMatch(/^It would wait for a person\.$/m);
    expect(tried.said).toMatch(/^ {2}! it is pinned by /m);
    expect((await cadastre(...words, '--expect', 'West')).code).toBe(1);
  });

  it('come from a territory table, and go back into one', async () => {
    writeFileSync(file('table.csv'), 'Country;State;Territory\nUS;CA;mm-california\nDE;;dach\n');
    const read = await cadastre('rules', 'from-table', file('table.csv'));
    expect(read.code).toBe(0);
    expect(read.said).toContain('then territory "dach"');
    writeFileSync(file('from-table.txt'), read.said);
    const written = await cadastre('rules', 'to-table', file('from-table.txt'));
    expect(written.said).toContain('mm-california');

    writeFileSync(file('torn.csv'), 'Country;Territory\nUS;a\nUS;b\n');
    const refused = await cadastre('rules', 'from-table', file('torn.csv'));
    expect(refused.code).toBe(1);
    expect(refused.complaints).toMatch(/line 3/);
  });
});
