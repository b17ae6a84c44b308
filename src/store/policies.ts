import { type Actor, actor } from '../domain/ownership.ts';
import type { PolicyKind, PolicyVersion } from '../domain/policy.ts';
import { type Db, plannedRows, rows } from './database.ts';

const FIELDS = 'number, body, source, note, published_by AS by, published_at AS at';
/** Both are served by the primary key. */
const READ = `
  SELECT ${FIELDS} FROM policies WHERE workspace_id = $1 AND kind = $2 ORDER BY number DESC LIMIT 1`;
const READ_FORMER = `
  SELECT ${FIELDS} FROM policies WHERE workspace_id = $1 AND kind = $2 ORDER BY number DESC LIMIT 1 OFFSET 1`;
const READ_NUMBERED = `
  SELECT ${FIELDS} FROM policies WHERE workspace_id = $1 AND kind = $2 AND number = $3`;
const LIST = `
  SELECT number, note, published_by AS by, published_at AS at FROM policies
  WHERE workspace_id = $1 AND kind = $2 ORDER BY number DESC`;
/** Two who publish at the same moment come one after the other. */
const LOCK_WORKSPACE = 'SELECT id FROM workspaces WHERE id = $1 FOR UPDATE';
const SAVE = `
  INSERT INTO policies (workspace_id, kind, number, body, source, note, published_by, published_at)
  SELECT $1, $2, coalesce(max(number), 0) + 1, $3::jsonb, $4, $5, $6::jsonb, $7
  FROM policies WHERE workspace_id = $1 AND kind = $2 RETURNING number`;

/** `body`: as its kind's schema wrote it; whoever reads it parses it again. */
export type StoredPolicy = PolicyVersion & { body: unknown; source: string };

/** The one that holds; undefined where none was ever published. */
export async function readPolicy(
  db: Db,
  workspaceId: string,
  kind: PolicyKind,
): Promise<StoredPolicy | undefined> {
  const [found] = await plannedRows<StoredPolicy>(db, READ, workspaceId, kind);
  return found && { ...found, by: actor.parse(found.by) };
}

/** One of them by its number, whether or not it holds still. */
export async function readPolicyNumbered(
  db: Db,
  workspaceId: string,
  kind: PolicyKind,
  number: number,
): Promise<StoredPolicy | undefined> {
  const [found] = await rows<StoredPolicy>(db, READ_NUMBERED, workspaceId, kind, number);
  return found && { ...found, by: actor.parse(found.by) };
}

/** The one that held before it. */
export async function readFormerPolicy(
  db: Db,
  workspaceId: string,
  kind: PolicyKind,
): Promise<StoredPolicy | undefined> {
  const [found] = await rows<StoredPolicy>(db, READ_FORMER, workspaceId, kind);
  return found && { ...found, by: actor.parse(found.by) };
}

/** All of them, the newest first. */
export async function listPolicies(
  db: Db,
  workspaceId: string,
  kind: PolicyKind,
): Promise<PolicyVersion[]> {
  const found = await rows<PolicyVersion>(db, LIST, workspaceId, kind);
  return found.map((one) => ({ ...one, by: actor.parse(one.by) }));
}

export async function lockPolicies(tx: Db, workspaceId: string): Promise<void> {
  await rows(tx, LOCK_WORKSPACE, workspaceId);
}

export type NewPolicy = {
  kind: PolicyKind;
  body: unknown;
  source: string;
  note: string;
  by: Actor;
};

/** Under the next number, which is handed back. The workspace has to be locked. */
export async function savePolicy(
  tx: Db,
  workspaceId: string,
  { kind, body, source, note, by }: NewPolicy,
  at: Date,
): Promise<number> {
  const [saved] = await rows<{ number: number }>(
    ...([tx, SAVE, workspaceId, kind, JSON.stringify(body)] as const),
    ...[source, note, JSON.stringify(by), at],
  );
  if (!saved) throw new Error('the policy was not written');
  return saved.number;
}
