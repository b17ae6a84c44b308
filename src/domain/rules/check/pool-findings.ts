import { lackOf } from '../../availability.ts';
import { fold } from '../fold.ts';
import type { Pool } from '../pool.ts';
import type { RuleSet } from '../rule-set.ts';
import { isEmail } from '../text/value.ts';
import type { Around, KnownRep } from './around.ts';
import { unknownPool } from './destinations.ts';
import type { Draft } from './finding.ts';
import { repFindings } from './people.ts';
import type { Guess } from './spelling.ts';
import { allOf, named } from './wording.ts';

export function poolFindings(ruleSet: RuleSet, around: Around, guess: Guess): Draft[] {
  const names = new Set(ruleSet.pools.map(({ name }) => fold(name)));
  return [
    ...ruleSet.pools.flatMap((pool) => [
      ...memberFindings(pool, around, guess),
      ...overflowFindings(pool, names, around, guess),
      ...emptyFindings(pool, around),
    ]),
    ...loopFindings(ruleSet),
  ];
}

function memberFindings({ name, members }: Pool, around: Around, guess: Guess): Draft[] {
  const about = { statement: 'pool', name };
  return members.flatMap(({ rep }) =>
    repFindings(rep, `The pool ${named(name)} has`, about, around, guess),
  );
}

function overflowFindings(
  { name, overflow }: Pool,
  names: ReadonlySet<string>,
  around: Around,
  guess: Guess,
): Draft[] {
  if (overflow === undefined || names.has(fold(overflow))) return [];
  const about = { statement: 'pool', name, clause: 'overflow' };
  const lead = `The pool ${named(name)} overflows to`;
  return isEmail(overflow)
    ? repFindings(overflow, lead, about, around, guess)
    : [unknownPool(overflow, lead, about, names, guess)];
}

/** Nobody to be asked: then everything goes to the overflow, or waits. */
function emptyFindings(pool: Pool, around: Around): Draft[] {
  const reasons = pool.members.map(({ rep }) => reasonAgainst(rep, pool, around));
  if (reasons.includes(undefined)) return [];
  const counts = Map.groupBy(reasons, (reason) => reason ?? 'unknown');
  const why = [...counts].map(([reason, { length }]) => `${length} ${wordReason(reason, length)}`);
  const { name, overflow } = pool;
  return [
    {
      severity: 'warning',
      kind: 'empty-pool',
      about: { statement: 'pool', name },
      message:
        (why.length === 0
          ? `The pool ${named(name)} has no members.`
          : `The pool ${named(name)} has nobody who can be asked now: ${allOf(why)}.`) +
        (overflow === undefined ? '' : ` Everything goes to ${named(overflow)}.`),
      remedy: 'Add somebody who is here and has what the pool requires, or ask for less.',
    },
  ];
}

/** Of a lack, what it is. */
type Reason = 'unknown' | 'left' | 'away' | 'full' | `the ${string}`;

/** Why a member is not asked now, as far as people are known. */
function reasonAgainst(email: string, { requires }: Pool, around: Around): Reason | undefined {
  const key = email.toLowerCase();
  if (!around.reps) return undefined;
  const rep = around.reps.get(key);
  if (!rep) return 'unknown';
  if (rep.presence === 'left') return 'left';
  const lack = lackOf(rep, requires);
  if (lack) return `the ${lack.gift} ${lack.word}`;
  if (rep.presence === 'away') return 'away';
  return isFull(rep, around.standing?.loads[key]) ? 'full' : undefined;
}

function wordReason(reason: Reason, count: number): string {
  const isOne = count === 1;
  switch (reason) {
    case 'left':
      return isOne ? 'has left' : 'have left';
    case 'unknown':
    case 'away':
    case 'full':
      return `${isOne ? 'is' : 'are'} ${reason}`;
    default:
      return `${isOne ? 'lacks' : 'lack'} ${reason}`;
  }
}

function isFull({ capacity }: KnownRep, load: number | undefined): boolean {
  return capacity !== undefined && load !== undefined && load >= capacity;
}

/** Pools that overflow in a circle, each circle once. */
function loopFindings({ pools }: RuleSet): Draft[] {
  const byName = new Map(pools.map((pool) => [fold(pool.name), pool]));
  const next = ({ overflow }: Pool) =>
    overflow === undefined ? undefined : byName.get(fold(overflow));
  const seen = new Set<Pool>();
  const findings: Draft[] = [];
  for (const start of byName.values()) {
    const path: Pool[] = [];
    let pool: Pool | undefined = start;
    while (pool && !seen.has(pool)) {
      seen.add(pool);
      path.push(pool);
      pool = next(pool);
    }
    const begin = pool ? path.indexOf(pool) : -1;
    if (begin >= 0) findings.push(loopFinding(path.slice(begin)));
  }
  return findings;
}

function loopFinding(loop: Pool[]): Draft {
  const names = loop.map(({ name }) => named(name));
  const [name = ''] = loop.map((pool) => pool.name);
  return {
    severity: 'error',
    kind: 'overflow-loop',
    about: { statement: 'pool', name, clause: 'overflow' },
    message:
      names.length === 1
        ? `The pool ${names[0]} overflows into itself.`
        : `The pools ${allOf(names)} overflow into one another in a circle.`,
    remedy: 'Let one of them overflow to a rep, or to a pool outside the circle.',
  };
}
