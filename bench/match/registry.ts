import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Company } from '../../src/sandbox/company/company.ts';
import { recountWords, saveAccountNames } from '../../src/store/account-names.ts';
import { type Database, inTransaction, openDatabase } from '../../src/store/database.ts';
import { linkParents } from '../../src/store/families.ts';
import { saveAccounts } from '../../src/store/registration.ts';
import { vacuum } from '../../src/store/upkeep.ts';
import { keepPostgres } from '../lookup/postgres.ts';
import { type Listed, listedAt } from './corpus.ts';

export const WORKSPACE = 'T0MATCH';
const PAGE = 2000;
const TOLD_EVERY = 50_000;
const root = fileURLToPath(new URL('../..', import.meta.url));
/** What the registry is made of: when one of these changes, it is made anew. */
const INGREDIENTS = [
  'src/store/{account-names,registration}.ts',
  'src/domain/matching/{abbreviations,legal-forms,normalise,search-form,spelling,word-key}.ts',
  'src/sandbox/company/*.ts',
  'bench/lookup/corruption.ts',
  'bench/match/{corpus,kinds,registry}.ts',
];

export type Registry = { database: Database; close: () => Promise<void> };

/** A PostgreSQL with all records in it; it stays under data/bench between runs. */
export async function openRegistry(
  company: Company,
  say: (line: string) => void,
): Promise<Registry> {
  const home = resolve(root, 'data', 'bench', `match-${company.accountCount}`);
  const note = join(home, 'made-of');
  const wanted = fingerprint();
  const isMade = existsSync(note) && readFileSync(note, 'utf8') === wanted;
  if (!isMade) rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const { url, stop } = await keepPostgres(home);
  const database = await openDatabase({ url }, (error) => say(error.message));
  const close = async () => {
    await database.close();
    await stop();
  };
  if (!isMade) {
    say(`entering ${company.accountCount} accounts; they are kept for the next run`);
    await fill(database, company, say);
    writeFileSync(note, wanted);
  }
  return { database, close };
}

async function fill(database: Database, company: Company, say: (line: string) => void) {
  const { accountCount } = company;
  const families: { child: string; parent: string }[] = [];
  const workspace = { id: WORKSPACE, name: 'Match' };
  await database.prisma.workspace.upsert({
    where: { id: WORKSPACE },
    create: workspace,
    update: {},
  });
  for (let from = 0; from < accountCount; from += PAGE) {
    const size = Math.min(PAGE, accountCount - from);
    const page = Array.from({ length: size }, (_, at) => listedAt(company, from + at));
    await enter(database, page);
    for (const { index, parent } of page) {
      if (parent !== undefined) families.push({ child: String(index), parent: String(parent) });
    }
    if ((from + size) % TOLD_EVERY === 0) say(`${from + size} entered`);
  }
  for (let from = 0; from < families.length; from += PAGE) {
    const some = families.slice(from, from + PAGE);
    await inTransaction(database, (tx) => linkParents(tx, WORKSPACE, some));
  }
  await recountWords(database.prisma, WORKSPACE);
  await vacuum(database);
}

async function enter(database: Database, page: Listed[]): Promise<void> {
  const at = new Date('2026-11-18T00:00:00Z');
  await inTransaction(database, async (tx) => {
    const accounts = page.map(({ index, name, ...rest }) => {
      return { crmId: String(index), name, attributes: attributesOf(rest, at), changedAt: at };
    });
    const saved = await saveAccounts(tx, WORKSPACE, accounts, at);
    const ids = new Map(saved.map(({ id, crmId }) => [crmId, id]));
    const named = page.map(({ index, name, domains }) => ({
      accountId: ids.get(String(index)) ?? '',
      names: [{ kind: 'name' as const, name }],
      domains,
    }));
    await saveAccountNames(tx, WORKSPACE, named);
  });
}

function attributesOf(
  { phone, country, state, city, zip }: Omit<Listed, 'index' | 'name'>,
  at: Date,
) {
  const facts = Object.entries({ phone, country, state, city, zip });
  return Object.fromEntries(
    facts.flatMap(([key, value]) => (value === '' ? [] : [[key, { value, source: 'CRM', at }]])),
  );
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(INGREDIENTS, { cwd: root }).sort()) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
