/** What is known of a record that may be one of several. */
export type Likeness = { name: string; ownerId: string | null; values: Record<string, unknown> };

/**
 * Which of several records goes on as the one that they became. That one keeps all that the record says which stands for it, and
 * has from the others only what it lacked: it contradicts it least. Of equal ones the first.
 */
export function standsFor<One extends Likeness>(
  merged: Likeness | undefined,
  [first, ...others]: One[],
): One | undefined {
  if (!first || !merged) return first;
  return others.reduce(
    (best, one) => (contradictions(merged, one) < contradictions(merged, best) ? one : best),
    first,
  );
}

function contradictions(merged: Likeness, { name, ownerId, values }: Likeness): number {
  const other = Object.entries(values).filter(
    ([key, value]) => JSON.stringify(merged.values[key]) !== JSON.stringify(value),
  );
  const isOthers = ownerId !== null && ownerId !== merged.ownerId;
  return other.length + Number(name !== merged.name) + Number(isOthers);
}
