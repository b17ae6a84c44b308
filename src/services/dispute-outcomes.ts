import type { Party } from '../domain/dispute-claim.ts';
import { type DisputeDecision, pinnedUntil } from '../domain/dispute-event.ts';
import {
  asksRules,
  type DisputeOutcome,
  movesAccount,
  type Ruling,
} from '../domain/dispute-outcome.ts';
import type { DisputePolicy } from '../domain/dispute-policy.ts';
import type { Dispute } from '../domain/dispute-state.ts';
import { hasLeft } from '../domain/leaving.ts';
import type { OwnerChange } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { DisputeHead } from '../store/disputes.ts';
import { readOpenDeals, saveHoldovers } from '../store/holdovers.ts';
import { lockDeeds, readLastChanges } from '../store/ownership.ts';
import { liftPin, replacePin } from '../store/pins.ts';
import { endShares, shareCover, splitCredit } from '../store/shares.ts';
import { openPair } from '../store/twins.ts';
import { beginCare } from './care-bells.ts';
import { deciderOfDispute, pinTextOf, textOf } from './dispute-audit.ts';
import { writeValue } from './dispute-fix.ts';
import { restoreOwner } from './dispute-restoring.ts';
import { changeDealOwners, changeOwners } from './ownership.ts';
import { queueQuestions } from './questions.ts';
import { followLate } from './related.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;
type Decided = Extract<Dispute, { status: 'decided' | 'applied' }>;
type Verdict = { head: DisputeHead; dispute: Decided; policy: DisputePolicy };

/** Whoever has the account as it is locked now. */
type Present = { name: string; id: string | null };

/** Does what was decided: the owner through the one door, what it carries beside. Refuses what cannot be done any more. */
export async function carryOut(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  verdict: Verdict,
): Promise<void> {
  const { decision, account } = verdict.dispute;
  const deed = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id);
  if (!deed) throw new Refusal({ kind: 'unknown-account', asked: account.name });
  const present = { name: deed.name, id: deed.owner?.id ?? null };
  if (decision.ruling.outcome.kind !== 'keep') {
    await endShares(tx, workspaceId, { disputeId: verdict.head.id, at: ports.clock.now() });
  }
  if (!movesAccount(decision.ruling.outcome)) await restore(tx, ports, workspaceId, verdict);
  await enact(tx, ports, workspaceId, verdict, decision.ruling, present);
  await pin(tx, ports, workspaceId, verdict);
}

async function enact(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  verdict: Verdict,
  ruling: Ruling,
  present: Present,
): Promise<void> {
  const { outcome } = ruling;
  const { decision } = verdict.dispute;
  const { id: disputeId } = verdict.head;
  const sharing = { accountId: verdict.dispute.account.id, disputeId, at: ports.clock.now() };
  switch (outcome.kind) {
    case 'hold':
    case 'keep':
    case 'keep-alone':
      return;
    case 'transfer':
    case 'transfer-at':
    case 'family-owner':
      return transfer(tx, ports, workspaceId, verdict, { to: outcome.to, present });
    case 'split-credit':
      return splitCredit(tx, workspaceId, outcome.shares, sharing);
    case 'shared-cover': {
      const cover = { role: outcome.role, repId: outcome.with.id };
      return shareCover(tx, workspaceId, cover, sharing);
    }
    case 're-route':
      return reRoute(tx, ports, workspaceId, verdict, present);
    case 'fix-data':
      return writeValue(tx, ports, workspaceId, {
        disputeId,
        ...{ accountId: verdict.dispute.account.id, attribute: outcome.attribute },
        ...{ value: outcome.value, by: deciderOfDispute(decision), tell: placeOf(decision) },
      });
    case 'merge':
      return askToMerge(tx, ports, workspaceId, verdict, outcome);
  }
}

/** What leaves the account where it is, leaves it with whom it was before anybody edited it in the CRM. */
function restore(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { head, dispute }: Verdict,
): Promise<void> {
  const { decision } = dispute;
  const because = { actor: deciderOfDispute(decision), reason: textOf(decision) };
  return restoreOwner(tx, ports, workspaceId, { id: head.id, dispute }, because);
}

async function transfer(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  verdict: Verdict,
  { to, present }: { to: Party; present: Present },
): Promise<void> {
  const { account, decision, owner } = verdict.dispute;
  const last = (await readLastChanges(tx, workspaceId, 'account', [account.id])).get(account.id);
  if (last?.cause === 'operator' && last.at > decision.at) {
    throw new Refusal({ kind: 'ops-decided', account: account.name });
  }
  const isThere = to.id === present.id;
  const changeId = isThere
    ? last?.changeId
    : await move(tx, ports, workspaceId, verdict, { to: to.id, present });
  // Who got it in the CRM before its day has not got the deals that stay.
  const former = isThere ? owner?.id : present.id;
  if (!former || !changeId || former === to.id) return;
  const others = await holdOver(tx, workspaceId, verdict, former);
  const way = { changeId, accountId: account.id, account: account.name, from: former, to: to.id };
  const along = isThere ? await followLate(tx, ports, workspaceId, verdict.head.id, way) : [];
  // Where somebody has said which deals stay, the others go.
  if (decision.ruling.holdover || along.includes('open-deals')) {
    await moveDeals(tx, ports, workspaceId, others, way);
  }
}

