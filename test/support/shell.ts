import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Company } from '../../src/sandbox/company/company.ts';
import { stage } from '../../src/sandbox/staging.ts';
import { startChild } from './child.ts';
import { copyTemplate } from './databases.ts';
import { aScratch } from './scratch.ts';

/** An operator at a shell, with a registry of their own and the company's CRM beside it. `home` has a space in its name. */
export async function openShell(company: Company) {
  const home = aScratch('cadastre at home ');
  const { settings, drop } = await copyTemplate(inject('template'));
  if ('dir' in settings) renameSync(settings.dir, join(home, 'pg'));
  const surroundings = await stage(company, { slack: 0, hubspot: 0 });
  const database = { DATABASE_URL: 'url' in settings ? settings.url : '', DATA_DIR: home };
  const env = { ...surroundings.env, ...database };
  return {
    ...{ home, surroundings, env },
    /** What an operator sees of a command, and its exit code. */
    cadastre: async (words: string[], changes: Record<string, string> = {}) => {
      const child = startChild('src/cli.ts', words, { ...env, ...changes });
      return { code: await child.ended, said: child.said(), complaints: child.complaints().trim() };
    },
    close: async () => {
      await surroundings.stop();
      await drop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
