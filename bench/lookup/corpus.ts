import { createCompany } from '../../src/sandbox/company/company.ts';
import { saveAccountNames, recountWords } from '../../src/store/account-names.ts';
import { type Database, inTransaction } from '../../src/store/database.ts';

export const WORKSPACE = 'T0BENCH';

/** One account of the sample company, as the look-up knows it. */
export type Listed = {
  id: string;
  crmId: string;
  name: string;
  aliases: string[];
  formerNames: string[];
  ticker: string;
  domains: string[];
};

const SEED = 20_261;
const PAGE = 2000;
const INSERT_WORKSPACE = 'INSERT INTO workspaces (id, name) VALUES ($1, $1) ON CONFLICT DO NOTHING';
const INSERT_ACCOUNTS = `
  INSERT INTO accounts (id, workspace_id, crm_id, name)
  SELECT a.id, $1, a.crm_id, a.name FROM unnest($2::uuid[], $3::text[], $4::text[]) AS a (id, crm_id, name)`;

export function listAccounts(count: number): Listed[] {
  const company = createCompany({ seed: SEED, accounts: count });
  return Array.from({ length: count }, (_, index) => {
    const { crmId, name, aliases, formerNames, ticker, domain, moreDomains } =
      company.account(index);
    const id = `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
    const former = formerNames.map((spell) => spell.name);
    return { id, crmId, name, aliases, formerNames: former, ticker, domains: [domain, ...moreDomains] };
  });
}

/** Through the store's own door, page by page as an import does. */
export async function fill(
  database: Database,
  listed: Listed[],
  say: (line: string) => void,
): Promise<void> {
  await database.pool.query(INSERT_WORKSPACE, [WORKSPACE]);
  for (let from = 0; from < listed.length; from += PAGE) {
    const page = listed.slice(from, from + PAGE);
    await inTransaction(database, async (tx) => {
      const columns = [page.map(({ id }) => id), page.map(({ crmId }) => crmId)];
      const names = page.map(({ name }) => name);
      await tx.$executeRawUnsafe(INSERT_ACCOUNTS, WORKSPACE, ...columns, names);
      await saveAccountNames(tx, WORKSPACE, page.map(namesOf));
    });
    if (from % 100_000 === 0) say(`${from + page.length} accounts saved`);
  }
  await recountWords(database.prisma, WORKSPACE);
  await database.pool.query('VACUUM ANALYZE');
}

function namesOf({ id, name, aliases, formerNames, ticker, domains }: Listed) {
  const of = <Kind extends string>(kind: Kind, names: string[]) =>
    names.filter((text) => text !== '').map((text) => ({ kind, name: text }));
  return {
    accountId: id,
    names: [
      ...of('name' as const, [name]),
      ...of('alias' as const, aliases),
      ...of('former' as const, formerNames),
      ...of('short' as const, [ticker]),
    ],
    domains,
  };
}
