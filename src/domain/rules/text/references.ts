import { cited } from './problem.ts';
import { hasTooManyProblems, note, type Reader, takeName } from './reader.ts';
import { nameForm, suggestion } from './suggestion.ts';
import type { Token } from './tokens.ts';

type Kind = 'layer' | 'list' | 'region' | 'pool';

/** What rules may refer to. A kind that is left out is not looked up. */
export type Names = Partial<Record<Kind, readonly string[]>>;

/** A name that stands before or after its declaration; it is looked up when all is read. */
export type Reference = { kind: Kind; token: Token; settle: (name: string) => void };

export function referTo(reader: Reader, kind: Kind, settle: (name: string) => void): void {
  const token = takeName(reader, `the name of a ${kind} is missing`, `write it in quotes`);
  refer(reader, kind, token, settle);
}

export function refer(
  reader: Reader,
  kind: Kind,
  token: Token,
  settle: (name: string) => void,
): void {
  settle(token.text);
  reader.references.push({ kind, token, settle });
}

/** Spells every reference as its declaration does, and notes those that have none. */
export function settleReferences(reader: Reader, names: Names): void {
  const finders = new Map(
    Object.entries(names).map(([kind, known]) => [kind, finderOf(known)] as const),
  );
  for (const { kind, token, settle } of reader.references) {
    const find = finders.get(kind);
    if (!find || hasTooManyProblems(reader)) continue;
    const found = find(token.text);
    if (found !== undefined) settle(found);
    else {
      const remedy = suggestion(token.text, names[kind] ?? []);
      note(reader, token, `unknown ${kind} ${cited(token.text)}`, remedy);
    }
  }
}

/** As written first; then by form, where that means one only. */
function finderOf(names: readonly string[]): (written: string) => string | undefined {
  const exact = new Set(names);
  const byForm = Map.groupBy(exact, nameForm);
  return (written) => {
    if (exact.has(written)) return written;
    const near = byForm.get(nameForm(written)) ?? [];
    return near.length === 1 ? near[0] : undefined;
  };
}
