import type { Flag } from './flag.ts';
import type { Subject } from './ownership.ts';
import type { Reason } from './refusal.ts';
import type { Person, Role } from './roster.ts';
import type { People } from './rule-lead.ts';
import type { Verdict } from './verdict.ts';

export type ProposalState =
  | { kind: 'pending' }
  | { kind: 'decided'; verdict: Verdict }
  /** Nobody needs to decide it: another question took its place, or what it was about is gone. */
  | { kind: 'superseded' | 'withdrawn' };

/** A decision that waits for a person, with all that is needed to decide it. */
export type Proposal = {
  id: string;
  subject: Subject & { name: string; crmUrl?: string };
  state: ProposalState;
  flags: Flag[];
  since: Date;
  facts: { key: string; value: string }[];
  deals: { count: number; total: number; currency: string };
  present?: Person;
  proposed?: Candidate;
  /** Who of it gets the account is seen when it deals: on approval. */
  pool?: string;
  rule?: { name: string; sentence: string; edition: number };
  /** The managers of whoever would get it and of whoever has it. */
  managers: { proposed?: Person; present?: Person };
  /** Whom its flags name. */
  people: People;
};

export type Candidate = Person & { email: string; accounts: number; capacity?: number };

/** Whom it is sent to first: whom the rule names, or the manager of whoever gains, or of whoever has it; else ops. */
export function firstAsked({
  flags,
  managers,
  proposed,
  people,
}: Pick<Proposal, 'flags' | 'managers' | 'proposed' | 'people'>): Person | undefined {
  const review = flags.find((one) => one.kind === 'review')?.by;
  const asked = review === undefined ? undefined : people.get(review.toLowerCase());
  const others = [asked, managers.proposed, managers.present];
  return others.find((one) => one !== undefined && one.id !== proposed?.id);
}

type Decider = { person: Person; role: Role };

/**
 * Why somebody may not decide it. Managers decide where a side is theirs, or nobody's manager is known; nobody decides what
 * gives them an account.
 */
export function obstacleTo(
  { managers, subject }: Pick<Proposal, 'managers' | 'subject'>,
  { person, role }: Decider,
  gains: string | undefined,
): Reason | undefined {
  if (gains === person.id) return { kind: 'own-gain', subject: subject.name };
  if (role !== 'manager') return undefined;
  const sides = [managers.proposed, managers.present].filter((one) => one !== undefined);
  if (sides.length === 0 || sides.some(({ id }) => id === person.id)) return undefined;
  return { kind: 'not-your-team', managers: [...new Set(sides.map(({ name }) => name))] };
}
