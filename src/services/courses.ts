import {
  beginCourse,
  type Clock,
  type Course,
  clockOf,
  holdersOf,
  inOffice,
  isByTerms,
  renewed,
  type Vote,
} from '../domain/approval-course.ts';
import {
  type ApprovalPolicy,
  type ApprovalRule,
  type ApprovalSubject,
  approvalPolicy,
  approvesItself,
  ruleFor,
} from '../domain/approval-policy.ts';
import { namedInLog } from '../domain/audit.ts';
import type { Actor } from '../domain/ownership.ts';
import { placesAbove, type Staff } from '../domain/staff.ts';
import { wordAsked } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Asking, readAskings, saveCourses, wakeToApprove } from '../store/courses.ts';
import type { Db } from '../store/database.ts';
import { readPolicy } from '../store/policies.ts';
import { type ProposalRow, readProposal } from '../store/proposals.ts';
import { readStaff } from '../store/staff.ts';
import { type Asked, queueQuestions } from './questions.ts';
import { wake } from './wakings.ts';

type Needs = Pick<Ports, 'clock' | 'queue'>;
/** A question, and the rule of the policy by which it is asked. */
type Heard = { asking: Asking; subject: ApprovalSubject; rule: ApprovalRule };

/** Who has done what a policy does by itself. */
export const byPolicy: Actor = { kind: 'machine', name: 'the approval policy' };

/** Those with other reasons than before are told apart, where any are. */
type ToBeAsked = Asked & { otherwise?: string[] };

/** New questions and those with new reasons are put to whom the policy names; some it approves by itself. */
export async function askProposals(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { fresh, changed, otherwise = [] }: ToBeAsked,
): Promise<void> {
  if (fresh.length + changed.length === 0) return;
  const scene = await readScene(tx, ports, workspaceId);
  const all = await hear(tx, workspaceId, scene, [...fresh, ...changed]);
  const heard = all.filter(
    ({ asking, rule }) => !(asking.course && isByTerms(asking.course, rule, reviewerOf(asking))),
  );
  const [itself, others] = [heard.filter(isItself), heard.filter((one) => !isItself(one))];
  const ids = new Set(itself.map(({ asking }) => asking.id));
  if (ids.size > 0) {
    await wakeToApprove(tx, workspaceId, [...ids], scene.at);
    await ports.queue.rouse(tx, 'bells', workspaceId);
  }
  await begin(tx, workspaceId, scene, others);
  // What is put to others than before is as new to them as what was never asked.
  const put = new Set(others.map(({ asking }) => asking.id));
  const goingOn = otherwise.filter((id) => !put.has(id) && !ids.has(id));
  await renew(tx, ports, workspaceId, scene, goingOn);
  const known = all.filter((one) => !heard.includes(one));
  for (const id of await handOn(tx, workspaceId, scene, known)) put.add(id);
  await queueQuestions(tx, ports, workspaceId, 'proposal', {
    fresh: [...fresh, ...changed].filter((id) => put.has(id)),
    changed: changed.filter((id) => !put.has(id)),
  });
}

/** What cannot approve itself after all, or was never put to anybody. */
export async function askPeople(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  ids: string[],
): Promise<void> {
  const scene = await readScene(tx, ports, workspaceId);
  await begin(tx, workspaceId, scene, await hear(tx, workspaceId, scene, ids));
}

/** By which rule of which version a question approves itself; undefined where people have to look. */
export async function ownApproval(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  id: string,
): Promise<{ number: number; rule: string } | undefined> {
  const scene = await readScene(tx, ports, workspaceId);
  const [one] = await hear(tx, workspaceId, scene, [id]);
  if (!one || !isItself(one) || scene.number === undefined) return undefined;
  return { number: scene.number, rule: one.rule.name };
}

type Scene = { policy: ApprovalPolicy; number?: number | undefined; staff: Staff; at: Date };

async function readScene(tx: Db, { clock }: Needs, workspaceId: string): Promise<Scene> {
  const at = clock.now();
  const stored = await readPolicy(tx, workspaceId, 'approvals');
  const policy = stored ? approvalPolicy.parse(stored.body) : { groups: {}, rules: [] };
  return { policy, number: stored?.number, staff: await readStaff(tx, workspaceId, at), at };
}

