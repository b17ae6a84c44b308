import type { SheetKind } from '../../domain/sheet/column.ts';
import type { CrmTouch, Found } from '../../ports.ts';
import type { SeenRow, Sheet } from './sheet.ts';

/** Every row, page by page. One that comes meanwhile may be among them or not. */
export async function* pagesOf<T>(
  sheet: Sheet,
  kind: SheetKind,
  translate: (row: SeenRow) => T,
): AsyncGenerator<T[]> {
  for (let after = ''; ; ) {
    const page = await sheet.page(kind, after);
    const last = page.at(-1);
    if (!last) return;
    yield page.map(translate);
    after = last.id;
  }
}

export async function getRows<T>(
  sheet: Sheet,
  kind: SheetKind,
  ids: string[],
  translate: (row: SeenRow) => T,
): Promise<Map<string, Found<T>>> {
  const rows = new Map((await sheet.some(kind, ids)).map((row) => [row.id, row]));
  return new Map(
    ids.map((id): [string, Found<T>] => {
      const row = rows.get(id);
      return [id, row ? { kind: 'there', record: translate(row) } : { kind: 'gone' }];
    }),
  );
}

/** Oldest first. One that is touched meanwhile moves to the end, and comes again. */
export async function* touchedSince(
  sheet: Sheet,
  kind: SheetKind,
  since: Date,
): AsyncGenerator<CrmTouch[]> {
  for (let after: CrmTouch = { at: since, id: '' }; ; ) {
    const page = await sheet.touched(kind, after);
    const last = page.at(-1);
    if (!last) return;
    yield page;
    after = last;
  }
}
