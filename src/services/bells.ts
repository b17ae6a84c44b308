import {
  type Course,
  holdersOf,
  type Ringing,
  ring as ringCourse,
} from '../domain/approval-course.ts';
import { namedInLog } from '../domain/audit.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type DueBell, findToApprove, lockNextBell } from '../store/bells.ts';
import { findPosted } from '../store/cards.ts';
import { saveCourses } from '../store/courses.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { type ProposalRow, readProposal, settleProposal } from '../store/proposals.ts';
import { readStaff } from '../store/staff.ts';
import { ringCare } from './care-bells.ts';
import { askPeople, byPolicy as by, noteMove } from './courses.ts';
import { queueQuestions } from './questions.ts';
import { approveItself } from './self-approval.ts';
import { wake } from './wakings.ts';

/** What a round leaves is for the next one. */
const MOST = 1000;

/** What is due rings, in whichever replica comes first: once, however often anybody looks. */
export async function ringBells(ports: Ports): Promise<void> {
  await approveThemselves(ports);
  const failed: string[] = [];
  for (let round = 0; round < MOST; round += 1) {
    const rung = await ringNext(ports, failed);
    if (rung === 'none') return;
  }
}

async function approveThemselves(ports: Ports): Promise<void> {
  const { clock, database } = ports;
  for (const { id, workspaceId } of await findToApprove(database.prisma, clock.now(), MOST)) {
    try {
      await approveItself(ports, workspaceId, id);
    } catch (error) {
      ports.log.error({ proposalId: id, error: String(error) }, 'could not approve itself');
    }
  }
}

/** In a transaction of its own. One that fails is left for the next round, and holds up no other. */
async function ringNext(ports: Ports, failed: string[]): Promise<'rung' | 'none'> {
  const at = ports.clock.now();
  const found: DueBell[] = [];
  try {
    await inTransaction(ports.database, async (tx) => {
      const due = await lockNextBell(tx, at, failed);
      if (!due) return;
      found.push(due);
      await ring(tx, ports, due, at);
    });
  } catch (error) {
    const due = found.at(-1);
    if (!due) throw error;
    failed.push(due.id);
    const { question, id } = due;
    ports.log.error({ question, id, error: String(error) }, 'a bell failed: it rings again');
  }
  return found.length > 0 ? 'rung' : 'none';
}

async function ring(tx: Db, ports: Ports, due: DueBell, at: Date): Promise<void> {
  const { question } = due;
  if (question === 'proposal') return ringProposal(tx, ports, due, at);
  const led = await ringCare(tx, ports, { ...due, question }, at);
  ports.log.info({ question, id: due.id, bell: due.bell, led }, 'bell rung');
}

async function ringProposal(
  tx: Db,
  ports: Ports,
  { id, workspaceId, bell }: DueBell,
  at: Date,
): Promise<void> {
  const proposal = await readProposal(tx, workspaceId, id);
  if (bell === 'begin' || !proposal?.course || !proposal.dueAt) {
    return askPeople(tx, ports, workspaceId, [id]);
  }
  const { course, votes, dueAt, proposed } = proposal;
  const staff = await readStaff(tx, workspaceId, at);
  const ringing = ringCourse({ course, votes, dueAt, bell }, { staff, gains: proposed?.id, at });
  await act(tx, ports, workspaceId, { proposal: { ...proposal, course }, ringing, at });
  ports.log.info({ proposalId: id, bell, led: ringing.kind }, 'bell rung');
}

/** What puts it before others than before. */
const moves = {
  remind: undefined,
  'stand-in': { reason: 'whoever was asked is away', how: 'new' },
  'hand-on': { reason: 'somebody else leads them now', how: 'new' },
  escalate: { reason: 'nobody answered in time', how: 'came-up' },
} as const;

type Open = ProposalRow & { course: Course };
type Rung = { proposal: Open; ringing: Ringing; at: Date };

async function act(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  { proposal, ringing, at }: Rung,
): Promise<void> {
  if (ringing.kind === 'keep') return keep(tx, ports, workspaceId, proposal, at);
  const { id, votes } = proposal;
  const course = ringing.kind === 'rest' ? proposal.course : ringing.course;
  const asked = holdersOf(course, votes);
  await saveCourses(tx, workspaceId, [{ id, course, asked, clock: ringing.clock }]);
  if (ringing.kind === 'rest') return;
  const move = moves[ringing.kind];
  if (move) await noteMove(tx, workspaceId, { proposal, course, votes, at, reason: move.reason });
  // Where its card hangs it is drawn again, and posted to whoever is new; of the rest people read in one message.
  const posted = await findPosted(tx, workspaceId, 'proposal', [id]);
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: [id] });
  if (move && posted.has(id)) return;
  const how = move?.how ?? 'waits';
  await wake(tx, ports, workspaceId, [id], { how, pace: posted.has(id) ? 'soon' : 'many' });
}

/** Silence leaves it with whoever has it. */
async function keep(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  { id, subject, present, proposed, course }: Open,
  at: Date,
): Promise<void> {
  const owner = present ? { id: present.id, name: present.name } : null;
  const reason = `nobody answered within ${course.dueHours} working hours`;
  await settleProposal(tx, id, { kind: 'expired', by, at, reason });
  await appendAudit(tx, workspaceId, [
    {
      ...{ at, actor: by, action: 'proposal-expired', reason, before: owner, after: owner },
      subject: { kind: subject.kind, id: subject.id },
      context: {
        ...namedInLog(subject, subject.name),
        ...{ proposalId: id, policy: course.policy ?? null, rule: course.rule },
        ...(proposed && { proposed: proposed.name }),
      },
    },
  ]);
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: [id] });
}