type Way = { changeId: string; account: string; from: string; to: string };

async function moveDeals(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  dealIds: readonly string[],
  { changeId, account, from: expected, to: wanted }: Way,
): Promise<void> {
  const change = {
    ...{ expected, wanted, reason: `with its account ${account}` },
    cause: { kind: 'follow', account, changeId },
    actor: { kind: 'machine', name: 'Cadastre' },
  } as const;
  const changes = dealIds.map((dealId) => ({ dealId, ...change }));
  await changeDealOwners(tx, ports, workspaceId, changes);
}

/** Deals that stay with the former owner for a while; hands back the others that are open. */
async function holdOver(
  tx: Db,
  workspaceId: string,
  { head, dispute: { account, decision } }: Verdict,
  former: string,
): Promise<string[]> {
  const { holdover } = decision.ruling;
  const open = await readOpenDeals(tx, workspaceId, account.id, former);
  if (!holdover) return open;
  const dealIds = open.filter((id) => holdover.deals === 'all' || holdover.deals.includes(id));
  await saveHoldovers(tx, workspaceId, {
    ...{ disputeId: head.id, accountId: account.id, repId: former, dealIds },
    ...{ until: holdover.until, fallback: holdover.fallback, reason: textOf(decision) },
  });
  return open.filter((id) => !dealIds.includes(id));
}

/** Through the one door. */
async function move(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { head, dispute: { account, decision } }: Verdict,
  { to, present }: { to: string | null; present: Present },
): Promise<string> {
  const change: OwnerChange = {
    ...{ accountId: account.id, expected: present.id, wanted: to, reason: textOf(decision) },
    cause: { kind: 'dispute', disputeId: head.id },
    actor: deciderOfDispute(decision),
  };
  const { changed, refused } = await changeOwners(tx, ports, workspaceId, [change]);
  const [no] = refused;
  if (no) throw new Refusal(no.reason);
  return changed[0]?.id ?? '';
}

/** Nobody’s for a moment: then the rules and their pools deal it, as they would a new one. */
async function reRoute(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  verdict: Verdict,
  present: Present,
): Promise<void> {
  if (present.id) {
    await move(tx, ports, workspaceId, verdict, { to: null, present });
    // What becomes of the others is known once the account is somebody’s.
    await holdOver(tx, workspaceId, verdict, present.id);
  }
  const { head, dispute } = verdict;
  const key = `dispute:${head.id}:${head.lastSeq}`;
  await queueTasks(tx, ports, workspaceId, [
    { kind: 'route-account', accountId: dispute.account.id, key },
  ]);
}

/** Who is told what the CRM made of it. */
function placeOf({ verdict }: DisputeDecision): string | undefined {
  return 'by' in verdict
    ? verdict.by.find(({ slackUserId }) => slackUserId)?.slackUserId
    : undefined;
}

/** A merger in a CRM is for good: ops are asked, with both records before them. */
async function askToMerge(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { dispute: { account } }: Verdict,
  { other }: Extract<DisputeOutcome, { kind: 'merge' }>,
): Promise<void> {
  if (other.id === account.id) {
    throw new Refusal({ kind: 'no-ruling', fault: { kind: 'same-record' } });
  }
  const asked = await openPair(tx, workspaceId, [account.id, other.id], ports.clock.now());
  await beginCare(tx, ports, workspaceId, 'twins', asked.fresh);
  await queueQuestions(tx, ports, workspaceId, 'twins', asked);
}

async function pin(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { dispute: { account, decision }, policy, head }: Verdict,
): Promise<void> {
  const at = ports.clock.now();
  // Where the rules are to decide anew, no earlier pin keeps them from it.
  if (asksRules(decision.ruling.outcome)) await liftPin(tx, workspaceId, account.id, at);
  const until = pinnedUntil(decision, policy, at);
  if (!until) return;
  // Nobody is kept from taking over what somebody has who has left.
  const owner = (await lockDeeds(tx, workspaceId, [account.id])).get(account.id)?.owner;
  if (owner && hasLeft(owner, at)) return;
  const reason = pinTextOf(head, decision);
  await replacePin(
    tx,
    workspaceId,
    { accountId: account.id, by: deciderOfDispute(decision), reason, until },
    at,
  );
}
