import { type Dice, dice } from './chance.ts';

/** What an account is to its neighbours; every relation stays inside one block of fifty. */
type Kin =
  | { kind: 'named' }
  | { kind: 'alone' }
  | { kind: 'parent'; children: number[] }
  | { kind: 'child'; parent: number; children: number[] }
  | { kind: 'copy'; of: number };

export const namedAccounts = 6;

const block = 50;
const copySlot = block - 1;
const familySizes = [0, 2, 2, 3, 3, 4, 4, 5, 6, 9, 0, 3];

export function kinOf(seed: number, index: number): Kin {
  if (index < namedAccounts) return { kind: 'named' };
  const start = index - (index % block);
  const rolls = dice(seed, 'kin', start);
  const family = familyIn(start, rolls);
  if (index === start + copySlot && rolls.happens(0.75))
    return { kind: 'copy', of: original(start, rolls) };
  const place = index - family.first;
  if (family.size === 0 || place < 0 || place >= family.size) return { kind: 'alone' };
  const children = childPlaces(place, family.size).map((child) => family.first + child);
  return place === 0
    ? { kind: 'parent', children }
    : { kind: 'child', parent: family.first + parentPlace(place), children };
}

function familyIn(start: number, rolls: Dice): { first: number; size: number } {
  const size = rolls.pick(familySizes);
  const first = start + namedAccounts + rolls.below(block - namedAccounts - 10);
  return { first, size };
}

function original(start: number, rolls: Dice): number {
  return start + namedAccounts + rolls.below(copySlot - namedAccounts);
}

/** From the fifth member on, a large family has a grandchild level under its second member. */
function parentPlace(place: number): number {
  return place < 5 ? 0 : 1;
}

function childPlaces(place: number, size: number): number[] {
  return Array.from({ length: size - 1 }, (_, nth) => nth + 1).filter(
    (child) => parentPlace(child) === place,
  );
}
