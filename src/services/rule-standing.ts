import type { OwnerCard } from '../domain/owner-card.ts';
import { type Findings, type Target, targetOf } from '../domain/routing.ts';
import { findingsOf } from '../domain/routing-verdict.ts';
import { type RuleStanding, seatsOfCard, standingOf } from '../domain/rule-standing.ts';
import type { Facts } from '../domain/rules/attribute.ts';
import { decide } from '../domain/rules/decide.ts';
import type { Decision } from '../domain/rules/decision.ts';
import type { Ports } from '../ports.ts';
import type { Database } from '../store/database.ts';
import type { FactsUnderRules } from '../store/facts.ts';
import { readSeatsNamed } from '../store/seats.ts';
import { type Published, rulesOf } from './published-rules.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** What the rules that hold now say of an account whose card has been read. */
export async function readRuleStanding(
  { database, clock }: Needs,
  workspaceId: string,
  card: OwnerCard,
  { known: { facts }, version }: FactsUnderRules,
): Promise<RuleStanding | undefined> {
  if (!version) return undefined;
  const published = await rulesOf(database, workspaceId, version);
  const decision = await decideNow({ database, clock }, workspaceId, published, facts);
  const findings = findingsOf(decision);
  const target = await readTarget(database, workspaceId, card, findings, facts);
  const { pools } = published.ruleSet;
  return standingOf(published.number, card, { decision, findings, target, facts, pools });
}

/** How large territories are is asked only where rules tie without it: counting them outlasts the look-up. */
async function decideNow(
  ports: Needs,
  workspaceId: string,
  published: Published,
  facts: Facts,
): Promise<Decision> {
  const at = ports.clock.now();
  const decision = decide(published.compiled, facts, at);
  if (decision.rival < 0) return decision;
  return decide(published.compiled, facts, at, await standingFor(ports, workspaceId, published));
}

/** The card names most of those whom rules lead to; only for others somebody must be read. */
async function readTarget(
  database: Database,
  workspaceId: string,
  card: OwnerCard,
  { rule }: Findings,
  facts: Facts,
): Promise<Target> {
  if (!rule) return { kind: 'nobody', flag: { kind: 'no-match' } };
  const { outcome } = rule;
  const atOnce = targetOf(outcome, rule, facts, seatsOfCard(card, facts));
  const isNamed = atOnce.kind !== 'nobody' || atOnce.flag.kind !== 'no-owner';
  if (isNamed) return atOnce;
  const { to } = outcome;
  const people = [
    facts.parent_owner,
    facts.family_owner,
    facts.matched_owner,
    facts.open_deal_owner,
  ];
  const emails = [to.kind === 'rep' ? to.rep.toLowerCase() : '', ...people].filter(
    (email) => typeof email === 'string',
  );
  const territory = to.kind === 'territory' ? to.territory.toLowerCase() : '';
  const seats = await readSeatsNamed(database.prisma, workspaceId, { emails, territory });
  return targetOf(outcome, rule, facts, seats);
}
