import { clockOf, holdersOf, reseated } from '../domain/approval-course.ts';
import type { Ports } from '../ports.ts';
import { saveCourses } from '../store/courses.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findMisproposed, findSeatedLeavers, withdrawMisproposed } from '../store/leavers.ts';
import { lockProposal, readProposal } from '../store/proposals.ts';
import { readStaff } from '../store/staff.ts';
import { routeAnew } from './asking-anew.ts';
import { noteMove } from './courses.ts';
import { queueQuestions } from './questions.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** Whoever has left gets nothing and decides nothing: what waits for them or would go to them is put otherwise. */
export async function askWithoutLeavers(ports: Needs, workspaceId: string): Promise<void> {
  const { database, clock } = ports;
  const at = clock.now();
  const misproposed = await findMisproposed(database.prisma, workspaceId, at);
  const anew = misproposed.map(({ id, subject }) => ({
    ...{ subject, at, key: `left:${at.getTime()}:${id}` },
  }));
  await routeAnew(ports, workspaceId, anew);
  await inTransaction(database, async (tx) => {
    const changed = await withdrawMisproposed(tx, workspaceId, at);
    await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  });
  for (const id of await findSeatedLeavers(database.prisma, workspaceId, at)) {
    await inTransaction(database, (tx) => reseat(tx, ports, workspaceId, id, at));
  }
}

/** Whoever is asked in the place of somebody who has left has time of their own. */
async function reseat(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  id: string,
  at: Date,
): Promise<void> {
  await lockProposal(tx, workspaceId, id);
  const proposal = await readProposal(tx, workspaceId, id);
  if (proposal?.state.kind !== 'pending' || !proposal.course) return;
  const { votes, proposed } = proposal;
  const staff = await readStaff(tx, workspaceId, at);
  const course = reseated(proposal.course, votes, { staff, gains: proposed?.id, at });
  const clock = clockOf(course, votes, { staff, at });
  await saveCourses(tx, workspaceId, [{ id, course, asked: holdersOf(course, votes), clock }]);
  const move = { proposal: { ...proposal, course: proposal.course }, course, votes, at };
  await noteMove(tx, workspaceId, { ...move, reason: 'whoever was asked has left' });
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [id], changed: [] });
}
