import os from 'node:os';
import { parseArgs } from 'node:util';
import { inThread } from '../src/jobs/duplicates.ts';
import { findDuplicateAccounts } from '../src/services/duplicates.ts';
import type { Database } from '../src/store/database.ts';
import { type Bench, type Figure, figure } from './figure.ts';
import { sampleCompany } from './lookup/sample-crm.ts';
import { leadFigures } from './match/leads.ts';
import { openRegistry, WORKSPACE } from './match/registry.ts';
import { truthFigures } from './match/truth.ts';

const MOST_SECONDS = 90;

/**
 * Duplicates in a whole book, and leads matched to its accounts, on a real PostgreSQL. In the book some records are copies
 * of others, corrupted as people corrupt them, and some only look like others; which is which is known, so precision
 * and recall can be told.
 */
export const bench: Bench = async ({ say, args }) => {
  const { values } = parseArgs({
    args,
    options: {
      accounts: { type: 'string', default: '1000000' },
      leads: { type: 'string', default: '10000' },
    },
  });
  const company = sampleCompany(Number(values.accounts));
  const { database, close } = await openRegistry(company, say);
  try {
    say(`looking for duplicates, load ${os.loadavg()[0]?.toFixed(1)}`);
    const search = await searchFigures(database);
    say('comparing them with the truth');
    const truth = await truthFigures(database, company);
    say(`matching ${values.leads} leads, load ${os.loadavg()[0]?.toFixed(1)}`);
    return [...search, ...truth, ...(await leadFigures(database, company, Number(values.leads)))];
  } finally {
    await close();
  }
};

/** From the first row read to the last group saved. */
async function searchFigures(database: Database): Promise<Figure[]> {
  const ports = { database, clock: { now: () => new Date() } };
  const started = performance.now();
  const { groups, compared } = await inThread((comparison) =>
    findDuplicateAccounts(ports, WORKSPACE, comparison),
  );
  const seconds = (performance.now() - started) / 1000;
  return [
    figure('duplicates, read, found and saved', seconds, 's', { atMost: MOST_SECONDS }),
    figure('pairs compared', compared / 1e6, 'M'),
    figure('groups', groups, 'groups'),
    figure('memory of the process', process.memoryUsage().rss / 2 ** 20, 'MB'),
  ];
}
