import { Refusal } from '../domain/refusal.ts';
import { mustWait, type Seat } from '../domain/routing.ts';
import type { Course, Trial } from '../domain/rule-trial.ts';
import type { RuleSet } from '../domain/rules/rule-set.ts';
import type { Ports } from '../ports.ts';
import { readFacts } from '../store/facts.ts';
import { readLastChanges } from '../store/ownership.ts';
import { readPins } from '../store/pins.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { findAccount } from './lookup.ts';
import { type Case, considerEach, flagEach, stayEach } from './routing.ts';
import { compile } from './rules.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** What rules that need not be published would make of the account that is meant. Nothing is written. */
export async function tryRuleSet(
  { database, clock }: Needs,
  workspaceId: string,
  ruleSet: RuleSet,
  asked: string,
): Promise<Trial> {
  const { prisma } = database;
  const at = clock.now();
  const id = await theOne({ database }, workspaceId, asked);
  const known = (await readFacts(prisma, workspaceId, [id])).get(id);
  if (!known) throw new Refusal({ kind: 'unknown-account', asked });
  const pin = (await readPins(prisma, workspaceId, [id], at)).get(id);
  const lastChange = (await readLastChanges(prisma, workspaceId, [id])).get(id);
  const compiled = compile(ruleSet);
  const standing = await standingFor({ database, clock }, workspaceId, { compiled });
  const seats = await readSeats(prisma, workspaceId);
  const policy = await readFlagPolicy(prisma, workspaceId);
  const considered = considerEach(
    [{ subjectId: id, known, pin, lastChange }],
    { compiled, standing },
    seats,
    at,
  );
  const cases = stayEach(considered, { ruleSet });
  const loads = await countBooks(
    prisma,
    workspaceId,
    cases.flatMap(({ wanted }) => wanted?.id ?? []),
  );
  const [one] = flagEach(cases, loads, policy, at);
  if (!one) throw new Error('one was asked, and none came back');
  const { decision, flags } = one;
  const course = courseOf(one, mustWait(flags, policy));
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

function courseOf({ verdict, target, wanted, present }: Case, waits: boolean): Course {
  const to = wanted && nameOf(wanted);
  if (verdict === 'stays' && to) return { kind: 'stays', to };
  if (target.kind === 'pool' && !wanted && !waits) return { kind: 'dealt', pool: target.pool };
  if (verdict === 'pending' || !to) return { kind: 'waits', ...(to && { to }) };
  return { kind: 'goes', to, ...(present && { from: nameOf(present) }) };
}

function nameOf({ name, email }: Seat): string {
  return `${name} (${email})`;
}
