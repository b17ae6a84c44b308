import { standardRegions } from '../domain/geography.ts';
import type { Actor } from '../domain/ownership.ts';
import { standardCatalogue } from '../domain/rules/attribute.ts';
import type { Compiled } from '../domain/rules/compiled.ts';
import { compileRules } from '../domain/rules/compiled.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Database, Db } from '../store/database.ts';
import {
  readPublishedVersion,
  readRuleSet,
  readVersionThen,
  type Version,
} from '../store/rule-sets.ts';

export type Published = Version & {
  ruleSet: RuleSet;
  source: string;
  note: string;
  by?: Actor;
  compiled: Compiled;
};

/** A version never changes, so it is compiled once a process; which one holds is asked each time. */
const shelves = new WeakMap<Database, Map<string, Published>>();

/** The rules that hold now; undefined where a workspace has published none. */
export async function publishedRules(
  database: Database,
  workspaceId: string,
  db: Db = database.prisma,
): Promise<Published | undefined> {
  const version = await readPublishedVersion(db, workspaceId);
  return version && rulesOf(database, workspaceId, version, db);
}

/** The same where it is known which version holds. */
export async function rulesOf(
  database: Database,
  workspaceId: string,
  version: Version,
  db: Db = database.prisma,
): Promise<Published> {
  const shelf = shelves.get(database) ?? new Map<string, Published>();
  shelves.set(database, shelf);
  const known = shelf.get(workspaceId);
  if (known?.id === version.id) return known;
  const published = await compiledOf(db, version);
  shelf.set(workspaceId, published);
  return published;
}

/** The rules that held at a moment. They are asked for seldom, and take no place on the shelf. */
export async function rulesThen(
  database: Database,
  workspaceId: string,
  moment: Date,
): Promise<Published | undefined> {
  const { prisma } = database;
  const version = await readVersionThen(prisma, workspaceId, moment);
  const now = await publishedRules(database, workspaceId);
  return version && (version.id === now?.id ? now : compiledOf(prisma, version));
}

async function compiledOf(db: Db, version: Version): Promise<Published> {
  const read = await readRuleSet(db, version.id);
  if (!read) throw new Error(`rule set ${version.id} is published and cannot be read`);
  const { rules: ruleSet, ...written } = read;
  const compiled = compileRules(ruleSet, standardCatalogue, standardRegions);
  return { ...version, ...written, ruleSet, compiled };
}
