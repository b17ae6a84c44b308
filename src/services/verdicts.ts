import {
  askedNow,
  type Course,
  clockOf,
  holdersOf,
  isAgreed,
  type Vote,
} from '../domain/approval-course.ts';
import { type AuditLine, namedInLog } from '../domain/audit.ts';
import type { Actor, Subject } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { type Decider, wordAsked } from '../domain/voice.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import { saveAsked, saveCourses, saveVote } from '../store/courses.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import {
  lockProposal,
  readProposal,
  readProposalSubject,
  settleProposal,
  withdrawStale,
} from '../store/proposals.ts';
import { readStaff } from '../store/staff.ts';
import { type RulesNow, readRulebook, routeArrivals } from './arrivals.ts';
import { askPeople } from './courses.ts';
import { speakerOf } from './decider.ts';
import { chosenGift, deskOf, type Gift, give, type Held, proposedGift } from './gifts.ts';
import { queueQuestions } from './questions.ts';
import { type Heeded, heed, type Said } from './voices.ts';
import { wake } from './wakings.ts';

export type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;
type Asker = { workspaceId: string; userId: string };

/**
 * One verdict, by those who may give it, on what is so at this moment: whoever is second reads who was first, and what has
 * changed since the question was asked is asked anew. Verdict, change of owner, audit and effects stand or fall together.
 */
export async function decideProposal(
  ports: Needs,
  { workspaceId, userId }: Asker,
  proposalId: string,
  said: Said,
): Promise<{ kind: 'decided' | 'agreed' }> {
  return decideWith(ports, workspaceId, proposalId, async (tx, held, rules) => {
    const { decisionId = '', subject } = held.proposal;
    if (said.kind === 'approve' && said.seen !== undefined && said.seen !== decisionId) {
      throw new Refusal({ kind: 'changed-meanwhile', subject: subject.name });
    }
    const decider = await speakerOf(tx, workspaceId, userId, ports.clock.now());
    return decide(tx, ports, workspaceId, { ...held, rules, decider }, said);
  });
}

/** Under lock, as long as it is as it was asked; else it is asked anew. */
export async function decideWith<Outcome>(
  ports: Needs,
  workspaceId: string,
  proposalId: string,
  decideIt: (tx: Db, held: Held, rules: RulesNow) => Promise<Outcome>,
): Promise<Outcome> {
  const rules = await readRulebook(ports, workspaceId);
  const subject = await readProposalSubject(ports.database.prisma, workspaceId, proposalId);
  if (!subject) throw new Refusal({ kind: 'out-of-date' });
  try {
    return await inTransaction(ports.database, async (tx) => {
      const held = await hear(tx, ports, workspaceId, proposalId, subject);
      return decideIt(tx, held, rules);
    });
  } catch (error) {
    if (error instanceof Refusal && error.reason.kind === 'asked-anew') {
      await askAnew(ports, workspaceId, subject, proposalId);
    }
    throw error;
  }
}

/** The account is locked before the proposal, as routing does it. */
async function hear(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  proposalId: string,
  subject: Subject,
): Promise<Held> {
  const deed = (await deskOf(subject).lock(tx, workspaceId, [subject.id])).get(subject.id);
  await lockProposal(tx, workspaceId, proposalId);
  const proposal = await readProposal(tx, workspaceId, proposalId);
  if (!proposal) throw new Refusal({ kind: 'out-of-date' });
  const { state, subject: named } = proposal;
  if (state.kind === 'decided') {
    throw new Refusal({ kind: 'already-decided', subject: named.name, verdict: state.verdict });
  }
  const isAsAsked = state.kind === 'pending' && deed?.owner?.id === proposal.present?.id;
  if (!deed || !isAsAsked) throw new Refusal({ kind: 'asked-anew', subject: named.name });
  const course = proposal.course ?? (await beginNow(tx, ports, workspaceId, proposalId));
  return { subject, proposal: { ...proposal, course }, deed };
}

/** It is so new that nobody was asked yet. */
async function beginNow(tx: Db, ports: Needs, workspaceId: string, id: string): Promise<Course> {
  await askPeople(tx, ports, workspaceId, [id]);
  const course = (await readProposal(tx, workspaceId, id))?.course;
  if (!course) throw new Error(`proposal ${id} waits and has no course`);
  return course;
}

type Hearing = Held & { rules: RulesNow; decider: Decider };

