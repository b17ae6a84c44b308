import { createHash } from 'node:crypto';
import {
  type AuditLine,
  auditLine,
  emptyChain,
  type Head,
  type Sealed,
  seal,
} from '../domain/audit.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

const OPEN_CHAIN = `
  INSERT INTO audit_heads (workspace_id, seq, hash) VALUES ($1, 0, $2) ON CONFLICT DO NOTHING`;
/** The row lock that puts all writers of one workspace's chain in order, until they commit. */
const LOCK_HEAD = 'SELECT seq, hash FROM audit_heads WHERE workspace_id = $1 FOR UPDATE';
const AWAIT_WRITERS = 'SELECT 1 FROM audit_heads WHERE workspace_id = $1 FOR SHARE';
const MOVE_HEAD = 'UPDATE audit_heads SET seq = $2, hash = $3 WHERE workspace_id = $1';
const READ_HEAD = 'SELECT seq, hash FROM audit_heads WHERE workspace_id = $1';
const INSERT_LINES = `
  INSERT INTO audit_entries
    (workspace_id, seq, at, actor, action, subject, reason, before, after, context, previous, hash)
  SELECT $1, line.seq, line.at, line.actor, line.action, line.subject, line.reason,
    line.before, line.after, line.context, line.previous, line.hash
  FROM jsonb_to_recordset(${LINES}) AS line (
    seq bigint, at timestamptz, actor jsonb, action text, subject jsonb, reason text,
    before jsonb, after jsonb, context jsonb, previous text, hash text)`;
const READ_LINES = `
  SELECT seq, at, actor, action, subject, reason, before, after, context, previous, hash
  FROM audit_entries WHERE workspace_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`;

export function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Seals lines onto the workspace's chain; call it last in a transaction, it holds the chain's lock. */
export async function appendAudit(
  tx: Db,
  workspaceId: string,
  lines: AuditLine[],
): Promise<Sealed[]> {
  await tx.$executeRawUnsafe(OPEN_CHAIN, workspaceId, emptyChain.hash);
  let head = headOf(await rows(tx, LOCK_HEAD, workspaceId));
  const sealed = lines.map((line) => {
    const next = seal(workspaceId, line, head, digest);
    head = next;
    return next;
  });
  await tx.$executeRawUnsafe(INSERT_LINES, workspaceId, asLines(sealed));
  await tx.$executeRawUnsafe(MOVE_HEAD, workspaceId, head.seq, head.hash);
  return sealed;
}

/** Waits for changes that are not committed yet; the next one waits for this transaction. */
export async function awaitWriters(tx: Db, workspaceId: string): Promise<void> {
  await rows(tx, AWAIT_WRITERS, workspaceId);
}

export async function readHead(db: Db, workspaceId: string): Promise<Head> {
  return headOf(await rows(db, READ_HEAD, workspaceId));
}

/** The chain in pages, oldest first. */
export async function* readAudit(db: Db, workspaceId: string, page = 1000): AsyncGenerator<Sealed> {
  let after = 0;
  for (;;) {
    const found = await rows<Row>(db, READ_LINES, workspaceId, after, page);
    for (const row of found) {
      after = Number(row.seq);
      yield { ...auditLine.parse(row), seq: after, previous: row.previous, hash: row.hash };
    }
    if (found.length < page) return;
  }
}

type Row = { seq: bigint; previous: string; hash: string };

function headOf([row]: { seq: bigint; hash: string }[]): Head {
  return row ? { seq: Number(row.seq), hash: row.hash } : emptyChain;
}
