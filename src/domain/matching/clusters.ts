import type { Reason } from './likeness.ts';

/** Two records, by their place in the book, that are probably one company. */
export type Edge = { a: number; b: number; score: number; reasons: Reason[] };

/** A record of a group, and the other one that it is most like. */
type Member = { record: number; like: number; score: number; reasons: Reason[] };
/** `confidence` is that of the weakest link that holds the group together. */
export type Cluster = { confidence: number; members: Member[] };

/** Whoever joins a group may be a stranger to none of its members. */
const STRANGERS = 0.3;
const MOST_MEMBERS = 20;

/**
 * Groups of records that are one company. That A is like B and B like C does not make A and C one: the surest links come
 * first, and two groups are joined only where nobody in them speaks against it.
 */
export function clustersOf(
  edges: readonly Edge[],
  likeness: (a: number, b: number) => number,
): Cluster[] {
  const groups = new Map<number, Group>();
  for (const edge of edges.toSorted(surestFirst)) {
    const one = groups.get(edge.a) ?? { records: [edge.a], confidence: 1, edges: [] };
    const other = groups.get(edge.b) ?? { records: [edge.b], confidence: 1, edges: [] };
    if (one === other) one.edges.push(edge);
    else if (mayJoin(one, other, likeness)) join(groups, one, other, edge);
  }
  return [...new Set(groups.values())].map(clusterOf).toSorted(byFirstMember);
}

type Group = { records: number[]; confidence: number; edges: Edge[] };

/** A tie is broken by the records, so that the order in which links were found does not count. */
function surestFirst(one: Edge, other: Edge): number {
  const [a, b] = [ends(one), ends(other)];
  return other.score - one.score || a[0] - b[0] || a[1] - b[1];
}

function ends({ a, b }: Edge): [number, number] {
  return a < b ? [a, b] : [b, a];
}

function mayJoin(one: Group, other: Group, likeness: (a: number, b: number) => number): boolean {
  if (one.records.length + other.records.length > MOST_MEMBERS) return false;
  return one.records.every((a) => other.records.every((b) => likeness(a, b) >= STRANGERS));
}

function join(groups: Map<number, Group>, one: Group, other: Group, edge: Edge): void {
  const joined = {
    records: [...one.records, ...other.records],
    confidence: Math.min(one.confidence, other.confidence, edge.score),
    edges: [...one.edges, ...other.edges, edge],
  };
  for (const record of joined.records) groups.set(record, joined);
}

function clusterOf({ records, confidence, edges }: Group): Cluster {
  const members = records.toSorted((a, b) => a - b).map((record) => memberOf(record, edges));
  return { confidence, members };
}

function memberOf(record: number, edges: Edge[]): Member {
  const own = edges.filter(({ a, b }) => a === record || b === record).toSorted(surestFirst);
  const [{ a, b, score, reasons }] = own as [Edge];
  return { record, like: a === record ? b : a, score, reasons };
}

function byFirstMember(one: Cluster, other: Cluster): number {
  return (one.members[0]?.record ?? 0) - (other.members[0]?.record ?? 0);
}
