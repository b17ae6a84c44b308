import { decideDispute } from '../domain/dispute.ts';
import { benchOf, colleaguesOf, leftOf, partyOf } from '../domain/dispute-bench.ts';
import { type Grounds, groundsFrom, type Party } from '../domain/dispute-claim.ts';
import type { Court, DisputeCommand } from '../domain/dispute-command.ts';
import type { DisputeEvent, HandedOver } from '../domain/dispute-event.ts';
import { dueOf } from '../domain/dispute-outcome.ts';
import { partiesOf, sidesBefore } from '../domain/dispute-sides.ts';
import { bellOf, type Dispute, isOpenDispute } from '../domain/dispute-state.ts';
import { cameFromCrm } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { findPosted } from '../store/cards.ts';
import type { Db } from '../store/database.ts';
import {
  type DisputeHead,
  type DisputeRow,
  lockDispute,
  readDispute,
  saveHappened,
  setBell,
} from '../store/disputes.ts';
import { readFacts } from '../store/facts.ts';
import { lockDeeds, readLastChanges } from '../store/ownership.ts';
import { readStaff } from '../store/staff.ts';
import { auditLinesOf } from './dispute-audit.ts';
import { correct } from './dispute-fix.ts';
import { resumeHandover } from './dispute-handover.ts';
import { endInterim } from './dispute-interim.ts';
import { carryOut } from './dispute-outcomes.ts';
import { disputePolicyOf } from './dispute-policy.ts';
import { endQuestions } from './dispute-questions.ts';
import { restoreOwner } from './dispute-restoring.ts';
import { queueDisputedHomes } from './home.ts';
import { queueRuleNote } from './rule-notes.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;

/** What is asked of a case, once it is known how it stands. */
export type Asking = (row: DisputeRow) => DisputeCommand | Promise<DisputeCommand>;

/**
 * One step of a case: its account is locked, then the case; what follows is decided on what is so now, written down with its lines
 * in the log, and carried out where its time has come. All of it stands or falls together.
 */
export async function takeStep(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  id: string,
  asking: Asking,
): Promise<Dispute> {
  const row = await openFile(tx, workspaceId, id);
  const command = await asking(row);
  const said = await answer(tx, ports, workspaceId, row, command);
  const settled = await settle(tx, ports, workspaceId, { ...row, ...said });
  if (isOpenDispute(row.dispute) && !isOpenDispute(settled.dispute)) {
    // Where a verdict was carried out, that has said whose it is.
    if (!isOpenDispute(said.dispute)) {
      await restoreOwner(tx, ports, workspaceId, { id, dispute: said.dispute }, ended);
    }
    if (settled.dispute.status === 'data-fix') {
      await correct(tx, ports, workspaceId, id, settled.dispute);
    }
    await endInterim(tx, ports, workspaceId, { id, dispute: settled.dispute });
    const goesOn = await resumeHandover(tx, ports, workspaceId, { id, dispute: settled.dispute });
    if (!goesOn) await endQuestions(tx, ports, workspaceId, settled);
  }
  await queueDrawing(tx, ports, workspaceId, settled);
  return settled.dispute;
}

const ended = {
  actor: { kind: 'machine', name: 'Cadastre' },
  reason: 'its dispute has ended without a verdict, so it is whose it was before',
} as const;

/** Wherever the case hangs, the card of its account, and Homes that show it. */
export async function queueDrawing(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { head }: { head: Pick<DisputeHead, 'id' | 'lastSeq' | 'accountId'> },
): Promise<void> {
  const { id: disputeId, lastSeq, accountId } = head;
  const mark = String(lastSeq);
  const posted = await findPosted(tx, workspaceId, 'owner-card', [accountId]);
  const changeId = `dispute ${disputeId} ${mark}`;
  await queueTasks(tx, ports, workspaceId, [
    { kind: 'draw-dispute', disputeId, mark },
    ...(posted.has(accountId) ? [{ kind: 'redraw-cards' as const, changeId, accountId }] : []),
  ]);
  await queueDisputedHomes(tx, ports, workspaceId, { disputeId, mark: changeId });
}

/** The account is locked before the case, as routing does it. */
async function openFile(tx: Db, workspaceId: string, id: string): Promise<DisputeRow & Step> {
  const found = await readDispute(tx, workspaceId, id);
  if (!found) throw new Refusal({ kind: 'out-of-date' });
  const { accountId } = found.head;
  const deed = (await lockDeeds(tx, workspaceId, [accountId])).get(accountId);
  const row = await lockDispute(tx, workspaceId, id);
  if (!row) throw new Refusal({ kind: 'out-of-date' });
  return { ...row, ownerId: deed?.owner?.id };
}

