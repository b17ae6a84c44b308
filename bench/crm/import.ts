import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createCompany } from '../../src/sandbox/company/company.ts';
import { startHubSpot } from '../../src/sandbox/hubspot/server.ts';
import { type Figure, figure } from '../figure.ts';
import { TOKEN } from './house.ts';

const importer = fileURLToPath(new URL('import-process.ts', import.meta.url));

/** The import in a process of its own, once of a tenth and once of all. */
export async function importFigures(
  databaseUrl: string,
  companies: number,
  say: (line: string) => void,
): Promise<Figure[]> {
  const small = await importOne(databaseUrl, Math.round(companies / 10), 'small', say);
  const large = await importOne(databaseUrl, companies, 'large', say);
  return [
    figure('records imported', large.records, 'records'),
    figure('records a second', large.records / large.seconds, 'records/s'),
    figure('peak memory of the import', large.megabytes, 'MB', { atMost: 600 }),
    figure(
      'cost of a record, times that of a tenth as many',
      large.seconds / large.records / (small.seconds / small.records),
      'x',
      { atMost: 1.25 },
    ),
  ];
}

export type Imported = { records: number; seconds: number; megabytes: number };

async function importOne(
  databaseUrl: string,
  companies: number,
  workspaceId: string,
  say: (line: string) => void,
): Promise<Imported> {
  const company = createCompany({ seed: companies, accounts: companies });
  const app = { token: TOKEN, portalId: 1, contract: 'off', limits: 'off' } as const;
  const hubspot = await startHubSpot({ ...app, port: 0, company });
  try {
    const imported = await runImport([databaseUrl, hubspot.url, workspaceId]);
    say(`${imported.records} records in ${Math.round(imported.seconds)} s`);
    return imported;
  } finally {
    await hubspot.stop();
  }
}

function runImport(words: string[]): Promise<Imported> {
  const child = spawn(process.execPath, [importer, ...words], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => {
      if (code === 0) resolve(JSON.parse(said));
      else reject(new Error(`the import ended (${code})`));
    });
  });
}
