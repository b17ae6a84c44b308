import type { AuditLine } from '../domain/audit.ts';
import type { Actor, Change, Deed, Subject } from '../domain/ownership.ts';
import { obstacleTo } from '../domain/proposal.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { personOf, type Territory } from '../domain/routing.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import {
  lockProposal,
  type ProposalRow,
  readProposal,
  readProposalSubject,
  settleProposal,
  withdrawStale,
} from '../store/proposals.ts';
import { readSeats } from '../store/seats.ts';
import {
  type Desk,
  judgeApproved,
  type RulesNow,
  readRulebook,
  routeArrivals,
} from './arrivals.ts';
import { deciderOf } from './decider.ts';
import { accountDesk } from './intake.ts';
import { leadDesk } from './lead-intake.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';
import { queueQuestions } from './questions.ts';
import type { Case } from './routing.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;
type Asker = { workspaceId: string; userId: string };

/** What a person says of a proposal. */
export type Said =
  | { kind: 'approve'; reason: string }
  | { kind: 'reassign'; repId: string; reason: string }
  | { kind: 'reject'; reason: string };

/**
 * One verdict, by somebody who may give it, on what is so at this moment: whoever is second reads who was first, and what has
 * changed since the question was asked is asked anew. Verdict, change of owner, audit and effects stand or fall together.
 */
export async function decideProposal(
  ports: Needs,
  asker: Asker,
  proposalId: string,
  said: Said,
): Promise<void> {
  const { workspaceId } = asker;
  const rules = await readRulebook(ports, workspaceId);
  const subject = await readProposalSubject(ports.database.prisma, workspaceId, proposalId);
  if (!subject) throw new Refusal({ kind: 'out-of-date' });
  try {
    await inTransaction(ports.database, async (tx) => {
      const hearing = await hear(tx, asker, proposalId, subject);
      await decide(tx, ports, workspaceId, { ...hearing, rules }, said);
    });
  } catch (error) {
    if (error instanceof Refusal && error.reason.kind === 'asked-anew') {
      await askAnew(ports, workspaceId, subject, proposalId);
    }
    throw error;
  }
}

type Hearing = {
  subject: Subject;
  proposal: ProposalRow;
  deed: Deed;
  decider: Awaited<ReturnType<typeof deciderOf>>;
};

/** The account is locked before the proposal, as routing does it. */
async function hear(
  tx: Db,
  { workspaceId, userId }: Asker,
  proposalId: string,
  subject: Subject,
): Promise<Hearing> {
  const deed = (await deskOf(subject).lock(tx, workspaceId, [subject.id])).get(subject.id);
  await lockProposal(tx, workspaceId, proposalId);
  const proposal = await readProposal(tx, workspaceId, proposalId);
  if (!proposal) throw new Refusal({ kind: 'out-of-date' });
  const { state, subject: named } = proposal;
  const decider = await deciderOf(tx, workspaceId, userId);
  if (state.kind === 'decided') {
    throw new Refusal({ kind: 'already-decided', subject: named.name, verdict: state.verdict });
  }
  const isAsAsked = state.kind === 'pending' && deed?.owner?.id === proposal.present?.id;
  if (!deed || !isAsAsked) throw new Refusal({ kind: 'asked-anew', subject: named.name });
  return { subject, proposal, deed, decider };
}

function deskOf({ kind }: Subject): Desk {
  return kind === 'account' ? accountDesk : leadDesk;
}

