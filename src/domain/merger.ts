/** What is known of a record that may be one of several. `owned`: when its owners were set in the CRM, as far as they are known. */
export type Likeness = {
  name: string;
  ownerId: string | null;
  values: Record<string, unknown>;
  owned?: ReadonlySet<number> | undefined;
};

/**
 * Which of several records goes on as the one that they became: whose owners it remembers, since a CRM lets one past go on, and of
 * those the one that it contradicts least. It keeps all that the record says which stands for it, and has from the others only what
 * that one lacked. Of equal ones the first.
 */
export function standsFor<One extends Likeness>(
  merged: Likeness | undefined,
  former: One[],
): One | undefined {
  const [first] = former;
  if (!first || !merged) return first;
  const remembered = former.filter((one) => isRemembered(merged, one));
  return (remembered.length > 0 ? remembered : former).reduce((best, one) =>
    contradictions(merged, one) < contradictions(merged, best) ? one : best,
  );
}

function isRemembered(merged: Likeness, { owned }: Likeness): boolean {
  return [...(owned ?? [])].some((at) => merged.owned?.has(at));
}

function contradictions(merged: Likeness, { name, ownerId, values }: Likeness): number {
  const other = Object.entries(values).filter(
    ([key, value]) => JSON.stringify(merged.values[key]) !== JSON.stringify(value),
  );
  const isOthers = ownerId !== null && ownerId !== merged.ownerId;
  return other.length + Number(name !== merged.name) + Number(isOthers);
}
