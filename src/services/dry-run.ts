import type { DryRun, DryRunOutcome, Tried } from '../domain/dry-run.ts';
import type { FlagPolicy } from '../domain/flag.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import { mustWait, type Seat } from '../domain/routing.ts';
import { groundsOf, groundsOfTests } from '../domain/rule-grounds.ts';
import { trail } from '../domain/rules/explain/trail.ts';
import { nextBest, why } from '../domain/rules/explain.ts';
import { lineOf, type RuleLine } from '../domain/rules-listing.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { readOwnedCopies } from '../store/owned-copies.ts';
import { readPins } from '../store/pins.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { describeAccounts } from '../store/suggestions.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { findAccount } from './lookup.ts';
import { type Published, publishedRules } from './published-rules.ts';
import { type Case, considerEach, flagEach, stayEach } from './routing.ts';
import { editionOf } from './rules-listing.ts';
import { standingFor } from './standing.ts';

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
  const { prisma } = ports.database;
  const published = await publishedRules(ports.database, workspaceId);
  if (!published) throw new Refusal({ kind: 'no-rules' });
  const described = await describeAccounts(prisma, workspaceId, [accountId]);
  const { name } = described.get(accountId) ?? {};
  const seats = await readSeats(prisma, workspaceId);
  const policy = await readFlagPolicy(prisma, workspaceId);
  const one = await considerAccount(ports, workspaceId, accountId, { published, seats, policy });
  if (!one || name === undefined) throw new Refusal({ kind: 'out-of-date' });
  return runOf({ id: accountId, name }, one, { published, seats, policy });
}

type Rulebook = {
  published: Published;
  seats: Awaited<ReturnType<typeof readSeats>>;
  policy: FlagPolicy;
};

async function considerAccount(
  { database, clock }: Needs,
  workspaceId: string,
  accountId: string,
  { published, seats, policy }: Rulebook,
): Promise<Case | undefined> {
  const { prisma } = database;
  const at = clock.now();
  const known = (await readFacts(prisma, workspaceId, [accountId])).get(accountId);
  if (!known) return undefined;
  const pin = (await readPins(prisma, workspaceId, [accountId], at)).get(accountId);
  const copy = (await readOwnedCopies(prisma, workspaceId, [accountId])).get(accountId);
  const standing = await standingFor({ database, clock }, workspaceId, published);
  const asked = [{ subjectId: accountId, known, pin, copy }];
  const cases = stayEach(considerEach(asked, { ...published, standing }, seats, at), published);
  const wanted = cases.flatMap((each) => each.wanted?.id ?? []);
  const loads = await countBooks(prisma, workspaceId, wanted);
  return flagEach(cases, loads, policy, at)[0];
}

function runOf(
  account: DryRun['account'],
  one: Case,
  { published, seats, policy }: Rulebook,
): DryRun {
  const { decision, findings, known, flags, present } = one;
  const { rules } = published.compiled;
  const lineAt = (place: number): RuleLine | undefined => {
    const rule = rules[place];
    return rule && lineOf(place, rule, seats);
  };
  const backing = { origins: known.origins, people: seats.byEmail };
  const reason = why(decision);
  const line = lineAt(decision.winner);
  const [rival, next, possible] = [decision.rival, nextBest(decision), decision.possible].map(
    lineAt,
  );
  const { tried, notInForce, nearest } = trail(decision, MISSES);
  const missed = nearest.flatMap(({ rule, failing }) => {
    const near = lineAt(rule);
    return near ? [{ line: near, failing: groundsOfTests(failing, backing) }] : [];
  });
  return {
    ...{ account, edition: editionOf(published), total: rules.length, flags, missed },
    ...{ tried, notInForce, outcome: outcomeOf(one, policy), people: seats.byEmail },
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
    ...(possible && {
      possible: { line: possible, attributes: findings.possible?.attributes ?? [] },
    }),
  };
}

/** No pool deals for the sake of a try: whose turn it is then is not known now. */
function outcomeOf(
  { target, verdict, wanted, territory, flags }: Case,
  policy: FlagPolicy,
): DryRunOutcome {
  if (verdict === 'stays') return { kind: 'stays' };
  if (target.kind === 'pool' && !wanted) {
    const { pool } = target;
    return mustWait(flags, policy) ? { kind: 'pending', pool } : { kind: 'dealt', pool };
  }
  const to = wanted && personOf(wanted);
  if (verdict === 'pending' || !to) return { kind: 'pending', ...(to && { to }) };
  return { kind: 'assigned', to, ...(territory && { territory: territory.name }) };
}

function personOf({ id, name, slackUserId }: Seat): Person {
  return { id, name, ...(slackUserId && { slackUserId }) };
}
