import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { findMerging } from '../store/disputes.ts';
import { takeStep } from './dispute-cases.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;

/** What a case ended with has come to nothing: its sides hear why, and may raise the same claim again at once. */
export async function noteNotTaken(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  disputeId: string,
  why: string,
): Promise<void> {
  await takeStep(tx, ports, workspaceId, disputeId, () => ({ kind: 'note-not-taken', why }));
}

/** The same of the case by whose verdict these two were to be one, if there is one. */
export async function noteNotMerged(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  accountIds: readonly string[],
  why: string,
): Promise<void> {
  const disputeId = await findMerging(tx, workspaceId, accountIds);
  if (disputeId) await noteNotTaken(tx, ports, workspaceId, disputeId, why);
}
