import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { readDispute } from '../store/disputes.ts';
import { takeStep } from './dispute-cases.ts';
import { gatherEvidence } from './dispute-evidence.ts';

/** A machine looks first; what it may not close goes before people. Done again it finds the case further on. */
export async function hearDispute(
  ports: Ports,
  workspaceId: string,
  id: string,
): Promise<{ status: string }> {
  const found = await readDispute(ports.database.prisma, workspaceId, id);
  if (found?.dispute.status !== 'filed') return { status: found?.dispute.status ?? 'gone' };
  await gatherEvidence(ports, workspaceId, found);
  const dispute = await inTransaction(ports.database, (tx) =>
    takeStep(tx, ports, workspaceId, id, () => ({
      kind: 'triage',
      finding: { kind: 'for-people' },
    })),
  );
  return { status: dispute.status };
}
