import { ask } from '../evaluate.ts';
import type { Order } from '../order.ts';
import type { Vocabulary } from '../vocabulary.ts';
import { classesOf } from './classes.ts';
import { type Crossings, noCrossings } from './crossing.ts';
import { type Axis, type BitPart, type Family, makeRows } from './family.ts';
import { type FamilyName, familyNames } from './family-name.ts';
import { type Fit, fitOf } from './fit.ts';
import { type KeySlot, keySlots } from './key-slot.ts';
import type { Limits } from './limits.ts';
import { noMarks } from './marks.ts';
import { noPairs } from './pairs.ts';
import type { Plan, PlannedTerm } from './plan.ts';
import { roomFor, type Table } from './table.ts';
import { tableOf } from './table-layout.ts';
import { type Part, usesOf } from './term.ts';

/** The index of a rule set. */
export type Grid = {
  vocabulary: Vocabulary;
  families: readonly Family[];
  keys: readonly KeySlot[];
  table: Table;
  crossings: Crossings;
  /** Lists that stand for several. */
  joined: Map<string, number>;
};

export function gridOf(plan: Plan, order: Order, vocabulary: Vocabulary, limits: Limits): Grid {
  const keyed = plan.keyed.toSorted((a, b) => slotNumber(a) - slotNumber(b) || a.rule - b.rule);
  const terms = [...plan.dense, ...keyed];
  const uses = usesOf(terms.map(({ parts }) => parts));
  const fitting = fitOf(uses, vocabulary, limits.marks);
  const table = tableOf(terms, plan, fitting, order, limits.bytes);
  const keys = keySlots(keyed, plan.dense.length, table);
  const parts = bitParts(terms, fitting, vocabulary);
  const families = familyNames.map((name) => familyNamed(name, fitting, parts, table, limits));
  return {
    vocabulary,
    families,
    keys,
    table,
    crossings: noCrossings(limits.crossings),
    joined: new Map(),
  };
}

function slotNumber({ key }: PlannedTerm): number {
  return key?.slot.number ?? -1;
}

/** Each fitting part once, with the bits of all terms that it belongs to. */
function bitParts(
  terms: readonly PlannedTerm[],
  fitting: Fit,
  vocabulary: Vocabulary,
): Map<Part, BitPart> {
  const found = new Map<Part, BitPart>();
  for (const [part, { looksInside }] of fitting.parts) {
    found.set(part, { question: ask(part.condition, vocabulary), bits: [], looksInside });
  }
  for (const [bit, { parts }] of terms.entries()) {
    for (const part of parts) found.get(part)?.bits.push(bit);
  }
  return found;
}

function familyNamed(
  name: FamilyName,
  { marks }: Fit,
  parts: ReadonlyMap<Part, BitPart>,
  table: Table,
  limits: Limits,
): Family {
  const own = [...parts].filter(([{ family }]) => family === name);
  const slots = new Set(own.flatMap(([part]) => part.slots));
  const axes = [...slots].map((slot): Axis => {
    const classes = classesOf(slot, marks.get(slot) ?? noMarks(), limits);
    const mayMix = classes.kind === 'sets' || (classes.kind === 'texts' && classes.looksInside);
    const alone = own.filter(([part]) => part.slots.length === 1 && part.slots[0] === slot);
    return { slot, classes, mayMix, parts: alone.map(([, bits]) => bits), words: [] };
  });
  const family: Family = {
    axes,
    parts: own.filter(([part]) => part.slots.length > 1).map(([, bits]) => bits),
    pairs: noPairs(limits.nodes),
    sureAt: [],
    thinkableAt: [],
    spare: { sure: roomFor(table, table.stride), thinkable: roomFor(table, table.stride) },
  };
  // Where nothing is asked there is one node.
  if (axes.length === 0) makeRows(family, 0, [], [], table);
  return family;
}
