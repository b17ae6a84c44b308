import { unkeptFiles } from '../domain/dispute.ts';
import type { BroughtFile } from '../domain/dispute-event.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readDispute } from '../store/disputes.ts';
import { takeStep } from './dispute-cases.ts';
import { queueTasks } from './tasks.ts';

/** Slack is asked about them later, as often as it takes: nobody who files waits for it. */
export async function queueFiles(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  disputeId: string,
  files: readonly BroughtFile[],
): Promise<void> {
  const fileIds = files.flatMap(({ id }) => id ?? []);
  if (fileIds.length === 0) return;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'keep-files', disputeId, fileIds }]);
}

/** A copy of each, or a word that there is none. Broken off and done again, a copy may be left that nobody sees. */
export async function keepFiles(
  ports: Ports,
  workspaceId: string,
  { disputeId, fileIds }: { disputeId: string; fileIds: readonly string[] },
): Promise<{ kept: number }> {
  const row = await readDispute(ports.database.prisma, workspaceId, disputeId);
  const waiting = unkeptFiles(row?.dispute.submissions ?? []);
  const files: BroughtFile[] = [];
  for (const file of waiting) {
    if (!file.id || !fileIds.includes(file.id)) continue;
    const copy = await ports.notifier.keepFile(workspaceId, file.id);
    files.push(
      copy === 'gone'
        ? { ...file, became: 'lost' }
        : { id: file.id, name: copy.name, link: copy.link, became: 'kept' },
    );
  }
  if (files.length === 0) return { kept: 0 };
  await inTransaction(ports.database, (tx) =>
    takeStep(tx, ports, workspaceId, disputeId, () => ({ kind: 'keep-files', files })),
  );
  return { kept: files.length };
}
