import {
  beginCourse,
  type Course,
  clockOf,
  type Ringing,
  ring,
} from '../domain/approval-course.ts';
import { approvalPolicy, careRule } from '../domain/approval-policy.ts';
import type { CareKind } from '../domain/question.ts';
import { wordAsked } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import { type Care, readCare, saveCare } from '../store/care-clocks.ts';
import type { Db } from '../store/database.ts';
import { readPolicy } from '../store/policies.ts';
import { readStaff } from '../store/staff.ts';
import { byPolicy as by } from './courses.ts';
import { gatherWaiting, queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'clock' | 'queue'>;

/** A book, or a pair, is put to whoever decides it, until when the policy says. */
export async function beginCare(
  tx: Db,
  { clock }: Pick<Ports, 'clock'>,
  workspaceId: string,
  kind: CareKind,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const at = clock.now();
  const staff = await readStaff(tx, workspaceId, at);
  const stored = await readPolicy(tx, workspaceId, 'approvals');
  const policy = stored ? approvalPolicy.parse(stored.body) : { groups: {}, rules: [] };
  const rule = careRule(policy, kind);
  const begun = (await readCare(tx, workspaceId, kind, ids)).map(({ id, repId: presentId }) => {
    const course = beginCourse({ rule }, { presentId, groups: {} }, { staff, at });
    return { id, course, clock: clockOf(course, [], { staff, at }) };
  });
  await saveCare(tx, workspaceId, kind, begun);
}

type Due = {
  question: CareKind;
  id: string;
  workspaceId: string;
  bell: 'begin' | 'remind' | 'due';
};

const reasons = {
  'stand-in': 'whoever was asked is away',
  escalate: 'nobody answered in time',
};

/** Whoever is asked is reminded at half time; then others are asked. Silence hands nothing over, and merges nothing. */
export async function ringCare(
  tx: Db,
  ports: Needs,
  { question, id, workspaceId, bell }: Due,
  at: Date,
): Promise<Ringing['kind'] | 'begin'> {
  const [care] = await readCare(tx, workspaceId, question, [id]);
  if (bell === 'begin' || !care?.course || !care.dueAt) {
    await beginCare(tx, ports, workspaceId, question, [id]);
    await draw(tx, ports, workspaceId, question, id);
    return 'begin';
  }
  const staff = await readStaff(tx, workspaceId, at);
  const { course, dueAt } = care;
  const ringing = ring({ course, votes: [], dueAt, bell }, { staff, at });
  if (ringing.kind === 'keep') throw new Error(`${question} ${id} is answered by nobody’s silence`);
  const next = ringing.kind === 'rest' ? course : ringing.course;
  await saveCare(tx, workspaceId, question, [{ id, course: next, clock: ringing.clock }]);
  if (ringing.kind === 'remind') await remind(tx, ports, workspaceId, { question, id, dueAt });
  if (ringing.kind === 'stand-in' || ringing.kind === 'escalate') {
    await noteMove(tx, workspaceId, { care, next, at, reason: reasons[ringing.kind] });
    await draw(tx, ports, workspaceId, question, id);
  }
  return ringing.kind;
}

/** Of pairs there is a list, and they may have no card; a book has one with everybody who is asked. */
function draw(tx: Db, ports: Needs, workspaceId: string, kind: CareKind, id: string) {
  const asked = kind === 'handover' ? { fresh: [id], changed: [] } : { fresh: [], changed: [id] };
  return queueQuestions(tx, ports, workspaceId, kind, asked);
}

type Reminded = { question: CareKind; id: string; dueAt: Date };

async function remind(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { question, id, dueAt }: Reminded,
): Promise<void> {
  const posted = await findPosted(tx, workspaceId, question, [id]);
  if (posted.has(id)) {
    const mark = dueAt.toISOString();
    await queueTasks(tx, ports, workspaceId, [{ kind: 'remind-question', question, id, mark }]);
  } else if (question === 'twins') {
    await gatherWaiting(tx, ports, workspaceId);
  } else {
    await draw(tx, ports, workspaceId, question, id);
  }
}

type Move = { care: Care; next: Course; at: Date; reason: string };

/** From now on others may decide it. */
async function noteMove(
  tx: Db,
  workspaceId: string,
  { care, next, at, reason }: Move,
): Promise<void> {
  const { id, course, repId, rep = '' } = care;
  if (!course || !repId) return;
  const before = wordAsked({ course, votes: [] });
  const after = wordAsked({ course: next, votes: [] });
  await appendAudit(tx, workspaceId, [
    {
      ...{ at, actor: by, action: 'handover-moved-up', reason, before, after },
      ...{ subject: { kind: 'rep', id: repId }, context: { rep, handoverId: id } },
    },
  ]);
}
