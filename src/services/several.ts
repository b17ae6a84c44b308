import { subDays } from 'date-fns/subDays';
import { Refusal } from '../domain/refusal.ts';
import type { Several } from '../domain/several.ts';
import type { SeveralTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { type ProposalRow, readProposal } from '../store/proposals.ts';
import { findRepBySlackUser } from '../store/roster.ts';
import { queueTasks } from './tasks.ts';
import { decideProposal, type Needs } from './verdicts.ts';

type Asker = { workspaceId: string; userId: string };
/** `batch`: the window in which they were ticked; sent twice it is one. */
type Batch = Pick<SeveralTask, 'batch' | 'picks' | 'reason'>;

/** From here on they are approved whatever becomes of whoever hears it, and the asker is told what became of them. */
export async function queueSeveral(
  ports: Needs,
  { workspaceId, userId }: Asker,
  { batch, picks, reason }: Batch,
): Promise<void> {
  if (picks.length === 0) return;
  const task = { kind: 'approve-several', batch, userId, picks, reason } as const;
  await inTransaction(ports.database, (tx) => queueTasks(tx, ports, workspaceId, [task]));
}

/** One message to whoever asked for it, once each of them is approved or left out. */
export async function performSeveral(
  ports: Ports,
  workspaceId: string,
  { batch, userId, isRetry, ...asked }: SeveralTask & { isRetry: boolean },
): Promise<{ approved: number; left: number }> {
  const { notifier, clock } = ports;
  const outcome = await approveMany(ports, { workspaceId, userId }, asked);
  const shown = { kind: 'several', outcome, key: batch } as const;
  const yesterday = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, userId, shown, yesterday) : undefined;
  if (!before) await notifier.post(workspaceId, userId, shown);
  return { approved: outcome.approved.length, left: outcome.left.length };
}

/**
 * Each by itself, with one reason for all: what is not any more as it was seen is left out, and the others are not. An
 * earlier try may have approved some of them, and died, or its message was put off, which is no try.
 */
export async function approveMany(
  ports: Needs,
  asker: Asker,
  { picks, reason }: Omit<Batch, 'batch'>,
): Promise<Several> {
  const outcome: Several = { approved: [], agreed: [], left: [] };
  for (const { proposalId, seen } of picks) {
    const before = await doneBefore(ports, asker, { proposalId, reason });
    const name = (await read(ports, asker, proposalId))?.subject.name ?? '';
    try {
      const said = { kind: 'approve', reason, seen } as const;
      const kind = before ?? (await decideProposal(ports, asker, proposalId, said)).kind;
      if (kind === 'agreed') outcome.agreed.push(name);
      else outcome.approved.push({ name, to: receiverIn(await read(ports, asker, proposalId)) });
    } catch (error) {
      if (!(error instanceof Refusal))
        ports.log.error({ proposalId, error: String(error) }, 'fault');
      // Those before it are approved all the same, and have to be told.
      const because = error instanceof Refusal ? error.reason : ({ kind: 'fault' } as const);
      outcome.left.push({ name, because });
    }
  }
  return outcome;
}

/** What the asker has said of it already, for this very reason. */
async function doneBefore(
  ports: Needs,
  asker: Asker,
  { proposalId, reason }: { proposalId: string; reason: string },
): Promise<'decided' | 'agreed' | undefined> {
  const found = await read(ports, asker, proposalId);
  const person = await findRepBySlackUser(
    ...([ports.database.prisma, asker.workspaceId, asker.userId] as const),
  );
  if (!found || !person) return undefined;
  const { state, votes } = found;
  if (state.kind === 'pending') {
    const isTheirs = votes.some(({ by, reason: why }) => by.id === person.id && why === reason);
    return isTheirs ? 'agreed' : undefined;
  }
  if (state.kind !== 'decided' || state.verdict.kind !== 'approved') return undefined;
  const { by, reason: why } = state.verdict;
  return by.kind === 'rep' && by.id === person.id && why === reason ? 'decided' : undefined;
}

function read({ database }: Needs, { workspaceId }: Asker, proposalId: string) {
  return readProposal(database.prisma, workspaceId, proposalId);
}

function receiverIn(found: ProposalRow | undefined): string | undefined {
  const state = found?.state;
  return state?.kind === 'decided' && state.verdict.kind === 'approved'
    ? state.verdict.to.name
    : undefined;
}
