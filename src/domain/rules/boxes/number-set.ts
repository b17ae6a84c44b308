/** Numbers by where they begin and end: from the first up to below the second, from the third up to below the fourth … */
export type NumberSet = readonly number[];

export const allNumbers: NumberSet = [Number.NEGATIVE_INFINITY];

export function commonNumbers(one: NumberSet, other: NumberSet): NumberSet {
  return merged(one, other, (a, b) => a && b);
}

export function numbersWithout(one: NumberSet, other: NumberSet): NumberSet {
  return merged(one, other, (a, b) => a && !b);
}

export function joinedNumbers(one: NumberSet, other: NumberSet): NumberSet {
  return merged(one, other, (a, b) => a || b);
}

function merged(
  one: NumberSet,
  other: NumberSet,
  keeps: (inOne: boolean, inOther: boolean) => boolean,
): NumberSet {
  const ends: number[] = [];
  let [a, b] = [0, 0];
  while (a < one.length || b < other.length) {
    const at = Math.min(one[a] ?? Number.POSITIVE_INFINITY, other[b] ?? Number.POSITIVE_INFINITY);
    if (one[a] === at) a += 1;
    if (other[b] === at) b += 1;
    const isIn = ends.length % 2 === 1;
    if (keeps(a % 2 === 1, b % 2 === 1) !== isIn) ends.push(at);
  }
  return ends;
}

export function hasNumber(numbers: NumberSet, value: number): boolean {
  return numbers.filter((end) => end <= value).length % 2 === 1;
}

/** One of them: one that is liked, or a round one where a span begins. */
export function numberFrom(numbers: NumberSet, liked: readonly number[]): number | undefined {
  const [first, end] = numbers;
  if (first === undefined) return undefined;
  const found = liked.find((value) => hasNumber(numbers, value));
  if (found !== undefined) return found;
  const choices = Number.isFinite(first)
    ? [Number.isInteger(first) ? first : Math.floor(first) + 1, first]
    : [0, Math.ceil(end ?? 0) - 1];
  return choices.find((value) => hasNumber(numbers, value));
}
