/** What the units stand for, in zeros. */
const units = new Map([
  ['', 0],
  ['k', 3],
  ['thousand', 3],
  ['m', 6],
  ['mn', 6],
  ['million', 6],
  ['b', 9],
  ['bn', 9],
  ['billion', 9],
]);

/** Longer ones are not written by people. */
const LONGEST = 40;

export type NumberText =
  | { kind: 'number'; value: number; isAtLeast: boolean }
  | { kind: 'unknown-unit'; unit: string }
  | { kind: 'too-large' }
  | { kind: 'none' };

/** Shifts the decimal point in the text instead of multiplying: 1.1bn is 1,100,000,000 to the last digit. */
export function parseNumber(text: string): NumberText {
  const parts = /^[$€£]?(-?\d+(?:\.\d+)?)(?:e([+-]?\d{1,3}))?([^\d.+]*)(\+?)$/iu.exec(
    text.slice(0, LONGEST + 1),
  );
  if (!parts || text.length > LONGEST) return { kind: 'none' };
  const [, digits, exponent = '0', unit = '', plus] = parts;
  const zeros = units.get(unit.toLowerCase());
  if (zeros === undefined) return { kind: 'unknown-unit', unit };
  const value = Number(`${digits}e${Number(exponent) + zeros}`);
  if (!Number.isFinite(value)) return { kind: 'too-large' };
  return { kind: 'number', value, isAtLeast: plus === '+' };
}

/** A unit written as a word of its own: 50 million. */
export function isUnit(word: string): boolean {
  return word !== '' && units.has(word);
}

/** In the units people use: 1.2bn, 50M, 25k, 500. */
export function printNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e15) return String(value);
  if (size >= 1e9) return inUnits(value, 9, 'bn', 3) ?? String(value);
  if (size >= 1e6) return inUnits(value, 6, 'M', 3) ?? String(value);
  if (size >= 1e4) return inUnits(value, 3, 'k', 0) ?? String(value);
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Only where it is exact and short. */
function inUnits(value: number, zeros: number, unit: string, decimals: number): string | undefined {
  const text = String(value / 10 ** zeros);
  const [, fraction = ''] = text.split('.');
  const isExact = fraction.length <= decimals && Number(`${text}e${zeros}`) === value;
  return isExact ? `${text}${unit}` : undefined;
}