async function hear(
  tx: Db,
  workspaceId: string,
  { policy, staff }: Scene,
  ids: string[],
): Promise<Heard[]> {
  if (ids.length === 0) return [];
  const askings = await readAskings(tx, workspaceId, ids);
  return askings.map((asking) => {
    const path = asking.territory ? placesAbove(staff, asking.territory) : [];
    const subject = { ...asking, territories: path.flatMap(({ key, name }) => [key, name]) };
    return { asking, subject, rule: ruleFor(policy, subject) };
  });
}

function isItself({ rule, subject }: Heard): boolean {
  return approvesItself(rule, subject);
}

function reviewerOf({ flags }: Asking): { reviewer?: string | undefined } {
  const [reviewer] = flags.flatMap((one) => (one.kind === 'review' ? (one.by ?? []) : []));
  return { reviewer };
}

async function begin(
  tx: Db,
  workspaceId: string,
  { policy, number, staff, at }: Scene,
  heard: Heard[],
): Promise<void> {
  // An import asks thousands of questions of a few people, whose hours are the same each time.
  const clocks = new Map<string, Clock>();
  const clockFor = (course: Course, asked: string[]) => {
    const key = [course.rule, ...asked].join(' ');
    const clock = clocks.get(key) ?? clockOf(course, [], { staff, at });
    clocks.set(key, clock);
    return clock;
  };
  const lines = heard.map(({ asking, rule }) => {
    const { id, presentId, proposedId, territory } = asking;
    const about = {
      ...reviewerOf(asking),
      presentId,
      proposedId,
      territory,
      groups: policy.groups,
    };
    const course = beginCourse({ rule, number }, about, { staff, gains: proposedId, at });
    const asked = holdersOf(course, []);
    return { id, course, asked, clock: clockFor(course, asked) };
  });
  await saveCourses(tx, workspaceId, lines);
}

/** A yes was to what was known then: whoever has given one is asked again, and told so. */
async function renew(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { staff, at }: Scene,
  ids: string[],
): Promise<void> {
  for (const id of ids) {
    const proposal = await readProposal(tx, workspaceId, id);
    if (!proposal?.course || proposal.votes.length === 0) continue;
    const course = renewed(proposal.course, proposal.votes, at);
    const clock = clockOf(course, [], { staff, at });
    await saveCourses(tx, workspaceId, [{ id, course, asked: holdersOf(course, []), clock }]);
    const move = { proposal: { ...proposal, course: proposal.course }, course, votes: [], at };
    await noteMove(tx, workspaceId, { ...move, reason: 'something else became known since a yes' });
    await wake(tx, ports, workspaceId, [id], { how: 'waits', pace: 'soon' });
  }
}

/** What goes on is put to whoever leads those whom it is about by now. Returns what was. */
async function handOn(
  tx: Db,
  workspaceId: string,
  { staff, at }: Scene,
  known: Heard[],
): Promise<string[]> {
  const handed: string[] = [];
  for (const { asking } of known) {
    const { id, proposedId: gains } = asking;
    const ledOf = (course: Course, votes: readonly Vote[]) => {
      const led = inOffice(course, votes, { staff, gains, at });
      const isSame = holdersOf(led, votes).join() === holdersOf(course, votes).join();
      return isSame ? undefined : led;
    };
    const isMaybe = asking.course && ledOf(asking.course, []);
    const proposal = isMaybe && (await readProposal(tx, workspaceId, id));
    const course = proposal?.course && ledOf(proposal.course, proposal.votes);
    if (!proposal?.course || !course) continue;
    const { votes } = proposal;
    const clock = clockOf(course, votes, { staff, at });
    await saveCourses(tx, workspaceId, [{ id, course, asked: holdersOf(course, votes), clock }]);
    const move = { proposal: { ...proposal, course: proposal.course }, course, votes, at };
    await noteMove(tx, workspaceId, { ...move, reason: 'somebody else leads them now' });
    handed.push(id);
  }
  return handed;
}

type Move = {
  proposal: ProposalRow & { course: Course };
  course: Course;
  /** What was said so far and counts still. */
  votes: readonly Vote[];
  at: Date;
  reason: string;
};

/** Who is asked from now on in whose place is kept: from now on others may decide it. */
export async function noteMove(
  tx: Db,
  workspaceId: string,
  { proposal, course, votes, at, reason }: Move,
): Promise<void> {
  const { id, subject } = proposal;
  await appendAudit(tx, workspaceId, [
    {
      ...{ at, actor: byPolicy, action: 'proposal-moved-up', reason },
      subject: { kind: subject.kind, id: subject.id },
      before: wordAsked(proposal),
      after: wordAsked({ course, votes }),
      context: { ...namedInLog(subject, subject.name), proposalId: id },
    },
  ]);
}
