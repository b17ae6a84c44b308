import type { WaitingPage } from '../domain/book.ts';
import { type Flag, peopleIn } from '../domain/flag.ts';
import { firstAsked, type Proposal } from '../domain/proposal.ts';
import type { Ports } from '../ports.ts';
import { findPosted, rememberCard } from '../store/cards.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { type ProposalsSaved, readProposal } from '../store/proposals.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { readSeatsNamed } from '../store/seats.ts';
import { countWaiting, readWaitingDecisions, readWaitingLines } from '../store/waiting.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { permit } from './permission.ts';
import { redrawPosted } from './sharing.ts';
import { queueTasks } from './tasks.ts';

/** More at once are told as one message: nobody reads them one by one as they come. */
const FEW = 5;
const MANY_WAIT_SECONDS = 20;

/** A card for each new question, in the transaction that asks it; those that hang somewhere are drawn again. */
export async function queueProposals(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  { fresh, changed }: ProposalsSaved,
): Promise<void> {
  const mark = newId();
  const posted = await findPosted(tx, workspaceId, 'proposal', changed);
  const drawn = [...posted, ...(fresh.length <= FEW ? fresh : [])];
  const draws = drawn.map((proposalId) => ({ kind: 'draw-proposal', proposalId, mark }) as const);
  await queueTasks(tx, ports, workspaceId, draws);
  if (fresh.length <= FEW) return;
  const since = `${ports.clock.now().toISOString().slice(0, 15)}0`;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'tell-waiting', since }], MANY_WAIT_SECONDS);
}

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

/** Posted to whoever is asked first where nobody has it yet, drawn again where somebody has. */
export async function drawProposal(
  ports: Ports,
  workspaceId: string,
  proposalId: string,
): Promise<{ drawn: number }> {
  const { notifier, database } = ports;
  const again = await redrawPosted(ports, workspaceId, {
    ...{ kind: 'proposal', subjectId: proposalId },
    read: () => showProposal(ports, workspaceId, proposalId),
    draw: (where, proposal) => notifier.redrawProposal(workspaceId, where, proposal),
  });
  if (again.drawn > 0) return again;
  const proposal = await showProposal(ports, workspaceId, proposalId);
  if (proposal?.state.kind !== 'pending') return again;
  for (const channel of await placesFor(ports, workspaceId, proposal)) {
    const where = await notifier.postProposal(workspaceId, channel, proposal);
    if (where === 'gone') continue;
    const card = { kind: 'proposal', subjectId: proposalId, postedFor: '', ...where } as const;
    const at = ports.clock.now();
    await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, at));
    return { drawn: 1 };
  }
  return again;
}

/** Where it may be asked, the best place first. */
async function placesFor(
  { database }: Ports,
  workspaceId: string,
  proposal: Proposal,
): Promise<string[]> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const asked = firstAsked(proposal)?.slackUserId;
  return [asked, workspace?.opsChannel].filter((place) => place !== undefined);
}

/** More have come at once than anybody reads one by one: ops are told how many wait, and why. */
export async function tellWaiting(
  { database, notifier }: Ports,
  workspaceId: string,
): Promise<{ kind: 'told' | 'nobody' }> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const waiting = await readWaitingDecisions(database.prisma, workspaceId);
  if (!workspace?.opsChannel || waiting.total === 0) return { kind: 'nobody' };
  await notifier.postWaiting(workspaceId, workspace.opsChannel, waiting);
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
