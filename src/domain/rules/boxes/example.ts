import type { Facts, Value } from '../attribute.ts';
import { DAY } from '../literal.ts';
import { MOMENT, type Slot } from '../vocabulary.ts';
import type { Box } from './box.ts';
import { hasNumber, type NumberSet, numberFrom } from './number-set.ts';
import type { Known } from './range.ts';
import { textFrom } from './text-span.ts';
import { allowed } from './word-demand.ts';

/** An account made up, and the moment at which it would be decided. */
export type Example = { facts: Facts; at: number };

/** What examples are made of: how texts are spelt, and values that occur. */
export type Palette = {
  spellings: ReadonlyMap<string, string>;
  valuesOf: (attribute: string) => readonly string[];
};

/** An account in a box, if one is easily found: of what it need not know it knows nothing. */
export function exampleFrom(box: Box, at: number, palette: Palette): Example | undefined {
  const moment = momentIn(box, at);
  const facts: Record<string, Value> = {};
  for (const [{ attribute, type }, { mayLack, known }] of box) {
    if (mayLack || !known || type === 'moment' || Object.hasOwn(facts, attribute)) continue;
    const value = factFrom(attribute, known, moment, box, palette);
    if (value === undefined) return undefined;
    facts[attribute] = value;
  }
  return { facts, at: moment };
}

function momentIn(box: Box, at: number): number {
  for (const [{ attribute }, { known }] of box) {
    if (attribute === MOMENT && known?.kind === 'numbers') {
      return numberFrom(known.numbers, [at]) ?? at;
    }
  }
  return at;
}

function factFrom(
  attribute: string,
  known: Known,
  at: number,
  box: Box,
  { spellings, valuesOf }: Palette,
): Value | undefined {
  switch (known.kind) {
    case 'texts': {
      const text = textFrom(known.span, valuesOf(attribute));
      return text === undefined ? undefined : (spellings.get(text) ?? text);
    }
    case 'words': {
      const { some, none } = known.demand;
      const words = some.map((span) => {
        const [free] = allowed(span, none);
        return free && textFrom(free, []);
      });
      const found = words.filter((word) => word !== undefined);
      if (found.length < words.length) return undefined;
      return found.map((word) => spellings.get(word) ?? word);
    }
    case 'numbers':
      return numberOf(attribute, at, box);
  }
}

/** A date is asked for by its day and by its age, each of which has a slot. */
function numberOf(attribute: string, at: number, box: Box): number | boolean | undefined {
  const slots = [...box].filter(([slot]) => slot.attribute === attribute);
  const [slot, ...others] = slots.map(([each]) => each);
  if (slot && others.length === 0 && slot.type !== 'date' && slot.type !== 'age') {
    const number = numberFrom(numbersOf(box, slot), []);
    return slot.type === 'boolean' && number !== undefined ? number === 1 : number;
  }
  const choices = slots.flatMap(([each]) => timesFrom(numbersOf(box, each), each, at));
  return choices.find((time) =>
    slots.every(([each]) => isTime(time, numbersOf(box, each), each, at)),
  );
}

function numbersOf(box: Box, slot: Slot): NumberSet {
  const known = box.get(slot)?.known;
  return known?.kind === 'numbers' ? known.numbers : [];
}

/** Where spans begin and end, as times. */
function timesFrom(numbers: NumberSet, { type }: Slot, at: number): number[] {
  const ends = numbers.flatMap((end) => [end, end - 1]);
  const times = ends.map((end) => (type === 'age' ? at - end : end * DAY));
  return [at, ...times].filter(Number.isFinite);
}

function isTime(time: number, numbers: NumberSet, { type }: Slot, at: number): boolean {
  switch (type) {
    case 'age':
      return hasNumber(numbers, at - time);
    case 'date':
      return hasNumber(numbers, Math.floor(time / DAY));
    default:
      return false;
  }
}
