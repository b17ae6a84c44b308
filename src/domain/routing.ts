import { subDays } from 'date-fns/subDays';
import type { Flag, FlagPolicy } from './flag.ts';
import { hasLeft } from './leaving.ts';
import type { OwnedCopy } from './matching/owned-copy.ts';
import type { Actor, Cause } from './ownership.ts';
import { RESTLESS } from './restless.ts';
import type { Person } from './roster.ts';
import type { Facts, Origins } from './rules/attribute.ts';
import type { BlindRules } from './rules/blind.ts';
import type { Destination, Outcome } from './rules/outcome.ts';
import type { Rule } from './rules/rule-set.ts';

/** A rep as routing sees them. */
export type Seat = Person & { email: string; leftAt?: Date; capacity?: number };

/** As others see them. */
export function personOf({ id, name, slackUserId }: Seat): Person {
  return { id, name, ...(slackUserId && { slackUserId }) };
}

export type Cover = { kind: 'rep'; email: string } | { kind: 'pool'; pool: string };
export type Territory = { id: string; key: string; name: string; cover: Record<string, Cover> };

/** Whom and what rules may name. Territories answer to their key and to their name. */
export type Seats = {
  byEmail: ReadonlyMap<string, Seat>;
  territories: ReadonlyMap<string, Territory>;
};

/** The role in which somebody owns an account; the others stand beside them. */
const OWNING_ROLE = 'AE';

/** Where an outcome leads, before a pool has dealt. */
export type Target =
  | { kind: 'rep'; seat: Seat; territory?: Territory }
  | { kind: 'pool'; pool: string; territory?: Territory }
  | { kind: 'present' }
  | { kind: 'nobody'; flag: Flag };

export function targetOf({ to }: Outcome, rule: Rule, facts: Facts, seats: Seats): Target {
  switch (to.kind) {
    case 'rep':
      return repTarget(to.rep, seats);
    case 'territory':
      return territoryTarget(to.territory, seats);
    case 'pool':
      return { kind: 'pool', pool: to.pool };
    case 'keep':
      return facts.owner ? { kind: 'present' } : noOwner('the present owner');
    case 'owner-of':
      return relativeTarget(to, facts, seats);
    case 'review':
      return { kind: 'nobody', flag: { kind: 'review', rule: rule.name } };
  }
}

function repTarget(email: string, seats: Seats, territory?: Territory): Target {
  const seat = seats.byEmail.get(email.toLowerCase());
  if (!seat) return noOwner(email);
  return { kind: 'rep', seat, ...(territory && { territory }) };
}

function territoryTarget(named: string, seats: Seats): Target {
  const territory = seats.territories.get(named.toLowerCase());
  if (!territory) return noOwner(`territory ${named}`);
  const cover = territory.cover[OWNING_ROLE];
  if (!cover) return noOwner(`an ${OWNING_ROLE} of territory ${territory.name}`);
  switch (cover.kind) {
    case 'rep':
      return repTarget(cover.email, seats, territory);
    case 'pool':
      return { kind: 'pool', pool: cover.pool, territory };
  }
}

const relatives = {
  parent: { attribute: 'parent_owner', words: 'the parent’s owner' },
  family: { attribute: 'family_owner', words: 'the ultimate parent’s owner' },
  match: { attribute: 'matched_owner', words: 'the matched account’s owner' },
  'open-deal': { attribute: 'open_deal_owner', words: 'the open deal’s owner' },
} as const;

function relativeTarget(
  { of }: Extract<Destination, { kind: 'owner-of' }>,
  facts: Facts,
  seats: Seats,
): Target {
  const { attribute, words } = relatives[of];
  const email = facts[attribute];
  return typeof email === 'string' ? repTarget(email, seats) : noOwner(words);
}

function noOwner(wanted: string): Target {
  return { kind: 'nobody', flag: { kind: 'no-owner', wanted } };
}

export type LastChange = {
  cause: Cause['kind'];
  /** The rule that decided so, where routing did. */
  rule?: string | null;
  by: Actor;
  at: Date;
};

/** A person's own decision, as against what a machine or a first import brought. */
const byHand: Cause['kind'][] = ['crm-edit', 'operator', 'approval', 'dispute', 'handover'];
/** Who takes an owner away so, and names none, means it. */
const emptiedByHand: Cause['kind'][] = ['crm-edit', 'operator'];

/** What stands around an account when a decision is about to take effect. */
export type Situation = {
  facts: Facts;
  origins: Origins;
  present?: Seat;
  pin?: { by: Actor; reason: string };
  /** Somebody contests it. */
  dispute?: { by: string; since: Date };
  /** How the present owner came to it. */
  lastChange?: LastChange;
  /** How often its owner changed within the last hour. */
  changes?: number;
  /** Another account that is probably the same company. */
  copy?: OwnedCopy;
  /** Accounts that the wanted owner has already. */
  load: number;
};

