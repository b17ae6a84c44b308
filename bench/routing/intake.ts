import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rosterFile as parseRoster } from '../../src/domain/roster.ts';
import { type House, openHouse } from '../../src/house.ts';
import { createLog } from '../../src/log.ts';
import { type Company, createCompany } from '../../src/sandbox/company/company.ts';
import { rosterFile } from '../../src/sandbox/company/roster-file.ts';
import { ruleFile } from '../../src/sandbox/company/rule-file.ts';
import { routeAll } from '../../src/services/intake.ts';
import { importRoster } from '../../src/services/roster.ts';
import { publishRules } from '../../src/services/rules.ts';
import { saveAccountNames } from '../../src/store/account-names.ts';
import { type Db, inTransaction } from '../../src/store/database.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { type Figure, figure, quantile } from '../figure.ts';
import { keepPostgres } from '../lookup/postgres.ts';
import { sampleCrm } from '../lookup/sample-crm.ts';

const home = resolve(fileURLToPath(new URL('../..', import.meta.url)), 'data/bench/routing');
const AT_LEAST = 3000;

export type Size = { accounts: number; runs: number };

/** New accounts on a real PostgreSQL, from their facts to decision, owner, audit and queued effects. */
export async function intakeFigures(
  { accounts, runs }: Size,
  say: (line: string) => void,
): Promise<Figure[]> {
  rmSync(home, { recursive: true, force: true });
  const { url, stop } = await keepPostgres(home);
  const http = { port: 0, host: '127.0.0.1' };
  const house = await openHouse(
    { database: { url }, http, role: 'worker', logLevel: 'error' },
    createLog('error'),
  );
  try {
    const rates: number[] = [];
    const shares: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const { rate, share } = await routeCompany(house, createCompany({ seed: run + 1, accounts }));
      say(`intake, run ${run + 1}: ${Math.round(rate)} accounts a second`);
      rates.push(rate);
      shares.push(share);
    }
    return [
      figure('routed and stored on PostgreSQL', quantile(rates, 0.5), 'accounts/s', {
        atLeast: AT_LEAST,
      }),
      figure('of them given to an owner', quantile(shares, 0.5), '%'),
    ];
  } finally {
    await house.close();
    await stop();
  }
}

/** Each run is a workspace of its own, so that every account is new in it. */
async function routeCompany({ ports }: House, company: Company) {
  const workspace = { id: `T${randomUUID()}`, name: 'bench' };
  await importRoster(ports, workspace, parseRoster.parse(rosterFile(company)), 'bench');
  const by = { kind: 'operator', name: 'bench' } as const;
  await publishRules(ports, workspace.id, { text: ruleFile(company), note: 'bench', by });
  const ids = await register(ports, workspace.id, company);
  await ports.database.pool.query('VACUUM (ANALYZE) accounts, account_domains');
  const at = ports.clock.now();
  const arrivals = ids.map((accountId) => ({ accountId, key: accountId, at }));
  const started = performance.now();
  const { assigned } = await routeAll(ports, workspace.id, arrivals);
  const seconds = (performance.now() - started) / 1000;
  return { rate: ids.length / seconds, share: (100 * assigned) / ids.length };
}

/** The accounts as the CRM brings them, but for their owners. */
async function register(
  { database, clock }: House['ports'],
  workspaceId: string,
  company: Company,
): Promise<string[]> {
  const ids: string[] = [];
  for await (const { records: page } of sampleCrm(company).accounts()) {
    await inTransaction(database, async (tx: Db) => {
      const accounts = page.map(({ id, name, attributes, changedAt }) => {
        return { crmId: id, name, attributes, changedAt };
      });
      const saved = await saveAccounts(tx, workspaceId, accounts, clock.now());
      const domains = new Map(page.map(({ id, domains: held }) => [id, held]));
      const named = saved.map(({ id, crmId }) => {
        return { accountId: id, names: [], domains: domains.get(crmId) ?? [] };
      });
      await saveAccountNames(tx, workspaceId, named);
      ids.push(...saved.map(({ id }) => id));
    });
  }
  return ids;
}
