import type { Anchored } from './comments.ts';

/** Printed lines, and what they are: comments find their place by that. */
export type Piece = { above: Anchored; lines: string[] };
