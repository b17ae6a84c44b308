/** An account and the one directly above it. */
export type ParentLink = { child: string; parent: string };

/**
 * Who stands at the head of each account's family. A CRM lets people make an account its own
 * grandparent: in such a ring, whoever comes first in the order of ids is taken for the head, so
 * that all of the ring agree.
 */
export function familyHeads(links: ParentLink[]): Map<string, string> {
  const parents = new Map(links.map(({ child, parent }) => [child, parent]));
  const heads = new Map<string, string>();
  for (const { child } of links) climb(child, parents, heads);
  for (const [child, head] of heads) if (child === head) heads.delete(child);
  return heads;
}

function climb(start: string, parents: Map<string, string>, heads: Map<string, string>): void {
  const path: string[] = [];
  const seen = new Set<string>();
  let at = start;
  while (!heads.has(at) && !seen.has(at)) {
    seen.add(at);
    path.push(at);
    const parent = parents.get(at);
    if (parent === undefined) break;
    at = parent;
  }
  const head = heads.get(at) ?? (seen.has(at) && parents.has(at) ? firstOfRing(at, parents) : at);
  for (const account of path) heads.set(account, head);
}

function firstOfRing(start: string, parents: Map<string, string>): string {
  let first = start;
  for (let at = parents.get(start); at !== undefined && at !== start; at = parents.get(at)) {
    if (at < first) first = at;
  }
  return first;
}
