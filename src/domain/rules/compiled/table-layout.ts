import type { Order } from '../order.ts';
import type { Fit } from './fit.ts';
import type { Plan, PlannedTerm } from './plan.ts';
import { shared, type Table, trust } from './table.ts';

const LEAST_ROWS = 64;

export function tableOf(
  terms: readonly PlannedTerm[],
  { dense, isLoose }: Plan,
  { parts }: Fit,
  order: Order,
  bytes: number,
): Table {
  const rules = order.rules.length;
  const words = Math.max(1, Math.ceil(terms.length / 32));
  const summary = Math.ceil(words / 32);
  const stride = summary + words;
  const denseFrom = shared(rules + 1).fill(dense.length);
  for (let bit = dense.length - 1; bit >= 0; bit--) denseFrom[dense[bit]?.rule ?? 0] = bit;
  for (let rule = rules - 1; rule >= 0; rule--) {
    denseFrom[rule] = Math.min(denseFrom[rule] ?? 0, denseFrom[rule + 1] ?? 0);
  }
  const ruleOfBit = shared(terms.length);
  ruleOfBit.set(terms.map(({ rule }) => rule));
  const trusts = trustOf(terms, isLoose, parts);
  return {
    rows: shared(stride * LEAST_ROWS),
    stride,
    used: 0,
    beside: 0,
    most: Math.max(stride * LEAST_ROWS, bytes / Int32Array.BYTES_PER_ELEMENT),
    summary,
    ruleOfBit,
    asksNumbers: Uint8Array.from(terms, (term) => Number(asksNumbers(term, parts))),
    denseFrom,
    lists: 1,
    listStarts: shared(2),
    listBits: shared(1),
    trust: trusts,
    isOpen: trusts.map((each, rule) => Number(each === trust.never || hangsOnMoment(order, rule))),
  };
}

function asksNumbers({ parts }: PlannedTerm, fitting: Fit['parts']): boolean {
  return parts.some((part) => part.family === 'numbers' && fitting.has(part));
}

function hangsOnMoment({ later, isTied }: Order, rule: number): boolean {
  return later.length > 0 && isTied[rule] === 1;
}

function trustOf(
  terms: readonly PlannedTerm[],
  isLoose: Uint8Array,
  fitting: Fit['parts'],
): Uint8Array {
  const found = Uint8Array.from(isLoose, (loose) => (loose ? trust.never : trust.always));
  for (const { rule, parts } of terms) {
    for (const part of parts) {
      const fits = fitting.get(part);
      if (!fits) found[rule] = trust.never;
      else if (fits.looksInside) found[rule] = Math.max(found[rule] ?? 0, trust.unlessMixed);
    }
  }
  return found;
}
