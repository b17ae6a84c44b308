import { spanWithout, type TextSpan } from './text-span.ts';

/** What is asked of several words: for each of some, a word that is in it; and no word that is in any of none. */
export type WordDemand = { some: readonly TextSpan[]; none: readonly TextSpan[] };

/** Spans in more pieces are not cut further. */
const MOST_PIECES = 64;

/** Nothing where no words can meet it, as far as that can be told. */
export function wordDemand(
  some: readonly TextSpan[],
  none: readonly TextSpan[],
): WordDemand | undefined {
  const isMet = some.every((span) => allowed(span, none).length > 0);
  return isMet ? { some, none } : undefined;
}

/** What is left of a span for a word that must be in it. */
export function allowed(span: TextSpan, none: readonly TextSpan[]): TextSpan[] {
  let pieces = [span];
  for (const barred of none) {
    if (pieces.length > MOST_PIECES) return pieces;
    pieces = pieces.flatMap((piece) => spanWithout(piece, barred));
  }
  return pieces;
}

export function commonWords(one: WordDemand, other: WordDemand): WordDemand | undefined {
  return wordDemand(
    [...new Set([...one.some, ...other.some])],
    [...new Set([...one.none, ...other.none])],
  );
}

/** What is in one and not in the other, in parts that share nothing. */
export function wordsWithout(one: WordDemand, { some, none }: WordDemand): WordDemand[] {
  const parts = [
    ...some.map((span, place) =>
      wordDemand([...one.some, ...some.slice(0, place)], [...one.none, span]),
    ),
    ...none.map((span, place) =>
      wordDemand([...one.some, ...some, span], [...one.none, ...none.slice(0, place)]),
    ),
  ];
  return parts.filter((part) => part !== undefined);
}
