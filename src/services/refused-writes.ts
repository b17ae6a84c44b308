import { subMinutes } from 'date-fns/subMinutes';
import type { RefusedWrite } from '../domain/refused-write.ts';
import { type CrmOwnerTask, ownedOf } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import {
  closeRefusedWrites,
  countRefusedWrites,
  findRetried,
  openRefusedWrites,
  readRefusedWrite,
} from '../store/refused-writes.ts';
import { queueQuestions } from './questions.ts';

type Door = Pick<Ports, 'clock' | 'queue'>;

/** What the CRM refuses because of one cause comes within such a time. */
const TOGETHER_MINUTES = 10;

/** Asks about the new owners among these given-up tasks, in the transaction that gives them up. */
export async function askRefusedWrites(
  tx: Db,
  ports: Door,
  workspaceId: string,
  taskIds: string[],
): Promise<void> {
  if (taskIds.length === 0) return;
  const at = ports.clock.now();
  const since = subMinutes(at, TOGETHER_MINUTES);
  const before = await countRefusedWrites(tx, workspaceId, since);
  const asked = await openRefusedWrites(tx, workspaceId, taskIds, at);
  await queueQuestions(tx, ports, workspaceId, 'refused-write', { ...asked, before });
}

/** The CRM has these owners: whoever was asked about one need not answer any more, or sees what came of it. */
export async function noteTaken(
  tx: Db,
  ports: Door,
  workspaceId: string,
  taken: { id: string; task: CrmOwnerTask }[],
): Promise<void> {
  if (taken.length === 0) return;
  const subjectIds = taken.map(({ task }) => ownedOf(task).id);
  const taskIds = taken.map(({ id }) => id);
  const closing = { status: 'taken', at: ports.clock.now() } as const;
  const closed = await closeRefusedWrites(tx, workspaceId, subjectIds, closing);
  const changed = [...closed, ...(await findRetried(tx, workspaceId, taskIds))];
  await queueQuestions(tx, ports, workspaceId, 'refused-write', { fresh: [], changed });
}

/** They have a newer owner, or are gone: nobody need answer for the one that was refused. */
export async function withdrawRefusedWrites(
  tx: Db,
  ports: Door,
  workspaceId: string,
  subjectIds: string[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  const closing = { status: 'withdrawn', at: ports.clock.now() } as const;
  const changed = await closeRefusedWrites(tx, workspaceId, subjectIds, closing);
  await queueQuestions(tx, ports, workspaceId, 'refused-write', { fresh: [], changed });
}

/** As it is now, answered or not. */
export async function showRefusedWrite(
  { database, crm }: Pick<Ports, 'database' | 'crm'>,
  workspaceId: string,
  id: string,
): Promise<RefusedWrite | undefined> {
  const found = await readRefusedWrite(database.prisma, workspaceId, id);
  return found && { ...found, crm: crm(workspaceId)?.name ?? 'The CRM' };
}
