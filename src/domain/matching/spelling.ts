/** How many edits a word of this length may be away and still be meant. */
export function tolerance(length: number): 0 | 1 | 2 {
  if (length < 3) return 0;
  return length < 5 ? 1 : 2;
}

/**
 * What a word becomes when one letter is left out, and the word. Two words one edit apart always have one of these
 * in common (the symmetric-delete idea): a misspelling is found by equality, not by comparing it with every word.
 */
export function nearForms(word: string): string[] {
  return tolerance(word.length) === 0 ? [word] : [...new Set([word, ...withoutOneLetter(word)])];
}

/** Words two edits apart differ by two letters in their beginnings at most: longer tails need no forms. */
const BEGINNING = 7;

/** The same for two edits, of words long enough to bear them. */
export function farForms(word: string): string[] {
  if (tolerance(word.length) < 2) return [];
  const beginning = word.slice(0, BEGINNING);
  const shorter = withoutOneLetter(beginning);
  return [...new Set([beginning, ...shorter, ...shorter.flatMap(withoutOneLetter)])];
}

function withoutOneLetter(word: string): string[] {
  return Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1));
}

/**
 * Edits between two texts: insert, delete, replace, or swap of neighbours (optimal string alignment).
 * Stops early and returns `most + 1` when there are more than `most`.
 */
export function editDistance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const start = sharedStart(a, b);
  const end = sharedEnd(a, b, start);
  return distanceBetween(a.slice(start, a.length - end), b.slice(start, b.length - end), most);
}

function sharedStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

function sharedEnd(a: string, b: string, start: number): number {
  const most = Math.min(a.length, b.length) - start;
  let length = 0;
  while (length < most && a[a.length - 1 - length] === b[b.length - 1 - length]) length += 1;
  return length;
}

function distanceBetween(a: string, b: string, most: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, last, beforeLast);
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  return Math.min(last[b.length] ?? 0, most + 1);
}

function nextRow(a: string, b: string, i: number, last: number[], beforeLast: number[]): number[] {
  const row = [i];
  for (let j = 1; j <= b.length; j += 1) {
    const same = a[i - 1] === b[j - 1];
    const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
    const replaced = (last[j - 1] ?? 0) + (same ? 0 : 1);
    const best = Math.min(replaced, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
    row.push(swapped ? Math.min(best, (beforeLast[j - 2] ?? 0) + 1) : best);
  }
  return row;
}
