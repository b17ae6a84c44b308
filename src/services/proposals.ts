import type { WaitingPage } from '../domain/book.ts';
import { type Flag, peopleIn } from '../domain/flag.ts';
import type { Proposal } from '../domain/proposal.ts';
import type { Ports } from '../ports.ts';
import { readProposal } from '../store/proposals.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { readSeatsNamed } from '../store/seats.ts';
import { countWaiting, readWaitingDecisions, readWaitingLines } from '../store/waiting.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { permit } from './permission.ts';

/** As it is now, decided or not. */
export async function showProposal(
  { database: { prisma } }: Pick<Ports, 'database'>,
  workspaceId: string,
  proposalId: string,
): Promise<Proposal | undefined> {
  const found = await readProposal(prisma, workspaceId, proposalId);
  if (!found) return undefined;
  const emails = found.flags.flatMap(peopleIn);
  const { byEmail } = await readSeatsNamed(prisma, workspaceId, { emails, territory: '' });
  return { ...found, people: byEmail };
}

/** More have come at once than anybody reads one by one: ops are told how many wait, and why. */
export async function tellWaiting(
  { database, notifier }: Ports,
  workspaceId: string,
): Promise<{ kind: 'told' | 'nobody' }> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const waiting = await readWaitingDecisions(database.prisma, workspaceId);
  if (!workspace?.opsChannel || waiting.total + waiting.twins + waiting.refused === 0)
    return { kind: 'nobody' };
  await notifier.post(workspaceId, workspace.opsChannel, { kind: 'waiting', waiting });
  return { kind: 'told' };
}

const PAGE = 8;

/** What waits for a person, for those who may decide. */
export async function listWaiting(
  ports: Pick<Ports, 'database'>,
  asker: { workspaceId: string; userId: string },
  { flag, page }: { flag?: Flag['kind']; page: number },
): Promise<WaitingPage> {
  await permit(ports, asker, 'decide proposals');
  const { prisma } = ports.database;
  const { workspaceId, userId } = asker;
  const isManager = (await readRole(prisma, workspaceId, userId)) === 'manager';
  const manager = isManager ? await findRepBySlackUser(prisma, workspaceId, userId) : undefined;
  const { total, byFlag } = await countWaiting(prisma, workspaceId, manager?.id);
  const among = flag ? (byFlag.find(({ kind }) => kind === flag)?.decisions ?? 0) : total;
  const pages = Math.max(1, Math.ceil(among / PAGE));
  // What waited on the last page may have been decided meanwhile.
  const shown = Math.min(page, pages - 1);
  const part = { from: shown * PAGE, most: PAGE, ...(flag && { flag }) };
  const lines = await readWaitingLines(prisma, workspaceId, part, manager?.id);
  return { total, byFlag, lines, page: shown, pages, ...(flag && { flag }) };
}
