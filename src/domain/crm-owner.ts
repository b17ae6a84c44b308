/** A change of one account's or lead's owner, and how far the CRM has heard of it. */
export type HeardChange = {
  changeId: string;
  from: string | null;
  to: string | null;
  /** `heard`: the CRM has it, or it came from there. */
  crm: 'heard' | 'on-its-way' | 'waiting';
};

export type NextWrite =
  /** A later change carries this one with it. */
  | { kind: 'superseded' }
  /** An earlier change is being written: what the CRM has is open until that has ended. */
  | { kind: 'not-yet' }
  /** `ours`: owners that the CRM may have from us, of changes that never got their answer. */
  | { kind: 'write'; expected: string | null; ours: (string | null)[] };

/**
 * What a queued change has to write. Changes of one account reach the workers in any order, and some
 * never: so only the latest is written, over what the CRM last heard. Newest first. `together`: changes in the same hands.
 */
export function nextWrite(
  changes: HeardChange[],
  changeId: string,
  together: ReadonlySet<string>,
): NextWrite {
  const [latest, ...earlier] = changes;
  if (latest?.changeId !== changeId) return { kind: 'superseded' };
  const isElsewhere = (one: HeardChange) => one.crm === 'on-its-way' && !together.has(one.changeId);
  if (earlier.some(isElsewhere)) return { kind: 'not-yet' };
  const heard = earlier.findIndex(({ crm }) => crm === 'heard');
  const unheard = heard === -1 ? earlier : earlier.slice(0, heard);
  const first = unheard.at(-1) ?? latest;
  return { kind: 'write', expected: first.from, ours: unheard.map(({ to }) => to) };
}
