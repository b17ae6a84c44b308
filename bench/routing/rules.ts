import type { Condition, Test } from '../../src/domain/rules/condition.ts';
import type { RuleSet } from '../../src/domain/rules/rule-set.ts';
import { type Dice, dice } from '../../src/sandbox/company/chance.ts';
import {
  anyParent,
  areas,
  countries,
  domainOf,
  industries,
  nameOf,
  stateOfArea,
  states,
  types,
  zipf,
} from './accounts.ts';

const SEED = 20_260_102;
const layers = ['named', 'relationship', 'strategic', 'geography', 'default', 'catch-all'];
const shares: [string, number][] = [
  ['named', 0.1],
  ['relationship', 0.05],
  ['strategic', 0.2],
  ['geography', 0.55],
  ['default', 0.1],
];
/** Round numbers, as people write them. */
const employeeSteps = [10, 20, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10_000];
const revenueSteps = [1e6, 2e6, 5e6, 1e7, 2e7, 2.5e7, 5e7, 1e8, 2.5e8, 5e8, 1e9];
const scoreSteps = [10, 20, 30, 40, 50, 60, 70, 75, 80, 90];

/** Rules of a whole company: one to six tests each, and one at the end that takes what is left. */
export function ruleSetOf(count: number, accounts: number): RuleSet {
  const rolls = dice(SEED, 'owner', count);
  const rules: RuleSet['rules'] = [];
  for (const [layer, share] of shares) {
    const target = Math.max(1, Math.round((count - 1) * share));
    for (let priority = 1; priority <= target; priority++) {
      const tests = testsOf(layer, accounts, rolls);
      rules.push(ruleOf(layer, priority, { kind: 'all', of: tests }, `T${rolls.below(count)}`));
    }
  }
  rules.push(ruleOf('catch-all', 1, { kind: 'all', of: [] }, 'rest'));
  return {
    name: `${count} rules`,
    layers,
    tieBreakers: ['most-specific', 'oldest'],
    lists: [],
    regions: [],
    pools: [],
    rules,
  };
}

function ruleOf(layer: string, priority: number, condition: Condition, territory: string) {
  const outcome = { to: { kind: 'territory' as const, territory }, roles: {}, tags: [] };
  return {
    name: `${layer} ${priority}`,
    sentence: '',
    layer,
    priority,
    condition,
    outcome,
    tags: [],
  };
}

function testsOf(layer: string, accounts: number, rolls: Dice): Test[] {
  switch (layer) {
    case 'named':
      return named(accounts, rolls);
    case 'relationship':
      return [is('parent', anyParent(rolls)), ...sometimes(0.3, rolls, () => anyType(rolls))];
    case 'strategic':
      return strategic(rolls);
    case 'geography':
      return rolls.happens(0.2) ? atHome(rolls) : abroad(rolls);
    default:
      return [
        place(rolls),
        anyOf(industries, 16, rolls),
        ...sometimes(0.5, rolls, () => anyType(rolls)),
      ];
  }
}

function some<T>(rolls: Dice, all: readonly T[], count: number): T[] {
  return [...new Set(Array.from({ length: count }, () => rolls.pick(all)))];
}

function named(accounts: number, rolls: Dice): Test[] {
  const numbers = Array.from({ length: 1 + rolls.below(8) }, () => rolls.below(accounts));
  const key: Test = rolls.happens(0.5)
    ? { kind: 'in', attribute: 'domain', values: numbers.map(domainOf) }
    : { kind: 'in', attribute: 'name', values: numbers.map(nameOf) };
  return [key, ...sometimes(0.2, rolls, () => anyType(rolls))];
}

function strategic(rolls: Dice): Test[] {
  return [
    place(rolls),
    anyOf(industries, 6, rolls),
    atLeast('revenue', rolls.pick(revenueSteps.slice(2))),
    ...sometimes(0.3, rolls, () => atLeast('employees', rolls.pick(employeeSteps.slice(4)))),
    ...sometimes(0.3, rolls, () => atLeast('score', rolls.pick(scoreSteps))),
    ...sometimes(0.3, rolls, () => anyType(rolls)),
  ];
}

function atHome(rolls: Dice): Test[] {
  const area = rolls.below(areas.length);
  const where: Test = rolls.happens(0.5)
    ? { kind: 'starts-with', attribute: 'zip', text: areas[area] ?? '' }
    : {
        kind: 'in',
        attribute: 'state',
        values: [stateOfArea(area), ...some(rolls, states, rolls.below(4))],
      };
  return [is('country', 'US'), where, ...size(rolls), ...branch(rolls)];
}

function abroad(rolls: Dice): Test[] {
  return [
    is('country', countries[1 + zipf(countries.length - 1, rolls)] ?? ''),
    ...size(rolls),
    ...branch(rolls),
  ];
}

function size(rolls: Dice): Test[] {
  const at = rolls.below(employeeSteps.length - 3);
  const [from = 0, to = 0] = [employeeSteps[at], employeeSteps[at + 1 + rolls.below(3)]];
  return [
    ...sometimes(0.6, rolls, () => ({ kind: 'between', attribute: 'employees', from, to })),
    ...sometimes(0.3, rolls, () => atLeast('revenue', rolls.pick(revenueSteps))),
    ...sometimes(0.1, rolls, () => ({ ...atLeast('revenue', rolls.pick(revenueSteps)), op: '<' })),
  ];
}

function branch(rolls: Dice): Test[] {
  return [
    ...sometimes(0.9, rolls, () => anyOf(industries, 8, rolls)),
    ...sometimes(0.3, rolls, () => anyType(rolls)),
  ];
}

function place(rolls: Dice): Test {
  const places = Array.from({ length: 1 + rolls.below(3) }, () => zipf(countries.length, rolls));
  return {
    kind: 'in',
    attribute: 'country',
    values: [...new Set(places)].map((at) => countries[at] ?? ''),
  };
}

function anyType(rolls: Dice): Test {
  return is('type', rolls.pick(types));
}

function anyOf(industry: readonly string[], most: number, rolls: Dice): Test {
  return {
    kind: 'in',
    attribute: 'industry',
    values: some(rolls, industry, 1 + rolls.below(most)),
  };
}

function is(attribute: string, value: string): Test {
  return { kind: 'compare', attribute, op: '=', value };
}

function atLeast(attribute: string, value: number): Extract<Test, { kind: 'compare' }> {
  return { kind: 'compare', attribute, op: '>=', value };
}

function sometimes(share: number, rolls: Dice, make: () => Test): Test[] {
  return rolls.happens(share) ? [make()] : [];
}
