import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DatabaseSettings } from '../../src/store/database.ts';
import { keepPostgres } from './postgres.ts';

export type Kind = 'postgres' | 'pglite';
export type Place = {
  kind: Kind;
  settings: DatabaseSettings;
  /** What the bot is told, so that it opens the same database. */
  env: Record<string, string>;
  isMade: boolean;
  noteMade: () => void;
  close: () => Promise<void>;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
/** What a registry is made of: when one of these changes, it is made anew. */
const INGREDIENTS = [
  'prisma/migrations/*/migration.sql',
  'src/store/{account-names,registration}.ts',
  'src/domain/matching/{abbreviations,legal-forms,normalise,search-form,spelling,word-key}.ts',
  'src/sandbox/company/*.ts',
  'bench/lookup/sample-crm.ts',
];

/** A database that stays under data/bench between runs. */
export async function openPlace(kind: Kind, accounts: number): Promise<Place> {
  const home = resolve(root, 'data', 'bench', `lookup-${kind}-${accounts}`);
  const note = join(home, 'made-of');
  const wanted = fingerprint();
  const isMade = existsSync(note) && readFileSync(note, 'utf8') === wanted;
  if (!isMade) rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  const common = { kind, isMade, noteMade: () => writeFileSync(note, wanted) };
  if (kind === 'pglite') {
    const env = { DATA_DIR: home };
    return { ...common, settings: { dir: join(home, 'pg') }, env, close: async () => undefined };
  }
  const { url, stop } = await keepPostgres(home);
  return { ...common, settings: { url }, env: { DATABASE_URL: url }, close: stop };
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of globSync(INGREDIENTS, { cwd: root }).sort()) {
    hash.update(file).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}
