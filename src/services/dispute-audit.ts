import type { AuditLine } from '../domain/audit.ts';
import type { Party } from '../domain/dispute-claim.ts';
import type { DisputeDecision, DisputeEvent } from '../domain/dispute-event.ts';
import type { Actor } from '../domain/ownership.ts';
import type { DisputeHead } from '../store/disputes.ts';

const machine: Actor = { kind: 'machine', name: 'Cadastre' };

function actorFrom({ id, name }: Party): Actor {
  return { kind: 'rep', id, name };
}

/** Whoever gave the verdict; nobody did where it lapsed. */
export function deciderOfDispute({ verdict }: DisputeDecision): Actor {
  const last = 'by' in verdict ? verdict.by.at(-1) : undefined;
  return last ? actorFrom(last) : machine;
}

type Case = Pick<DisputeHead, 'id' | 'number'> & { account: { id: string; name: string } };

/** Each step of a case is a line of the log. */
export function auditLinesOf(
  { id, number, account }: Case,
  events: readonly DisputeEvent[],
): AuditLine[] {
  return events.map((event) => ({
    at: event.at,
    actor: actorOfEvent(event),
    action: `dispute-${event.kind}`,
    subject: { kind: 'account', id: account.id },
    reason: reasonOfEvent(event),
    before: null,
    after: whatFollows(event),
    context: { account: account.name, dispute: number, disputeId: id },
  }));
}

/** What is so from then on, in few words: the case itself keeps all of it. */
function whatFollows(event: DisputeEvent): AuditLine['after'] {
  switch (event.kind) {
    case 'decided':
      return { outcome: event.decision.ruling.outcome.kind, verdict: event.decision.verdict.kind };
    case 'reached':
      return { rung: event.rung, dueAt: event.clock.dueAt.toISOString() };
    case 'offered':
    case 'ruled':
      return { outcome: event.ruling.outcome.kind };
    case 'changed-hands':
      return { owner: event.owner.name };
    default:
      return null;
  }
}

function actorOfEvent(event: DisputeEvent): Actor {
  if (event.kind === 'decided') return deciderOfDispute(event.decision);
  if (event.kind === 'submitted') return actorFrom(event.submission.by);
  if (event.kind === 'reached' && event.because.kind === 'passed-up') {
    return actorFrom(event.because.by);
  }
  return 'by' in event && event.by ? actorFrom(event.by) : machine;
}

function reasonOfEvent(event: DisputeEvent): string {
  switch (event.kind) {
    case 'filed':
    case 'joined':
      return event.claim.reason;
    case 'decided':
      return textOf(event.decision);
    case 'ruled':
      return event.text;
    case 'submitted':
    case 'appealed':
      return event.submission.text;
    case 'withdrawn':
      return event.reason;
    case 'changed-hands':
      return event.how?.reason ?? '';
    case 'reached':
      return event.because.kind === 'passed-up' ? event.because.why : event.because.kind;
    default:
      return '';
  }
}

/** Why an account is pinned by it. */
export function pinTextOf({ number }: Pick<DisputeHead, 'number'>, decision: DisputeDecision) {
  return `dispute ${number}: ${textOf(decision)}`;
}

/** Why an owner changes by it, in the deciders' words where they have any. */
export function textOf({ verdict }: DisputeDecision): string {
  switch (verdict.kind) {
    case 'ruled':
      return verdict.text;
    case 'agreed':
      return `${verdict.by.map(({ name }) => name).join(' and ')} agreed on it`;
    case 'lapsed':
      return 'nobody decided the dispute in time, so the present owner keeps it';
    case 'in-band':
      return `${verdict.attribute} lies within ${verdict.percent} % of the rule’s line`;
  }
}
