import type { FlagPolicy } from '../domain/flag.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import { countBooks, readSeats } from '../store/seats.ts';
import { readFlagPolicy } from '../store/workspaces.ts';
import { askedAccounts } from './asked-accounts.ts';
import { askedLeads } from './asked-leads.ts';
import type { Published } from './published-rules.ts';
import { type Case, considerEach, flagEach, stayEach } from './routing.ts';
import { standingFor } from './standing.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

/** An account or a lead as rules that need not be published would judge it now. Nothing is written, and no pool deals. */
export type Judged = {
  one: Case;
  seats: Awaited<ReturnType<typeof readSeats>>;
  policy: FlagPolicy;
};

type Rules = Pick<Published, 'compiled' | 'ruleSet'>;

export function judgeAccount(
  ports: Needs,
  workspaceId: string,
  accountId: string,
  rules: Rules,
): Promise<Judged | undefined> {
  return judgeSubject(ports, workspaceId, { kind: 'account', id: accountId }, rules);
}

/** Undefined where there is no such account or lead. */
export async function judgeSubject(
  { database, clock }: Needs,
  workspaceId: string,
  { kind, id }: Subject,
  rules: Rules,
): Promise<Judged | undefined> {
  const { prisma } = database;
  const at = clock.now();
  const asked =
    kind === 'account'
      ? await askedAccounts(prisma, workspaceId, [id], at)
      : await askedLeads(prisma, workspaceId, [id], at);
  const seats = await readSeats(prisma, workspaceId);
  const policy = await readFlagPolicy(prisma, workspaceId);
  const standing = await standingFor({ database, clock }, workspaceId, rules);
  const considered = considerEach(asked, { ...rules, standing }, seats, at);
  const cases = stayEach(considered, rules, at);
  const wanted = cases.flatMap((each) => each.wanted?.id ?? []);
  const loads = await countBooks(prisma, workspaceId, wanted);
  const [one] = flagEach(cases, loads, policy, at);
  return one && { one, seats, policy };
}
