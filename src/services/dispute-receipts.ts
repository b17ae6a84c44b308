import type { CommandOf } from '../domain/dispute-command.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RefusedWrite } from '../domain/refused-write.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findMerging } from '../store/disputes.ts';
import { endHoldoversOf } from '../store/holdovers.ts';
import { liftPin } from '../store/pins.ts';
import { readRefusedWrite } from '../store/refused-writes.ts';
import { endShares } from '../store/shares.ts';
import { pinTextOf } from './dispute-audit.ts';
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

/** A case hears how the owner by its verdict stands in the CRM at this moment. */
export async function noteWrite(
  ports: Needs,
  workspaceId: string,
  { disputeId, writeId }: { disputeId: string; writeId: string },
): Promise<{ told: CommandOf<'note-write'>['write'] | 'nothing' }> {
  const { database, clock } = ports;
  const found = await readRefusedWrite(database.prisma, workspaceId, writeId, clock.now());
  const write = found && standOf(found);
  if (!write) return { told: 'nothing' };
  await inTransaction(database, (tx) =>
    takeStep(tx, ports, workspaceId, disputeId, () => ({ kind: 'note-write', write })),
  );
  return { told: write };
}

/** Undefined where another question goes on, or whoever answered has told the case. */
function standOf({
  state,
  problem,
}: Pick<RefusedWrite, 'state' | 'problem'>): CommandOf<'note-write'>['write'] | undefined {
  switch (state.kind) {
    case 'open':
      return { kind: 'refused', why: problem };
    case 'taken':
      return { kind: 'taken' };
    case 'withdrawn':
      return { kind: 'moved' };
    case 'decided': {
      const { verdict, outcome } = state;
      const isOpen = outcome === 'on-its-way' || outcome === 'refused';
      return verdict.kind === 'undo' || isOpen ? undefined : { kind: outcome };
    }
  }
}

/**
 * The CRM did not take the owner by a verdict, and a person has given the account back here: nothing stands that came with it. No
 * side does that to the others.
 */
export async function takeVerdictBack(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  disputeId: string,
  { by, why }: { by: Actor; why: string },
): Promise<void> {
  const ending = { disputeId, at: ports.clock.now() };
  await takeStep(tx, ports, workspaceId, disputeId, async ({ head, dispute }) => {
    const { account, parties } = dispute;
    if (by.kind === 'rep' && parties.some(({ id }) => id === by.id)) {
      throw new Refusal({ kind: 'party-decides', account: account.name });
    }
    if (dispute.status === 'closed') {
      const reason = pinTextOf(head, dispute.ended.decision);
      await liftPin(tx, workspaceId, account.id, ending.at, reason);
    }
    await endShares(tx, workspaceId, ending);
    await endHoldoversOf(tx, workspaceId, ending);
    return { kind: 'note-not-taken', why: `${why}, and ${by.name} has taken it back` };
  });
}
