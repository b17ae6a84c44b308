/** How many companies of the book have a name, a domain or a word. What many have says little. */
export type Commonness = {
  core: (core: string) => number;
  domain: (domain: string) => number;
  word: (word: string) => number;
};

/** How much less a mark says that more than two have: a chain, a franchise, a family. */
export function beyondTwo(holders: number): number {
  return Math.log(Math.max(1, holders - 1));
}
