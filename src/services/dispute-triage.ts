import { bandIn } from '../domain/dispute-band.ts';
import type { Party } from '../domain/dispute-claim.ts';
import type { Finding } from '../domain/dispute-event.ts';
import type { DisputePolicy } from '../domain/dispute-policy.ts';
import { membersAlong } from '../domain/pool-overflow.ts';
import { whatIf } from '../domain/rules/explain/what-if.ts';
import { outcomesFor } from '../domain/why-not.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { type DisputeRow, readDispute } from '../store/disputes.ts';
import { readStoredValue } from '../store/fixes.ts';
import { type Judged, judgeAccount } from './account-case.ts';
import { takeStep } from './dispute-cases.ts';
import { gatherEvidence } from './dispute-evidence.ts';
import { disputePolicyOf } from './dispute-policy.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { findBetterValue, findRightValue } from './source-words.ts';

const forPeople: Finding = { kind: 'for-people' };

/** A machine looks first; what it may not close goes before people. Done again it finds the case further on. */
export async function hearDispute(
  ports: Ports,
  workspaceId: string,
  id: string,
): Promise<{ status: string }> {
  const found = await readDispute(ports.database.prisma, workspaceId, id);
  if (found?.dispute.status !== 'filed') return { status: found?.dispute.status ?? 'gone' };
  await gatherEvidence(ports, workspaceId, found);
  const judged = await judge(ports, workspaceId, found);
  const finding = await findingOf(ports, workspaceId, found, judged);
  const rule = judged?.one.findings.rule?.name;
  const dispute = await inTransaction(ports.database, (tx) =>
    takeStep(tx, ports, workspaceId, id, ({ dispute: { claims } }) => ({
      kind: 'triage',
      // Who has joined while the machine looked has not been looked at.
      finding: claims.length > found.dispute.claims.length ? forPeople : finding,
      ...(judged && rule !== undefined && { rule, leadsTo: ledTo(found, judged) }),
    })),
  );
  return { status: dispute.status };
}

/** Whom the rules want for it: one, or everybody in the pool that would deal it. */
function ledTo({ dispute }: DisputeRow, { one, seats, published }: Judgement): string[] {
  const { target } = one;
  switch (target.kind) {
    case 'rep':
      return [target.seat.id];
    case 'pool': {
      const emails = membersAlong(published.ruleSet.pools, target.pool);
      return emails.flatMap((email) => seats.byEmail.get(email)?.id ?? []);
    }
    case 'present':
      return dispute.owner ? [dispute.owner.id] : [];
    case 'nobody':
      return [];
  }
}

type Judgement = Judged & { published: Published };

async function judge(
  ports: Ports,
  workspaceId: string,
  { head }: DisputeRow,
): Promise<Judgement | undefined> {
  const published = await publishedRules(ports.database, workspaceId);
  const judged = published && (await judgeAccount(ports, workspaceId, head.accountId, published));
  return judged && published && { ...judged, published };
}

async function findingOf(
  ports: Ports,
  workspaceId: string,
  row: DisputeRow,
  judged: Judgement | undefined,
): Promise<Finding> {
  const [first, second] = row.dispute.claims;
  // Two who contest it want more than a machine can see.
  if (!first || second) return forPeople;
  switch (first.claim.kind) {
    case 'data-wrong':
      return wrongData(ports, workspaceId, row, first.claim.attribute);
    case 'owner-wrong':
    case 'territory-wrong':
      return nearLine(ports, workspaceId, row, { judged, wanted: first.claim.wanted });
    default:
      return forPeople;
  }
}

/** A value that is wrong and for which a better one is known: the CRM gets that one, and the rules decide anew. */
async function wrongData(
  ports: Ports,
  workspaceId: string,
  { head: { accountId } }: DisputeRow,
  attribute: string | undefined,
): Promise<Finding> {
  if (attribute === undefined || !ports.crm(workspaceId)) return forPeople;
  const { prisma } = ports.database;
  const better = await findBetterValue(ports, workspaceId, accountId, attribute);
  if (better) {
    const was = await readStoredValue(prisma, workspaceId, accountId, attribute);
    return { kind: 'data-wrong', attribute, was, ...better };
  }
  const right = await findRightValue(ports, workspaceId, accountId, attribute);
  if (!right) return forPeople;
  return { kind: 'data-wrong', attribute, ...right, source: 'the look through all records' };
}

/** Whether nothing but a number near a rule’s line stands between the two: then it stays where it is. */
async function nearLine(
  ports: Ports,
  workspaceId: string,
  { head, dispute: { owner } }: DisputeRow,
  { judged, wanted }: { judged: Judgement | undefined; wanted: Party | undefined },
): Promise<Finding> {
  if (!judged || !owner || !wanted) return forPeople;
  const led = judged.one.wanted?.id;
  const other = led === owner.id ? wanted : led === wanted.id ? owner : undefined;
  const seat = other && judged.seats.byId.get(other.id);
  if (!seat) return forPeople;
  const { decision, known } = judged.one;
  const outcomes = outcomesFor(seat, judged.published.ruleSet, known.facts, judged.seats);
  const policy = await disputePolicyOf(ports.database.prisma, workspaceId, head.policyNumber);
  return (
    bandAmong(
      whatIf(decision, (outcome) => outcomes.has(outcome)),
      policy,
    ) ?? forPeople
  );
}

function bandAmong(ways: ReturnType<typeof whatIf>, policy: DisputePolicy): Finding | undefined {
  for (const { tries } of ways) {
    for (const { lacking, outcome } of tries) {
      const band =
        outcome.kind === 'wins' && lacking.length > 0 ? bandIn(lacking, policy) : undefined;
      if (band) return band;
    }
  }
  return undefined;
}