/** What the rules said, as far as flags look at it. */
export type Findings = {
  rule?: Rule;
  rival?: Rule;
  /** The rules that would have won if missing facts were known. */
  possible: BlindRules;
  /** The attributes on which the winner rests. */
  restsOn: string[];
};

/** Every reason for a person to look, first those about the rules, then about the person, then about the account. */
export function flagsOf(
  found: Findings,
  wanted: Seat | undefined,
  situation: Situation,
  policy: FlagPolicy,
  at: Date,
): Flag[] {
  return [
    ...ruleFlags(found),
    ...(wanted ? seatFlags(wanted, situation, at) : []),
    ...accountFlags(found, wanted, situation, policy, at),
  ];
}

/** Why the rules do not settle it by themselves, whomever they lead to. */
export function openQuestions({ rule, rival, possible }: Findings): Flag[] {
  const conflict: Flag[] =
    rule && rival ? [{ kind: 'conflict', rule: rule.name, rival: rival.name }] : [];
  return [...conflict, ...missingData(possible)];
}

function ruleFlags(found: Findings): Flag[] {
  const { rule } = found;
  const flags: Flag[] = [];
  if (!rule) flags.push({ kind: 'no-match' });
  flags.push(...openQuestions(found));
  if (rule?.outcome.approval) {
    flags.push({ kind: 'review', rule: rule.name, by: rule.outcome.approval });
  }
  return flags;
}

function missingData({ found, more }: BlindRules): Flag[] {
  const [first, ...also] = found.map(({ rule: { name: rule }, attributes }) => ({
    rule,
    attributes,
  }));
  if (!first) return [];
  const beside = { ...(also.length > 0 && { also }), ...(more > 0 && { more }) };
  return [{ kind: 'missing-data', ...first, ...beside }];
}

function seatFlags(wanted: Seat, { present, load }: Situation, at: Date): Flag[] {
  if (hasLeft(wanted, at)) return [{ kind: 'inactive-owner', name: wanted.name }];
  const { capacity } = wanted;
  const isFull = capacity !== undefined && load >= capacity && wanted.id !== present?.id;
  return isFull ? [{ kind: 'over-capacity', rep: wanted.name, load, capacity }] : [];
}

function accountFlags(
  { restsOn }: Findings,
  wanted: Seat | undefined,
  { facts, origins, present, pin, dispute, lastChange, changes = 0, copy }: Situation,
  policy: FlagPolicy,
  at: Date,
): Flag[] {
  const flags: Flag[] = [];
  // Nothing moves: nobody needs to look.
  if (wanted && wanted.id === present?.id) return flags;
  if (dispute) flags.push({ kind: 'disputed', ...dispute });
  if (pin) flags.push({ kind: 'pinned', ...pin });
  // Whoever has left keeps nothing, by whatever hand they came to it.
  const isLeaver = present !== undefined && hasLeft(present, at);
  if (!isLeaver) flags.push(...handFlags(present, lastChange));
  if (changes >= RESTLESS) flags.push({ kind: 'restless', changes });
  if (copy && copy.owner !== wanted?.email) {
    flags.push({ kind: 'duplicate', account: copy.account, owner: copy.owner });
  }
  for (const [attribute, limit] of Object.entries(policy.highValue)) {
    const value = facts[attribute];
    if (typeof value === 'number' && value >= limit) {
      flags.push({ kind: 'high-value', attribute, value, limit });
    }
  }
  const { open_deal_owner: dealOwner, open_deal_value: dealValue, family_owner: family } = facts;
  const isTheirs = isLeaver && dealOwner === present?.email;
  if (present && !isTheirs && typeof dealOwner === 'string' && dealOwner !== wanted?.email) {
    flags.push({ kind: 'open-deal', owner: dealOwner, value: Number(dealValue ?? 0) });
  }
  if (wanted && typeof family === 'string' && family !== wanted.email) {
    flags.push({ kind: 'family-split', owner: family });
  }
  const doubtful = subDays(at, policy.staleDays);
  for (const attribute of restsOn) {
    const since = origins[attribute]?.at;
    if (since && since < doubtful) {
      flags.push({ kind: 'stale-data', attribute, since, limit: policy.staleDays });
    }
  }
  return flags;
}

function handFlags(present: Seat | undefined, lastChange: LastChange | undefined): Flag[] {
  if (!lastChange) return [];
  const { cause, by, at } = lastChange;
  if (present) return byHand.includes(cause) ? [{ kind: 'set-by-hand', by, at }] : [];
  return emptiedByHand.includes(cause) ? [{ kind: 'set-by-hand', by, at, owner: 'nobody' }] : [];
}

/** Whether somebody must look before anything changes. */
export function mustWait(flags: Flag[], policy: FlagPolicy): boolean {
  return flags.some(({ kind }) => !policy.noted.includes(kind));
}
