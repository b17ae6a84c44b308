import type { Facts } from './attribute.ts';
import type { Compiled } from './compiled.ts';

/**
 * What the engine says of one account at one moment, and all that is needed to explain it later. Rules are numbers:
 * their places in `compiled.rules`, which has them in the order in which they win. -1 is none.
 */
export type Decision = {
  compiled: Compiled;
  facts: Facts;
  at: number;
  standing?: Standing | undefined;
  winner: number;
  /** The first rule before the winner that would win if a missing fact were known to suit it. */
  possible: number;
  /** A rule that ties with the winner and wants something else: a conflict. */
  rival: number;
};

/** What the world knows that tie-breakers ask for. */
export type Standing = {
  /** Accounts of a territory, by key. */
  territorySizes: Readonly<Record<string, number>>;
  /** Accounts of a rep, by e-mail address. */
  loads: Readonly<Record<string, number>>;
};
