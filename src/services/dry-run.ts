import type { DryRun, DryRunOutcome, RulesTried, Tried, TriedRow } from '../domain/dry-run.ts';
import type { Subject } from '../domain/ownership.ts';
import { isToClaim } from '../domain/pool-overflow.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustWait, personOf } from '../domain/routing.ts';
import { groundsOf, groundsOfLacks } from '../domain/rule-grounds.ts';
import { ruleNumbered } from '../domain/rules/explain/finding.ts';
import { trail } from '../domain/rules/explain/trail.ts';
import { triedRules } from '../domain/rules/explain/tried.ts';
import { nextBest, why } from '../domain/rules/explain.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import { lineOf, type RuleLine } from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { type Judged, judgeSubject } from './account-case.ts';
import { findAccount } from './lookup.ts';
import { type Published, publishedRules } from './published-rules.ts';
import type { Case } from './routing.ts';
import { editionOf } from './rules-listing.ts';
import { nameSubject } from './why-not.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const MISSES = 3;

/** What the rules would do with what was asked for, in whatever way it was asked. */
export async function tryRules(ports: Needs, workspaceId: string, asked: string): Promise<Tried> {
  const found = await findAccount(ports, workspaceId, asked);
  if (found.kind !== 'found') return found;
  return { kind: 'tried', run: await tryAccount(ports, workspaceId, found.accountId) };
}

export async function tryAccount(
  ports: Needs,
  workspaceId: string,
  accountId: string,
): Promise<DryRun> {
  return trySubject(ports, workspaceId, { kind: 'account', id: accountId });
}

/** The same of an account or a lead. */
export async function trySubject(
  ports: Needs,
  workspaceId: string,
  subject: Subject,
): Promise<DryRun> {
  const { account, judged, published } = await judge(ports, workspaceId, subject);
  return runOf(account, judged, published);
}

async function judge(ports: Needs, workspaceId: string, subject: Subject) {
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const { id, name } = await nameSubject(ports, workspaceId, subject);
  const judged = await judgeSubject(ports, workspaceId, subject, published);
  if (!judged) throw new Refusal({ kind: 'out-of-date' });
  return { account: { id, name }, judged, published };
}

const TRIED_PAGE = 12;

/** Every rule that comes before the winner, and what kept it from the account. */
export async function showTried(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  page: number,
): Promise<RulesTried> {
  const { account, judged, published } = await judge(ports, workspaceId, {
    ...{ kind: 'account', id: accountId },
  });
  const { one, seats } = judged;
  const before = triedRules(one.decision, { from: page * TRIED_PAGE, most: TRIED_PAGE });
  const { rules } = published.compiled;
  const lineAt = (place: number) => lineOf(place, ruleNumbered(published.compiled, place), seats);
  const backing = backingOf(one, published, seats);
  return {
    ...{ account, edition: editionOf(published), total: before.total, page },
    ...(rules[one.decision.winner] && { winner: lineAt(one.decision.winner) }),
    pages: Math.max(1, Math.ceil(before.total / TRIED_PAGE)),
    rows: before.rules.map((tried): TriedRow => {
      const line = lineAt(tried.rule);
      if (tried.kind !== 'lacks') return { line, kind: tried.kind };
      return { line, kind: 'lacks', lacking: groundsOfLacks(tried.lacking, backing) };
    }),
  };
}

function backingOf({ known }: Case, { ruleSet }: Published, { byEmail }: Judged['seats']) {
  return { origins: known.origins, people: byEmail, own: ruleSet.attributes ?? [] };
}

function runOf(
  account: DryRun['account'],
  { one, seats, policy }: Judged,
  published: Published,
): DryRun {
  const { decision, findings, flags, present } = one;
  const { rules } = published.compiled;
  const lineAt = (place: number): RuleLine | undefined => {
    const rule = rules[place];
    return rule && lineOf(place, rule, seats);
  };
  const backing = backingOf(one, published, seats);
  const reason = why(decision);
  const line = lineAt(decision.winner);
  const [rival, next] = [decision.rival, nextBest(decision)].map(lineAt);
  const possible = findings.possible.found.flatMap(({ rule, attributes }) => {
    const blind = lineAt(rules.indexOf(rule));
    return blind ? [{ line: blind, attributes }] : [];
  });
  const { tried, notInForce, nearest } = trail(decision, MISSES);
  const missed = nearest.flatMap(({ rule, failing }) => {
    const near = lineAt(rule);
    return near ? [{ line: near, failing: groundsOfLacks(failing, backing) }] : [];
  });
  return {
    ...{ account, edition: editionOf(published), total: rules.length, flags, missed, possible },
    possibleBeside: findings.possible.more,
    ...{
      tried,
      notInForce,
      outcome: outcomeOf(one, policy, published.ruleSet),
      people: seats.byEmail,
    },
    ...(present && { owner: personOf(present) }),
    ...(line &&
      reason && {
        winner: {
          line,
          grounds: groundsOf(line.rule.condition, reason.findings, backing),
        },
      }),
    ...(rival && { rival }),
    ...(next && { next }),
  };
}

/** No pool deals for the sake of a try: whose turn it is then is not known now. */
function outcomeOf(
  { target, verdict, wanted, territory, flags }: Case,
  policy: Judged['policy'],
  { pools }: RuleSet,
): DryRunOutcome {
  if (verdict === 'stays') return { kind: 'stays' };
  if (target.kind === 'pool' && !wanted) {
    const { pool } = target;
    if (mustWait(flags, policy)) return { kind: 'pending', pool };
    return { kind: isToClaim(pools, pool) ? 'claimed' : 'dealt', pool };
  }
  const to = wanted && personOf(wanted);
  if (verdict === 'pending' || !to) return { kind: 'pending', ...(to && { to }) };
  return { kind: 'assigned', to, ...(territory && { territory: territory.name }) };
}
