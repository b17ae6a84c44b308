import { cited, type Problem, problemAt } from '../rules/text/problem.ts';
import type { SheetKind } from './column.ts';
import type { FileRow } from './reading.ts';
import { marksOf, type SheetRow } from './row.ts';

/**
 * The id of each line of a file: the one it gives; else that of the row which is the same by a sure mark, or, where one of
 * the two has none, by a likely one; else its mark. Two companies may have one name, but not one domain.
 */
export function identify(
  kind: SheetKind,
  lines: readonly FileRow[],
  kept: readonly SheetRow[],
  problems: Problem[],
): Map<FileRow, string> {
  const known = kept.map((row) => ({ id: row.id, ...marksOf(kind, row.cells) }));
  const bySure = grouped(known, ({ sure }) => sure);
  const byLikely = grouped(known, ({ likely }) => likely);
  const ids = new Map<FileRow, string>();
  const lineOf = new Map<string, number>();
  for (const row of lines) {
    const { sure, likely } = marksOf(kind, row.cells);
    const same = new Set(sure.flatMap((mark) => bySure.get(mark) ?? []));
    const alike = (byLikely.get(likely[0] ?? '') ?? []).filter(
      (one) => sure.length === 0 || one.sure.length === 0,
    );
    const found = same.size > 0 ? [...same] : alike;
    const id = row.id ?? found[0]?.id ?? sure[0] ?? (likely[0] ?? '').replaceAll(' ', '-');
    if (row.id === undefined && found.length > 1) {
      const which = cited(sure[0] ?? likely[0] ?? '');
      problems.push(flaw(row, `${found.length} rows of the sheet are ${which}`, 'give its id'));
    }
    const other = lineOf.get(id);
    if (other === undefined) lineOf.set(id, row.line);
    else problems.push(flaw(row, `it is ${cited(id)}, as line ${other} is`, remedyFor(kind)));
    ids.set(row, id);
  }
  return ids;
}

function remedyFor(kind: SheetKind): string {
  return kind === 'owner' ? 'keep one of them' : 'keep one of them, or give each an id';
}

function flaw({ line }: FileRow, message: string, remedy: string): Problem {
  return problemAt({ line, column: 1 }, message, remedy);
}

function grouped<T>(all: readonly T[], marksIn: (one: T) => string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    for (const mark of marksIn(one)) groups.set(mark, [...(groups.get(mark) ?? []), one]);
  }
  return groups;
}
