import { type Fields, isFields, written } from './problem.ts';

/** A part of a payload that has a type, and where it stands. */
export type Part = { type: string; fields: Fields; pointer: string };

/** Every typed part below a value, depth first, each before its parts. */
export function partsOf(value: unknown, pointer: string): Part[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => partsOf(item, `${pointer}/${index}`));
  }
  if (!isFields(value)) return [];
  const below = Object.entries(value).flatMap(([name, held]) =>
    partsOf(held, `${pointer}/${name}`),
  );
  const type = value.type;
  return typeof type === 'string' ? [{ type, fields: value, pointer }, ...below] : below;
}

/** The blocks themselves, and those inside containers and carousels. */
export function blocksOf(value: unknown, pointer: string): Part[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item, index) => {
    if (!isFields(item)) return [];
    const at = `${pointer}/${index}`;
    const block = { type: written(item.type), fields: item, pointer: at };
    const inner = block.type === 'carousel' ? 'elements' : 'child_blocks';
    return [block, ...blocksOf(item[inner], `${at}/${inner}`)];
  });
}

/** The parts that repeat an earlier one's key. */
export function repeated(parts: Part[], key: (part: Part) => unknown): Part[] {
  const seen = new Set<unknown>();
  return parts.filter((part) => {
    const value = key(part);
    if (value === undefined) return false;
    const known = seen.has(value);
    seen.add(value);
    return known;
  });
}
