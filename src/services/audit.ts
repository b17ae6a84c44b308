import { type Break, createVerifier } from '../domain/audit.ts';
import type { Ports } from '../ports.ts';
import { digest, readAudit, readHead } from '../store/audit.ts';
import { inSnapshot } from '../store/database.ts';

export type AuditReport = { lines: number; head: { seq: number; hash: string }; breaks: Break[] };

/** Walks a workspace's chain from its first line to its head and names every line that is not right. */
export async function verifyAudit(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
): Promise<AuditReport> {
  // One snapshot: lines that are written meanwhile are neither missed nor taken for strange.
  return inSnapshot(database, async (db) => {
    const verifier = createVerifier(workspaceId, digest);
    let lines = 0;
    for await (const line of readAudit(db, workspaceId)) {
      verifier.read(line);
      lines += 1;
    }
    const head = await readHead(db, workspaceId);
    return { lines, head, breaks: verifier.end(head) };
  });
}
