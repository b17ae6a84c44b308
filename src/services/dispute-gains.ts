import type { Ruling } from '../domain/dispute-outcome.ts';
import { type Dispute, isHearing } from '../domain/dispute-state.ts';
import { factsOf } from '../domain/facts.ts';
import { membersAlong } from '../domain/pool-overflow.ts';
import { targetOf } from '../domain/routing.ts';
import { findingsOf } from '../domain/routing-verdict.ts';
import { decide } from '../domain/rules/decide.ts';
import type { Ports } from '../ports.ts';
import { readDispute } from '../store/disputes.ts';
import { readFacts, readStored } from '../store/facts.ts';
import { readSeats } from '../store/seats.ts';
import { readStaff } from '../store/staff.ts';
import type { DisputeSaid } from './disputes.ts';
import { publishedRules } from './published-rules.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/**
 * Whom a verdict would give the account to without naming them: the rules may lead to whoever decides, or a merger to a record of
 * theirs. Read before the case is locked, as everything that asks the rules.
 */
export async function gainersBeside(
  ports: Needs,
  workspaceId: string,
  id: string,
  said: DisputeSaid,
): Promise<string[]> {
  if (said.kind !== 'rule' && said.kind !== 'second') return [];
  const { prisma } = ports.database;
  const row = await readDispute(prisma, workspaceId, id);
  const ruling = said.kind === 'rule' ? said.ruling : row && readBefore(row.dispute, said.number);
  if (!row || !ruling) return [];
  const emails = await gaining(ports, workspaceId, row.head.accountId, ruling);
  if (emails.length === 0) return [];
  const { byEmail } = await readStaff(prisma, workspaceId, ports.clock.now());
  return emails.flatMap((email) => byEmail.get(email)?.id ?? []);
}

function readBefore(dispute: Dispute, number: number): Ruling | undefined {
  if (!isHearing(dispute)) return undefined;
  return dispute.votes.find((vote) => vote.number === number)?.ruling;
}

async function gaining(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  { outcome }: Ruling,
): Promise<string[]> {
  switch (outcome.kind) {
    case 're-route':
      return ledTo(ports, workspaceId, accountId, {});
    case 'fix-data':
      return ledTo(ports, workspaceId, accountId, { [outcome.attribute]: outcome.value });
    case 'merge': {
      const known = await readFacts(ports.database.prisma, workspaceId, [outcome.other.id]);
      const owner = known.get(outcome.other.id)?.facts.owner;
      return typeof owner === 'string' ? [owner] : [];
    }
    default:
      return [];
  }
}

/** By e-mail address: whom the rules would give it to, or everybody in the pool that would deal it. */
async function ledTo(
  { database, clock }: Needs,
  workspaceId: string,
  accountId: string,
  corrected: Record<string, string>,
): Promise<string[]> {
  const published = await publishedRules(database, workspaceId);
  const stored = await readStored(database.prisma, workspaceId, accountId);
  if (!published || !stored) return [];
  const at = clock.now();
  const { attributes } = stored;
  const said = Object.entries(corrected).map(([key, value]) => [
    key,
    { value, source: 'verdict', at },
  ]);
  const { facts } = factsOf({
    ...stored,
    attributes: { ...attributes, ...Object.fromEntries(said) },
  });
  const standing = await standingFor({ database, clock }, workspaceId, published);
  const { rule } = findingsOf(decide(published.compiled, facts, at.getTime(), standing));
  const seats = await readSeats(database.prisma, workspaceId);
  const target = rule && targetOf(rule.outcome, rule, facts, seats);
  if (target?.kind === 'rep') return [target.seat.email];
  return target?.kind === 'pool' ? membersAlong(published.ruleSet.pools, target.pool) : [];
}
