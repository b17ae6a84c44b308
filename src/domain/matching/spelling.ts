/** How many edits a word of this length may be away and still be meant. */
export function tolerance(length: number): 0 | 1 | 2 {
  if (length < 3) return 0;
  return length < 5 ? 1 : 2;
}

/** Two words this close in their beginnings share a deletion, so longer tails need no keys of their own. */
const KEYED_LENGTH = 7;

/**
 * What a word becomes when letters are left out. Two words within their tolerance always have one in common
 * (the symmetric-delete idea), so a misspelling is found by equality, without comparing it with the vocabulary.
 */
export function deletions(word: string): string[] {
  const beginning = word.slice(0, KEYED_LENGTH);
  const found = new Set([beginning]);
  let last = [beginning];
  for (let edits = tolerance(word.length); edits > 0; edits -= 1) {
    last = last.flatMap(withoutOneLetter);
    for (const shorter of last) found.add(shorter);
  }
  return [...found];
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
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const row = nextRow(a, b, i, last, beforeLast);
    if (Math.min(...row) > most && Math.min(...last) > most) return most + 1;
    beforeLast = last;
    last = row;
  }
  const distance = last[b.length] ?? 0;
  return distance > most ? most + 1 : distance;
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
