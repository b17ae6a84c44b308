import { subDays } from 'date-fns/subDays';
import type { WaitingPage } from '../domain/book.ts';
import { type Flag, peopleIn } from '../domain/flag.ts';
import { may } from '../domain/permission.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ports } from '../ports.ts';
import { readProposal } from '../store/proposals.ts';
import { readSeatsNamed } from '../store/seats.ts';
import { countWaiting, listOf, readWaitingDecisions, readWaitingLines } from '../store/waiting.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { mayNot, speakerOf } from './decider.ts';
import { findRunnersUp } from './runners-up.ts';

/** As it is now, decided or not. */
export async function showProposal(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  proposalId: string,
): Promise<Proposal | undefined> {
  const { prisma } = ports.database;
  const found = await readProposal(prisma, workspaceId, proposalId);
  if (!found) return undefined;
  const emails = found.flags.flatMap(peopleIn);
  const { byEmail } = await readSeatsNamed(prisma, workspaceId, { emails, territory: '' });
  const runnersUp = await findRunnersUp(ports, workspaceId, found);
  return { ...found, runnersUp, people: byEmail };
}

/** More have come at once than anybody reads one by one: ops are told how many wait, and why. */
export async function tellWaiting(
  { database, notifier, clock }: Ports,
  workspaceId: string,
  { since, isRetry }: { since: string; isRetry: boolean },
): Promise<{ kind: 'told' | 'nobody' }> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const waiting = await readWaitingDecisions(database.prisma, workspaceId, { kind: 'all' });
  const { total, twins, refused } = waiting;
  const place = workspace?.opsChannel;
  if (!place || total + twins + refused === 0) return { kind: 'nobody' };
  const shown = { kind: 'waiting', waiting, since } as const;
  const yesterday = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, yesterday) : undefined;
  if (!before) await notifier.post(workspaceId, place, shown);
  return { kind: 'told' };
}

const PAGE = 8;

/** What waits for a person: all of it for ops, for others what is asked of them. */
export async function listWaiting(
  { database: { prisma } }: Pick<Ports, 'database'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  { flag, page }: { flag?: Flag['kind']; page: number },
): Promise<WaitingPage> {
  const { person, role } = await speakerOf(prisma, workspaceId, userId);
  const whose = listOf({ id: person.id, role });
  const { total, byFlag } = await countWaiting(prisma, workspaceId, whose);
  if (total === 0 && !may(role, 'decide proposals')) throw mayNot();
  const among = flag ? (byFlag.find(({ kind }) => kind === flag)?.decisions ?? 0) : total;
  const pages = Math.max(1, Math.ceil(among / PAGE));
  // What waited on the last page may have been decided meanwhile.
  const shown = Math.min(page, pages - 1);
  const part = { from: shown * PAGE, most: PAGE, ...(flag && { flag }) };
  const lines = await readWaitingLines(prisma, workspaceId, whose, part);
  return { total, byFlag, lines, page: shown, pages, ...(flag && { flag }) };
}
