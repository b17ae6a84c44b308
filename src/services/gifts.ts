import type { Course } from '../domain/approval-course.ts';
import type { Actor, Cause, Change, Deed, Subject } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { personOf, type Territory } from '../domain/routing.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readCrmWithout } from '../store/offered.ts';
import type { ProposalRow } from '../store/proposals.ts';
import { readSeats } from '../store/seats.ts';
import { type Desk, judgeApproved, type RulesNow } from './arrivals.ts';
import { accountDesk } from './intake.ts';
import { leadDesk } from './lead-intake.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';
import type { Case } from './routing.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'log'>;

/** Who gets what a question is about, and where it lies from then on. */
export type Gift = { to: Person; because: string; territory?: Territory };
/** A question under lock, with its account or lead. */
export type Held = { subject: Subject; proposal: ProposalRow & { course: Course }; deed: Deed };

export function deskOf({ kind }: Subject): Desk {
  return kind === 'account' ? accountDesk : leadDesk;
}

/** Whom the rules of this moment propose on the facts of this moment; refuses where that is not what was asked. */
export async function proposedGift(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { proposal, subject }: Pick<Held, 'proposal' | 'subject'>,
  rules: RulesNow,
): Promise<Gift> {
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

export async function chosenGift(tx: Db, workspaceId: string, repId: string): Promise<Gift> {
  const seat = (await readSeats(tx, workspaceId)).byId.get(repId);
  if (!seat) throw new Refusal({ kind: 'unknown-rep', asked: repId });
  const crm = await readCrmWithout(tx, workspaceId, repId);
  if (crm) throw new Refusal({ kind: 'no-crm-owner', rep: seat.name, crm });
  return { to: personOf(seat), because: '' };
}

export type Giving = Held & {
  gift: Gift;
  by: Actor;
  reason: string;
  cause: Extract<Cause, { kind: 'approval' }>;
};

/** Through the door of owners. */
export async function give(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { subject, deed, gift, by, reason, cause }: Giving,
): Promise<void> {
  const { territory, to } = gift;
  const expected = deed.owner?.id ?? null;
  const change: Change = { expected, wanted: to.id, actor: by, reason, cause };
  const account = { accountId: subject.id, ...change, ...(territory && { territory }) };
  const { refused } =
    subject.kind === 'account'
      ? await changeOwners(tx, ports, workspaceId, [account])
      : await changeLeadOwners(tx, ports, workspaceId, [{ leadId: subject.id, ...change }]);
  const [unheard] = refused;
  if (unheard) throw new Refusal(unheard.reason);
}
