import { type Break, createVerifier } from '../domain/audit.ts';
import type { Ports } from '../ports.ts';
import { digest, readAudit, readHead } from '../store/audit.ts';

export type AuditReport = { lines: number; head: { seq: number; hash: string }; breaks: Break[] };

/** Walks a workspace's chain from its first line to its head and names every line that is not right. */
export async function verifyAudit(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
): Promise<AuditReport> {
  const verifier = createVerifier(workspaceId, digest);
  // Taken first: lines that are written meanwhile are beyond it and are not read as added.
  const head = await readHead(database.prisma, workspaceId);
  let lines = 0;
  for await (const line of readAudit(database.prisma, workspaceId)) {
    if (line.seq > head.seq && lines >= head.seq) break;
    verifier.read(line);
    lines += 1;
  }
  return { lines, head, breaks: verifier.end(head) };
}
