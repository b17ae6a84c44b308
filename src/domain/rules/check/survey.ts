import type { Facts } from '../attribute.ts';
import { type Atlas, atlasOf, folded } from '../boxes/atlas.ts';
import { type Box, commonBox } from '../boxes/box.ts';
import { boxesOf } from '../boxes/boxes-of.ts';
import type { Palette } from '../boxes/example.ts';
import { trust } from '../compiled/table.ts';
import { type Compiled, compileRules } from '../compiled.ts';
import type { Condition } from '../condition.ts';
import type { Standing } from '../decision.ts';
import { inForce } from '../in-force.ts';
import type { RuleSet } from '../rule-set.ts';
import { MOMENT } from '../vocabulary.ts';
import type { Around } from './around.ts';

/** A rule set with its surroundings, and all that is worked out about it on the way. Rules are numbered as they win. */
export type Survey = {
  ruleSet: RuleSet;
  around: Around;
  at: number;
  compiled: Compiled;
  standing: Standing;
  atlas: Atlas;
  palette: Palette;
  /** What it costs to ask the engine once: 1, and more where it has to ask rules one by one. */
  price: number;
  /** By rule: the accounts for which its condition holds; those too whom its days let it take from now on. */
  holding: readonly (Box[] | undefined)[];
  taking: readonly (Box[] | undefined)[];
};

const ASKED_AT_ONE_PRICE = 256;

export function surveyOf(ruleSet: RuleSet, around: Around): Survey {
  const { catalogue, regions, samples, standing = unequal(ruleSet) } = around;
  const compiled = compileRules(ruleSet, catalogue, regions);
  const atlas = atlasOf(compiled.vocabulary);
  const at = around.at.getTime();
  const holding = compiled.rules.map(({ condition }) => boxesOf(condition, atlas));
  const now: Condition = { kind: 'compare', attribute: MOMENT, op: '>=', value: at };
  const taking = compiled.rules.map((rule, number) => {
    const days = boxesOf({ kind: 'all', of: [now, ...inForce(rule)] }, atlas) ?? [];
    return holding[number]?.flatMap((box) => days.flatMap((each) => commonBox(box, each) ?? []));
  });
  const palette = { spellings: atlas.spellings, valuesOf: valuesIn(samples, atlas) };
  const price = priceOf(compiled);
  return { ruleSet, around, at, compiled, standing, atlas, palette, price, holding, taking };
}

function priceOf({ grid }: Compiled): number {
  return 1 + grid.table.trust.filter((each) => each === trust.never).length / ASKED_AT_ONE_PRICE;
}

/** Sizes of which no two are the same. */
function unequal({ rules }: RuleSet): Standing {
  const sizes: [string, number][] = [];
  const loads: [string, number][] = [];
  for (const [number, { outcome }] of rules.entries()) {
    if (outcome.to.kind === 'territory') sizes.push([outcome.to.territory, number]);
    if (outcome.to.kind === 'rep') loads.push([outcome.to.rep, number]);
  }
  return { territorySizes: Object.fromEntries(sizes), loads: Object.fromEntries(loads) };
}

/** So many samples, and so many values of them, are enough to choose from. */
const SAMPLES_SEEN = 300;
const VALUES_KEPT = 20;

/** Folded texts that occur. */
function valuesIn(samples: readonly Facts[], atlas: Atlas): Palette['valuesOf'] {
  const seen = samples.slice(0, SAMPLES_SEEN);
  const known = new Map<string, string[]>();
  return (attribute) => {
    const found = known.get(attribute);
    if (found) return found;
    const texts = seen.map((facts) => facts[attribute]).filter((fact) => typeof fact === 'string');
    const values = [...new Set(texts)].slice(0, VALUES_KEPT).map((text) => folded(text, atlas));
    known.set(attribute, values);
    return values;
  };
}
