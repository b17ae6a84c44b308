import { fold } from '../fold.ts';
import type { Rule, RuleSet } from '../rule-set.ts';
import type { Anchored } from '../text/comments.ts';
import type { Around } from './around.ts';
import type { Draft } from './finding.ts';
import { repFindings } from './people.ts';
import type { Guess } from './spelling.ts';
import { named } from './wording.ts';

/** Where rules lead: names that nobody knows, people who are gone, territories that nobody covers. */
export function destinationFindings(ruleSet: RuleSet, around: Around, guess: Guess): Draft[] {
  const pools = new Set(ruleSet.pools.map(({ name }) => fold(name)));
  return ruleSet.rules.flatMap((rule) => [
    ...ownerFindings(rule, pools, around, guess),
    ...besideFindings(rule, around, guess),
  ]);
}

function ownerFindings(
  { name, outcome: { to } }: Rule,
  pools: ReadonlySet<string>,
  around: Around,
  guess: Guess,
): Draft[] {
  const about = { statement: 'rule', name, clause: 'then' };
  switch (to.kind) {
    case 'rep':
      return repFindings(to.rep, `${named(name)} gives accounts to`, about, around, guess);
    case 'pool': {
      if (pools.has(fold(to.pool))) return [];
      return [unknownPool(to.pool, `${named(name)} gives accounts to`, about, pools, guess)];
    }
    case 'territory':
      return territoryFindings(to.territory, name, pools, around, guess);
    case 'keep':
    case 'owner-of':
    case 'review':
      return [];
  }
}

function territoryFindings(
  written: string,
  rule: string,
  pools: ReadonlySet<string>,
  around: Around,
  guess: Guess,
): Draft[] {
  const about = { statement: 'rule', name: rule, clause: 'then' };
  if (!around.territories) return [];
  const territory = around.territories.get(written.toLowerCase());
  if (!territory) {
    const names = [...around.territories.values()].map(({ name }) => name);
    return [
      {
        severity: 'error',
        kind: 'unknown-territory',
        about,
        message: `${named(rule)} gives accounts to the territory ${named(written)}, which the registry does not have.`,
        remedy: guess(written, names, 'Name one that there is, or add it to the roster first.'),
      },
    ];
  }
  const { name, cover } = territory;
  const lead = `${named(rule)} gives accounts to the territory ${named(name)}, which belongs to`;
  switch (cover?.kind) {
    case 'rep':
      return repFindings(cover.email, lead, about, around, guess);
    case 'pool':
      return pools.has(fold(cover.pool))
        ? []
        : [unknownPool(cover.pool, lead, about, pools, guess)];
    case undefined:
      return [
        {
          severity: 'warning',
          kind: 'uncovered-territory',
          about,
          message: `${named(rule)} gives accounts to the territory ${named(name)}, which nobody covers as AE.`,
          remedy: 'Say in the roster who covers it, or send the accounts elsewhere.',
        },
      ];
  }
}

export function unknownPool(
  pool: string,
  lead: string,
  about: Anchored,
  pools: Iterable<string>,
  guess: Guess,
): Draft {
  return {
    severity: 'error',
    kind: 'unknown-pool',
    about,
    message: `${lead} the pool ${named(pool)}, which the rule set does not have.`,
    remedy: guess(pool, pools, `Add it, as in pool ${named(pool)} round robin = ana@example.com.`),
  };
}

/** Those who stand beside the owner, and whoever answers for the rule. */
function besideFindings({ name, outcome, owner }: Rule, around: Around, guess: Guess): Draft[] {
  const about = (clause: string) => ({ statement: 'rule', name, clause });
  const roles = Object.entries(outcome.roles).flatMap(([role, email]) =>
    repFindings(email, `${named(name)} names as ${role}`, about('with'), around, guess),
  );
  if (owner === undefined) return roles;
  // A rule decides as well without anybody who answers for it.
  const answering = repFindings(owner, `${named(name)} belongs to`, about('owner'), around, guess);
  return [...roles, ...answering.map((each) => ({ ...each, severity: 'warning' as const }))];
}
