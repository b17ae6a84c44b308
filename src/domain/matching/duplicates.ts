import { candidatePairs } from './candidates.ts';
import { type Cluster, clustersOf, type Edge } from './clusters.ts';
import type { Commonness } from './commonness.ts';
import { compareCompanies, PROBABLE } from './likeness.ts';
import type { Profile } from './profile.ts';

export type Duplicates = { clusters: Cluster[]; compared: number };

/** Which records of a book are one company, each group of them with how sure it is and why. */
export function findDuplicates(book: readonly Profile[]): Duplicates {
  const common = commonnessIn(book);
  const pairs = candidatePairs(book, common.word);
  const compare = (a: number, b: number) =>
    compareCompanies(book[a] ?? nobody, book[b] ?? nobody, common);
  const edges: Edge[] = [];
  for (let nth = 0; nth < pairs.size; nth += 1) {
    const [a, b] = pairs.at(nth);
    const { score, reasons } = compare(a, b);
    if (score >= PROBABLE) edges.push({ a, b, score, reasons });
  }
  const clusters = clustersOf(edges, (a, b) => compare(a, b).score);
  return { clusters, compared: pairs.size };
}

const nobody: Profile = { core: '', words: [], domains: [] };

function commonnessIn(book: readonly Profile[]): Commonness {
  const cores = new Map<string, number>();
  const domains = new Map<string, number>();
  const words = new Map<string, number>();
  for (const profile of book) {
    count(cores, profile.core);
    for (const domain of profile.domains) count(domains, domain);
    for (const word of profile.words) count(words, word);
  }
  return {
    core: (core) => cores.get(core) ?? 0,
    domain: (domain) => domains.get(domain) ?? 0,
    word: (word) => words.get(word) ?? 0,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