async function decide(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { rules, ...hearing }: Hearing & { rules: RulesNow },
  said: Said,
): Promise<void> {
  const { proposal, decider, subject } = hearing;
  const gift = await giftOf(tx, ports, workspaceId, { rules, ...hearing }, said);
  const obstacle = obstacleTo(proposal, decider, gift?.to.id);
  if (obstacle) throw new Refusal(obstacle);
  const by: Actor = { kind: 'rep', id: decider.person.id, name: decider.person.name };
  const given = { by, at: ports.clock.now(), reason: said.reason };
  if (gift) {
    const reason = said.reason || gift.because;
    await give(tx, ports, workspaceId, { ...hearing, gift, by, reason });
    const kind = said.kind === 'reassign' ? 'reassigned' : 'approved';
    await settleProposal(tx, proposal.id, { kind, ...given, to: gift.to });
  } else {
    await appendAudit(tx, workspaceId, [rejection(hearing, given)]);
    await settleProposal(tx, proposal.id, { kind: 'rejected', ...given });
  }
  await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: [proposal.id] });
  ports.log.info({ proposalId: proposal.id, said: said.kind, subject: subject.kind }, 'decided');
}

type Gift = { to: Person; because: string; territory?: Territory };

/** Who gets it by what was said; undefined where it stays as it is. */
async function giftOf(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { rules, proposal, subject }: Hearing & { rules: RulesNow },
  said: Said,
): Promise<Gift | undefined> {
  if (said.kind === 'reject') return undefined;
  if (said.kind === 'reassign') {
    const seat = (await readSeats(tx, workspaceId)).byId.get(said.repId);
    if (!seat) throw new Refusal({ kind: 'unknown-rep', asked: said.repId });
    return { to: personOf(seat), because: '' };
  }
  const { proposed, pool, rule, subject: named } = proposal;
  if (!proposed && pool === undefined) {
    throw new Refusal({ kind: 'nothing-proposed', subject: named.name });
  }
  // What no rule proposed does not hang on the rules.
  if (proposed && !rule) return { to: personOf(proposed), because: '' };
  const desk = deskOf(subject);
  const one =
    rules && (await judgeApproved(tx, ports, workspaceId, { published: rules, desk }, subject.id));
  if (!one || !isAsProposed(one, proposal)) {
    throw new Refusal({ kind: 'asked-anew', subject: named.name });
  }
  if (!one.wanted) throw new Refusal({ kind: 'nothing-proposed', subject: named.name });
  const { territory, wanted } = one;
  return {
    ...{ to: personOf(wanted), because: rule?.sentence ?? '' },
    ...(territory && { territory }),
  };
}

/** The rules of this moment say of the facts of this moment what the question says. */
function isAsProposed({ findings, wanted, dealt }: Case, proposal: ProposalRow): boolean {
  if (findings.rule?.name !== proposal.rule?.name) return false;
  if (proposal.proposed) return wanted?.id === proposal.proposed.id;
  return dealt !== undefined;
}

type Giving = Hearing & { gift: Gift; by: Actor; reason: string };

async function give(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { subject, proposal, deed, gift, by, reason }: Giving,
): Promise<void> {
  const change: Change = {
    ...{ expected: deed.owner?.id ?? null, wanted: gift.to.id, actor: by, reason },
    cause: { kind: 'approval', proposalId: proposal.id },
  };
  const { territory } = gift;
  const account = { accountId: subject.id, ...change, ...(territory && { territory }) };
  const { refused } =
    subject.kind === 'account'
      ? await changeOwners(tx, ports, workspaceId, [account])
      : await changeLeadOwners(tx, ports, workspaceId, [{ leadId: subject.id, ...change }]);
  const [unheard] = refused;
  if (unheard) throw new Refusal(unheard.reason);
}

type Given = { by: Actor; at: Date; reason: string };

function rejection({ subject, proposal, deed }: Hearing, { by, at, reason }: Given): AuditLine {
  const { present, proposed, flags } = proposal;
  return {
    ...{ at, actor: by, action: 'proposal-rejected', subject, reason },
    before: present ? { id: present.id, name: present.name } : null,
    after: present ? { id: present.id, name: present.name } : null,
    context: {
      ...(subject.kind === 'account' && { account: deed.name }),
      ...{ proposalId: proposal.id, flags: flags.map(({ kind }) => kind) },
      ...(proposed && { proposed: proposed.name }),
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
