import { Refusal } from '../domain/refusal.ts';
import {
  propertiesFor,
  type WriteBack,
  type WriteBackPart,
  writeBackOf,
} from '../domain/write-back.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import { readWriteBack, saveWriteBack } from '../store/workspaces.ts';
import { actorOf } from './actor.ts';
import { permit } from './permission.ts';

type Asker = { workspaceId: string; userId: string };

export async function showWriteBack(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
): Promise<WriteBack> {
  await permit(ports, asker, 'map fields');
  return readWriteBack(ports.database.prisma, asker.workspaceId);
}

/** From the next new owner on. The properties are made in the CRM where they are not there: that was asked for. */
export async function chooseWriteBack(
  ports: Pick<Ports, 'database' | 'clock' | 'crm'>,
  asker: Asker,
  parts: WriteBackPart[],
): Promise<WriteBack> {
  await permit(ports, asker, 'map fields');
  const { database, clock, crm } = ports;
  const { workspaceId } = asker;
  const connected = crm(workspaceId);
  if (!connected) throw new Refusal({ kind: 'no-crm' });
  const properties = propertiesFor(parts);
  for (const record of ['account', 'lead'] as const) {
    await connected.makeFields(record, properties);
  }
  const actor = await actorOf(ports, asker);
  const chosen = writeBackOf(parts);
  await inTransaction(database, async (tx) => {
    const before = await readWriteBack(tx, workspaceId);
    await saveWriteBack(tx, workspaceId, chosen);
    await appendAudit(tx, workspaceId, [
      {
        ...{ at: clock.now(), actor, action: 'write-back-chosen', before, after: chosen },
        subject: { kind: 'workspace', id: workspaceId },
        reason: 'written into the CRM with each new owner',
        context: {},
      },
    ]);
  });
  return chosen;
}
