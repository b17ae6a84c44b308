import { isToClaim } from '../domain/pool-overflow.ts';
import { Refusal } from '../domain/refusal.ts';
import { mustWait, type Seat } from '../domain/routing.ts';
import type { Course, Trial } from '../domain/rule-trial.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Ports } from '../ports.ts';
import { judgeAccount } from './account-case.ts';
import { findAccount } from './lookup.ts';
import type { Case } from './routing.ts';
import { compile, readRulesOf } from './rules.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** What rules that need not be published would make of the account that is meant. Nothing is written. */
export async function tryRuleSet(
  { database, clock }: Needs,
  workspaceId: string,
  text: string,
  asked: string,
): Promise<Trial> {
  const ruleSet = await readRulesOf({ database }, workspaceId, text);
  const id = await theOne({ database }, workspaceId, asked);
  const rules = { ruleSet, compiled: compile(ruleSet) };
  const judged = await judgeAccount({ database, clock }, workspaceId, id, rules);
  if (!judged) throw new Refusal({ kind: 'unknown-account', asked });
  const { one, policy } = judged;
  const { decision, known, flags } = one;
  const course = courseOf(one, mustWait(flags, policy), ruleSet);
  return { name: String(known.facts.name), decision, known, flags, course };
}

async function theOne(ports: Pick<Needs, 'database'>, workspaceId: string, asked: string) {
  const found = await findAccount(ports, workspaceId, asked);
  switch (found.kind) {
    case 'found':
      return found.accountId;
    case 'several':
      throw new Refusal({ kind: 'several-accounts', asked, candidates: found.suggestions });
    case 'none':
      throw new Refusal({ kind: 'unknown-account', asked });
  }
}

function courseOf(
  { verdict, target, wanted, present }: Case,
  waits: boolean,
  { pools }: RuleSet,
): Course {
  const to = wanted && nameOf(wanted);
  if (verdict === 'stays' && to) return { kind: 'stays', to };
  if (target.kind === 'pool' && !wanted && !waits) {
    const { pool } = target;
    return { kind: isToClaim(pools, pool) ? 'claimed' : 'dealt', pool };
  }
  if (verdict === 'pending' || !to) return { kind: 'waits', ...(to && { to }) };
  return { kind: 'goes', to, ...(present && { from: nameOf(present) }) };
}

function nameOf({ name, email }: Seat): string {
  return `${name} (${email})`;
}