async function decide(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { rules, decider, ...held }: Hearing,
  said: Said,
): Promise<{ kind: 'decided' | 'agreed' }> {
  const { proposal, subject } = held;
  const voice = await heed(tx, ports, workspaceId, { proposal, decider }, said);
  const vote = voteOf(voice, decider, said, ports.clock.now());
  const { by, at, onBehalfOf } = vote;
  const given = {
    ...{ by: { kind: 'rep' as const, id: by.id, name: by.name }, at, reason: said.reason },
    ...(onBehalfOf && { onBehalfOf }),
  };
  const isJoined = said.kind === 'approve' && !isEnough(held, vote);
  if (said.kind === 'reject') {
    await appendAudit(tx, workspaceId, [rejection(held, given)]);
    await settleProposal(tx, proposal.id, { kind: 'rejected', ...given });
  } else if (isJoined) {
    await join(tx, ports, workspaceId, held, vote);
  } else {
    const gift = await giftOf(tx, ports, workspaceId, { ...held, rules, decider }, said);
    const reason = said.reason || gift.because;
    const cause = {
      ...{ kind: 'approval' as const, proposalId: proposal.id },
      ...(onBehalfOf && { onBehalfOf: onBehalfOf.name }),
    };
    await give(tx, ports, workspaceId, { ...held, gift, by: given.by, reason, cause });
    const kind = said.kind === 'reassign' ? 'reassigned' : 'approved';
    await settleProposal(tx, proposal.id, { kind, ...given, to: gift.to });
  }
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: [proposal.id] });
  ports.log.info({ proposalId: proposal.id, said: said.kind, subject: subject.kind }, 'decided');
  return { kind: isJoined ? 'agreed' : 'decided' };
}

function voteOf(voice: Heeded, { person: by }: Decider, { reason }: Said, at: Date): Vote {
  const { seats } = voice;
  const behalf = voice.kind === 'asked' && voice.onBehalfOf;
  return { seats, by, at, reason, ...(behalf && { onBehalfOf: behalf }) };
}

function isEnough({ proposal: { course, votes } }: Held, vote: Vote): boolean {
  return isAgreed(course, [...votes, vote]);
}

/** Their yes is kept, and others are waited for; whoever is next in sequence has their own time. */
async function join(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { proposal, subject, deed }: Held,
  vote: Vote,
): Promise<void> {
  const { id, course, dueAt } = proposal;
  const votes = [...proposal.votes, vote];
  const at = ports.clock.now();
  await saveVote(tx, workspaceId, id, vote);
  const [next] = askedNow(course, votes);
  const isNew = course.mode === 'in sequence' && next !== askedNow(course, proposal.votes)[0];
  const staff = await readStaff(tx, workspaceId, at);
  const asked = holdersOf(course, votes);
  if (isNew || !dueAt) {
    await saveCourses(tx, workspaceId, [
      { id, course, asked, clock: clockOf(course, votes, { staff, at }) },
    ]);
    await tellNext(tx, ports, workspaceId, id);
  } else {
    await saveAsked(tx, id, asked);
  }
  const by: Actor = { kind: 'rep', id: vote.by.id, name: vote.by.name };
  await appendAudit(tx, workspaceId, [
    {
      ...{ at, actor: by, action: 'proposal-agreed', subject, reason: vote.reason },
      ...{ before: null, after: null },
      context: {
        ...namedInLog(subject, deed.name),
        ...{ proposalId: id, waitsFor: wordAsked({ course, votes }) },
        ...(vote.onBehalfOf && { onBehalfOf: vote.onBehalfOf.name }),
      },
    },
  ]);
}

/** A card goes to them where it hangs before others; what was asked in bulk has none. */
async function tellNext(tx: Db, ports: Needs, workspaceId: string, id: string): Promise<void> {
  const posted = await findPosted(tx, workspaceId, 'proposal', [id]);
  if (posted.has(id)) return;
  await wake(tx, ports, workspaceId, [id], { how: 'new', pace: 'many' });
}

async function giftOf(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { rules, decider, ...held }: Hearing,
  said: Exclude<Said, { kind: 'reject' }>,
): Promise<Gift> {
  const gift =
    said.kind === 'reassign'
      ? await chosenGift(tx, workspaceId, said.repId)
      : await proposedGift(tx, ports, workspaceId, held, rules);
  const { course, subject } = held.proposal;
  // Whom a pool deals to is known only now.
  if (gift.to.id === decider.person.id && course.ownGain === 'refuse') {
    throw new Refusal({ kind: 'own-gain', subject: subject.name });
  }
  return gift;
}

type Given = { by: Actor; at: Date; reason: string; onBehalfOf?: Person };

function rejection({ subject, proposal, deed }: Held, given: Given): AuditLine {
  const { present, proposed, flags } = proposal;
  const { by, at, reason, onBehalfOf } = given;
  return {
    ...{ at, actor: by, action: 'proposal-rejected', subject, reason },
    before: present ? { id: present.id, name: present.name } : null,
    after: present ? { id: present.id, name: present.name } : null,
    context: {
      ...namedInLog(subject, deed.name),
      ...{ proposalId: proposal.id, flags: flags.map(({ kind }) => kind) },
      ...(proposed && { proposed: proposed.name }),
      ...(onBehalfOf && { onBehalfOf: onBehalfOf.name }),
    },
  };
}

/** By what is so now; a question that nothing asks any more is withdrawn. */
async function askAnew(
  ports: Needs,
  workspaceId: string,
  subject: Subject,
  proposalId: string,
): Promise<void> {
  const arrival = { subjectId: subject.id, key: `anew:${newId()}`, at: ports.clock.now() };
  await routeArrivals(ports, workspaceId, [arrival], deskOf(subject));
  await inTransaction(ports.database, async (tx) => {
    const changed = await withdrawStale(tx, workspaceId, proposalId);
    await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  });
}
