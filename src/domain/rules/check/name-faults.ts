import { fold } from '../fold.ts';
import type { RuleSet } from '../rule-set.ts';
import { eitherOf } from '../text/suggestion.ts';
import type { Draft } from './finding.ts';
import type { Guess } from './spelling.ts';
import { named } from './wording.ts';

/** Two of one kind that names cannot tell apart. */
export function sameNameFaults({ rules, pools, lists, regions, layers }: RuleSet): Draft[] {
  const named = (each: { name: string }) => each.name;
  return [
    ...sameNames('rule', rules.map(named)),
    ...sameNames('pool', pools.map(named)),
    ...sameNames('list', lists.map(named)),
    ...sameNames('region', regions.map(named)),
    ...sameNames('layer', layers),
  ];
}

function sameNames(statement: string, names: readonly string[]): Draft[] {
  const groups = Map.groupBy(names, fold);
  return [...groups.values()]
    .filter(({ length }) => length > 1)
    .map(([first = '', ...others]) => {
      const spelt = others.find((name) => name !== first);
      const both = spelt === undefined ? '' : ` (${named(spelt)} is the same name)`;
      return {
        severity: 'error',
        kind: 'same-name',
        about: { statement, name: first },
        message: `There are ${others.length + 1} ${statement}s called ${named(first)}${both}.`,
        remedy: 'Rename all but one, so that everybody knows which is meant.',
      };
    });
}

/** Rules in layers that were not declared, which come after all others. */
export function layerFaults({ rules, layers }: RuleSet, guess: Guess): Draft[] {
  const known = new Set(layers.map(fold));
  const strange = rules.filter(({ layer }) => !known.has(fold(layer)));
  return strange.map(({ name, layer }) => ({
    severity: 'error',
    kind: 'unknown-layer',
    about: { statement: 'rule', name, clause: 'in' },
    message: `${named(name)} is in the layer ${named(layer)}, which the rule set does not have.`,
    remedy: guess(layer, layers, `Write ${eitherOf(layers)}, or add it to the layers.`),
  }));
}

/** Lists and regions that nothing is in. */
export function emptyFaults({ lists, regions }: RuleSet): Draft[] {
  const empty = [
    ...lists.filter(({ values }) => values.length === 0).map(({ name }) => ['list', name]),
    ...regions.filter(({ places }) => places.length === 0).map(({ name }) => ['region', name]),
  ];
  return empty.map(([statement = '', name = '']) => ({
    severity: 'error',
    kind: 'nothing-listed',
    about: { statement, name },
    message: `The ${statement} ${named(name)} is empty, so nothing is ever in it.`,
    remedy: `Write what belongs to it, or take the ${statement} out.`,
  }));
}