/** `ownerId`: whose the account was when it was locked. */
type Step = Pick<DisputeRow, 'head' | 'dispute'> & { ownerId: string | undefined };

async function answer(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  { head, dispute, ownerId }: Step,
  command: DisputeCommand,
): Promise<Step> {
  const at = clock.now();
  const parties = sidesBefore(dispute, command, ownerId);
  const between = { parties, voices: dispute.voices, ownerId };
  const court = await courtOf(tx, workspaceId, head.policyNumber, between, at);
  const handed = await handedIn(tx, workspaceId, dispute, ownerId);
  const said = decideDispute(dispute, command, at, { ...court, ...(handed && { handed }) });
  if (said.kind === 'refused') throw new Refusal(said.reason);
  return record(tx, workspaceId, { head, dispute, ownerId }, said.events);
}

/** How the account came to whoever has it and was not known to. */
async function handedIn(
  tx: Db,
  workspaceId: string,
  { account, present }: Dispute,
  ownerId: string | undefined,
): Promise<HandedOver | undefined> {
  if (!ownerId || ownerId === present?.id) return undefined;
  const last = (await readLastChanges(tx, workspaceId, 'account', [account.id])).get(account.id);
  if (!last) return undefined;
  const said = { by: last.by.name, reason: last.reason };
  if (last.cause === 'operator') return { kind: 'operator', ...said };
  return cameFromCrm({ kind: last.cause }) ? { kind: 'crm', ...said } : undefined;
}

type Between = {
  parties: readonly Party[];
  voices: readonly string[];
  ownerId?: string | undefined;
};

/** The policy of a case, who sits on its rungs at this moment, and who has left: whoever has the account is a side. */
export async function courtOf(
  tx: Db,
  workspaceId: string,
  policyNumber: number,
  { parties, voices, ownerId }: Between,
  at: Date,
): Promise<Court> {
  const policy = await disputePolicyOf(tx, workspaceId, policyNumber);
  const staff = await readStaff(tx, workspaceId, at);
  const colleagues = colleaguesOf(staff, at);
  const found = staff.byId.get(ownerId ?? '');
  const owner = found && partyOf(found);
  const bench = benchOf(partiesOf([...parties, owner]), colleagues, policy, voices);
  return { policy, bench, left: leftOf(colleagues), ...(owner && { owner }) };
}

/** Written down, with a line in the log for each. */
async function record(
  tx: Db,
  workspaceId: string,
  { head, dispute: before, ownerId }: Step,
  events: readonly DisputeEvent[],
): Promise<Step> {
  if (events.length === 0) {
    await setBell(tx, head.id, bellOf(before));
    return { head, dispute: before, ownerId };
  }
  const dispute = await saveHappened(tx, workspaceId, head, before, events);
  const { account } = dispute;
  await appendAudit(tx, workspaceId, auditLinesOf({ ...head, account }, events));
  const lastSeq = head.lastSeq + events.length;
  return { head: { ...head, lastSeq, accountId: account.id }, dispute, ownerId };
}

/** Carries out what was decided, where its time has come. */
async function settle(tx: Db, ports: Needs, workspaceId: string, step: Step): Promise<Step> {
  const { dispute, head } = step;
  if (dispute.status !== 'decided') return step;
  const due = dueOf(dispute.decision.ruling);
  const isHold = dispute.decision.ruling.outcome.kind === 'hold';
  if (isHold || (due && due > ports.clock.now())) return step;
  const policy = await disputePolicyOf(tx, workspaceId, head.policyNumber);
  await carryOut(tx, ports, workspaceId, { ...step, dispute, policy });
  const grounds = await groundsOf(tx, workspaceId, dispute.account.id);
  const closed = await answer(tx, ports, workspaceId, step, { kind: 'apply', grounds });
  if (dispute.decision.ruling.outcome.kind !== 'keep') {
    await queueRuleNote(tx, ports, workspaceId, head.id);
  }
  return closed;
}

/** What is known of an account now. */
export async function groundsOf(tx: Db, workspaceId: string, accountId: string): Promise<Grounds> {
  const known = (await readFacts(tx, workspaceId, [accountId])).get(accountId);
  return groundsFrom(known?.facts ?? {});
}
