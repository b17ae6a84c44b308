import { type Fate, type Lead, nobody, type Party } from '../domain/comparison.ts';
import type { FlagPolicy } from '../domain/flag.ts';
import { mustWait, type Seat } from '../domain/routing.ts';
import type { Compiled } from '../domain/rules/compiled.ts';
import type { Standing } from '../domain/rules/decision.ts';
import { fold } from '../domain/rules/fold.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Ports } from '../ports.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { type Asked, type Case, considerEach, flagEach, kindOf, stayEach } from './routing.ts';
import { compile } from './rules.ts';
import { standingFor } from './standing.ts';

/** One rule set on its way through the book; loads change with what it would give and take. */
export type Run = {
  compiled: Compiled;
  ruleSet: RuleSet;
  standing: Standing | undefined;
  seats: Awaited<ReturnType<typeof readSeats>>;
  namesakes: ReadonlySet<string>;
  loads: Map<string, number>;
  policy: FlagPolicy;
  at: Date;
};

/** The book as it is, for these rules to go through. */
export async function runOf(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  ruleSet: RuleSet,
): Promise<Run> {
  const { prisma } = ports.database;
  const compiled = compile(ruleSet);
  const standing = await standingFor(ports, workspaceId, { compiled });
  const seats = await readSeats(prisma, workspaceId);
  const loads = await countBooks(prisma, workspaceId, [...seats.byId.keys()]);
  const policy = await readFlagPolicy(prisma, workspaceId);
  const namesakes = namesakesAmong(seats.byId.values());
  const at = ports.clock.now();
  return { compiled, ruleSet, standing, seats, namesakes, loads, policy, at };
}

/** What routing would make of each, short of dealing from pools. Nothing is written. */
export function runCases(asked: Asked[], run: Run): Case[] {
  const { seats, loads, policy, at } = run;
  return stayEach(considerEach(asked, run, seats, at), run, at).map((one) => {
    const [flagged = one] = flagEach([one], loads, policy, at);
    const { verdict, present, known } = flagged;
    if (verdict === 'assigned' && present && kindOf(known.facts) === 'account') {
      loads.set(present.id, (loads.get(present.id) ?? 1) - 1);
    }
    return flagged;
  });
}

export function leadOf(one: Case, run: Run): Lead {
  const { target, findings } = one;
  const territory = 'territory' in target ? target.territory?.name : undefined;
  return {
    rule: findings.rule?.name ?? 'no rule',
    territory: territory ?? '',
    fate: fateOf(one, run),
  };
}

export function ownerOf({ present }: Case, run: Run): Party {
  return present ? partyOf(present, run) : nobody;
}

function fateOf({ verdict, target, wanted, flags }: Case, run: Run): Fate {
  if (verdict === 'stays') return { kind: 'stays' };
  const why = flags.filter((flag) => mustWait([flag], run.policy)).map(({ kind }) => kind);
  if (target.kind === 'pool' && !wanted) {
    const to = { key: `pool ${fold(target.pool)}`, name: `pool ${target.pool}` };
    if (isClaimed(target.pool, run)) why.push('unclaimed');
    return why.length > 0 ? { kind: 'waits', to, why } : { kind: 'goes', to };
  }
  const to = wanted && partyOf(wanted, run);
  if (verdict === 'assigned' && to) return { kind: 'goes', to };
  return { kind: 'waits', ...(to && { to }), why };
}

function isClaimed(name: string, { ruleSet }: Run): boolean {
  const pool = ruleSet.pools.find((each) => fold(each.name) === fold(name));
  return pool?.method.kind === 'claim';
}

/** Two of one name are told apart by their addresses. */
function partyOf({ id, name, email }: Seat, { namesakes }: Run): Party {
  return { key: id, name: namesakes.has(name) ? `${name} (${email})` : name };
}

/** Names that several have. */
function namesakesAmong(seats: Iterable<Seat>): Set<string> {
  const byName = Map.groupBy(seats, ({ name }) => name);
  return new Set([...byName].flatMap(([name, { length }]) => (length > 1 ? [name] : [])));
}
