import { rosterFile as parseRoster } from '../../src/domain/roster.ts';
import { openHouse } from '../../src/house.ts';
import { createLog } from '../../src/log.ts';
import type { Company } from '../../src/sandbox/company/company.ts';
import { rosterFile } from '../../src/sandbox/company/roster-file.ts';
import { importCrm } from '../../src/services/crm-import.ts';
import { importRoster } from '../../src/services/roster.ts';
import type { DatabaseSettings } from '../../src/store/database.ts';
import { sampleCrm } from './sample-crm.ts';

const TOLD_EVERY = 100_000;

/** Fills a registry the way an operator does: the roster file, then the CRM. */
export async function fillRegistry(
  company: Company,
  database: DatabaseSettings,
  say: (line: string) => void,
): Promise<void> {
  const { id, name } = company.workspace;
  const http = { port: 0, host: '127.0.0.1' };
  const { ports, close } = await openHouse(
    { database, http, role: 'worker', logLevel: 'error' },
    createLog('error'),
  );
  try {
    await importRoster(ports, { id, name }, parseRoster.parse(rosterFile(company)), 'bench');
    await importCrm(ports, { id, name }, sampleCrm(company), ({ state, counts }) => {
      const step = state.status === 'running' ? state.step : 'owners';
      const count = counts[step === 'deals' || step === 'leads' ? step : 'accounts'];
      if (count % TOLD_EVERY === 0) say(`${count} ${step} imported`);
    });
  } finally {
    await close();
  }
}
