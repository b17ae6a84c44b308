import type { Flag } from './flag.ts';
import { byFit, type Candidate, type Offered } from './offered.ts';
import type { Person } from './roster.ts';

/** Somebody else who may get it, and what speaks for them. */
export type RunnerUp = Candidate & { because: Merit };
type Merit =
  | { kind: 'next-rule'; rule: string }
  | { kind: 'open-deal' | 'family' | 'duplicate' }
  /** They are there, have room, and are on the team of whoever is proposed. */
  | { kind: 'room'; team: string };

const MOST = 3;
type Known = Offered & { email: string };
type Claim = { email: string; because: Merit };

/** Those for whom rules and facts speak come first, then whoever of the team has room. */
export function runnersUp(
  { flags, proposed, present }: { flags: readonly Flag[]; proposed?: Candidate; present?: Person },
  offered: readonly Known[],
  next: { rule: string; email: string } | undefined,
): RunnerUp[] {
  const byEmail = new Map(offered.map((one) => [one.email, one]));
  const team = byEmail.get(proposed?.email ?? '')?.team;
  const claims: Claim[] = [
    ...(next
      ? [{ email: next.email, because: { kind: 'next-rule' as const, rule: next.rule } }]
      : []),
    ...flags.flatMap(claimIn),
    ...(team === undefined ? [] : withRoom(offered, team)),
  ];
  const found = new Map<string, RunnerUp>();
  for (const { email, because } of claims) {
    const person = byEmail.get(email.toLowerCase());
    if (!person || person.id === proposed?.id || person.id === present?.id) continue;
    if (!found.has(person.id)) found.set(person.id, { ...candidateOf(person), because });
  }
  return [...found.values()].slice(0, MOST);
}

function claimIn(flag: Flag): Claim[] {
  switch (flag.kind) {
    case 'open-deal':
    case 'duplicate':
      return [{ email: flag.owner, because: { kind: flag.kind } }];
    case 'family-split':
      return [{ email: flag.owner, because: { kind: 'family' } }];
    default:
      return [];
  }
}

function withRoom(offered: readonly Known[], team: string): Claim[] {
  const free = offered.filter((one) => {
    const isFull = one.capacity !== undefined && one.accounts >= one.capacity;
    // Whoever leads the team decides, and works no accounts for the most part.
    return one.team === team && one.role === 'rep' && !isFull && !one.awayUntil;
  });
  return byFit(free).map(({ email }) => ({ email, because: { kind: 'room', team } }));
}

function candidateOf({ id, name, slackUserId, email, accounts, capacity }: Known): Candidate {
  return {
    ...{ id, name, email, accounts },
    ...(slackUserId && { slackUserId }),
    ...(capacity !== undefined && { capacity }),
  };
}
