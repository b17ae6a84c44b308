/** Where the index stops being fine and asks the rules instead. Right answers do not depend on them, only speed and room. */
export type Limits = {
  /** Terms of one rule; and on average of all, so that a few wild rules may have more than their share. */
  terms: number;
  averageTerms: number;
  /** A slot of which the rules name no more texts than these is not hashed. */
  texts: number;
  /** A text that suits more terms than these on average is no key. */
  crowd: number;
  /** How finely one slot is cut. */
  marks: number;
  /** Texts of one slot whose class is remembered. */
  seen: number;
  /** Texts or sets of one slot that are each a class, because rules look inside. */
  inside: number;
  /** Combinations of classes of one family. */
  nodes: number;
  /** Pairs of rows whose common terms are listed. */
  crossings: number;
  /** The rows of all families. */
  bytes: number;
};

export const usualLimits: Limits = {
  terms: 32,
  averageTerms: 3,
  texts: 256,
  crowd: 64,
  marks: 2048,
  seen: 8192,
  inside: 1024,
  nodes: 65_536,
  crossings: 500_000,
  bytes: 16_000_000,
};
