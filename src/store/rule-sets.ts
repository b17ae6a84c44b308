import { type Actor, actor } from '../domain/ownership.ts';
import { type RuleSet, ruleSet } from '../domain/rules/rule-set.ts';
import { type Db, plannedRows, rows } from './database.ts';

/** Served by rule_sets_one_published. */
const PUBLISHED_NUMBER = `
  SELECT id, number, published_at AS "publishedAt" FROM rule_sets
  WHERE workspace_id = $1 AND status = 'published'`;
/** Served by the key on workspace and number. */
const PUBLISHED_THEN = `
  SELECT id, number, published_at AS "publishedAt" FROM rule_sets
  WHERE workspace_id = $1 AND published_at <= $2 AND status IN ('published', 'superseded')
  ORDER BY number DESC LIMIT 1`;
/** Two who publish at the same moment come one after the other. */
const LOCK_WORKSPACE = 'SELECT id FROM workspaces WHERE id = $1 FOR UPDATE';
const SUPERSEDE = `
  UPDATE rule_sets SET status = 'superseded' WHERE workspace_id = $1 AND status = 'published'`;
const PUBLISH = `
  INSERT INTO rule_sets
    (workspace_id, number, status, name, rules, source, note, drafted_by, published_by, published_at, created_at)
  SELECT $1, coalesce(max(number), 0) + 1, 'published', $2, $3::jsonb, $4, $5, $6::jsonb, $6::jsonb, $7, $7
  FROM rule_sets WHERE workspace_id = $1
  RETURNING id, number, published_at AS "publishedAt"`;

/** Which version holds, without its rules: cheap enough to ask before every decision. */
export type Version = { id: string; number: number; publishedAt: Date };

export async function readPublishedVersion(
  db: Db,
  workspaceId: string,
): Promise<Version | undefined> {
  const [version] = await plannedRows<Version>(db, PUBLISHED_NUMBER, workspaceId);
  return version;
}

/** Which version held at a moment. */
export async function readVersionThen(
  db: Db,
  workspaceId: string,
  moment: Date,
): Promise<Version | undefined> {
  const [version] = await rows<Version>(db, PUBLISHED_THEN, workspaceId, moment);
  return version;
}

export async function readRuleSet(
  db: Db,
  id: string,
): Promise<{ rules: RuleSet; source: string; note: string; by?: Actor } | undefined> {
  const row = await db.ruleSet.findUnique({ where: { id } });
  if (!row) return undefined;
  const { rules, source, note, publishedBy } = row;
  const by = actor.nullable().parse(publishedBy);
  return { rules: ruleSet.parse(rules), source, note, ...(by && { by }) };
}

export type NewRuleSet = { rules: RuleSet; source: string; note: string; by: Actor };

/** The next number; the version before it stays, superseded. */
export async function savePublished(
  tx: Db,
  workspaceId: string,
  { rules, source, note, by }: NewRuleSet,
  at: Date,
): Promise<Version> {
  await rows(tx, LOCK_WORKSPACE, workspaceId);
  await tx.$executeRawUnsafe(SUPERSEDE, workspaceId);
  const [version] = await rows<Version>(
    tx,
    PUBLISH,
    workspaceId,
    rules.name,
    JSON.stringify(rules),
    source,
    note,
    JSON.stringify(by),
    at,
  );
  if (!version) throw new Error('the rule set was not written');
  return version;
}
