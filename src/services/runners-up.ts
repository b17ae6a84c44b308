import { targetOf } from '../domain/routing.ts';
import { decide } from '../domain/rules/decide.ts';
import { nextBest } from '../domain/rules/explain.ts';
import { type RunnerUp, runnersUp } from '../domain/runner-up.ts';
import type { Ports } from '../ports.ts';
import { readDecidedFacts } from '../store/decisions.ts';
import { readOffered } from '../store/offered.ts';
import type { ProposalRow } from '../store/proposals.ts';
import { readSeats } from '../store/seats.ts';
import { publishedRules } from './published-rules.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** Who else may get what is asked about; nobody once it is decided. */
export async function findRunnersUp(
  ports: Needs,
  workspaceId: string,
  proposal: ProposalRow,
): Promise<RunnerUp[]> {
  if (proposal.state.kind !== 'pending') return [];
  const { prisma } = ports.database;
  const offered = await readOffered(prisma, workspaceId, ports.clock.now());
  return runnersUp(proposal, offered, await nextByRules(ports, workspaceId, proposal));
}

/** Whom the rules would choose if the one that won were not there, on the facts that were decided on. */
async function nextByRules(
  { database, clock }: Needs,
  workspaceId: string,
  { id, rule }: ProposalRow,
): Promise<{ rule: string; email: string } | undefined> {
  const published = await publishedRules(database, workspaceId);
  if (!rule || published?.number !== rule.edition) return undefined;
  const facts = await readDecidedFacts(database.prisma, workspaceId, id);
  if (!facts) return undefined;
  const next =
    published.compiled.rules[nextBest(decide(published.compiled, facts, clock.now().getTime()))];
  if (!next) return undefined;
  const target = targetOf(next.outcome, next, facts, await readSeats(database.prisma, workspaceId));
  return target.kind === 'rep' ? { rule: next.name, email: target.seat.email } : undefined;
}
