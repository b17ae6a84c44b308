import type { SheetKind } from '../../domain/sheet/column.ts';
import type { CrmPage, CrmTouch, Found } from '../../ports.ts';
import type { SeenRow, Sheet } from './sheet.ts';

/** Every row after one, page by page. One that comes meanwhile may be among them or not. */
export async function* pagesOf<T>(
  sheet: Sheet,
  kind: SheetKind,
  translate: (row: SeenRow) => T,
  after = '',
): AsyncGenerator<CrmPage<T>> {
  let page = await sheet.page(kind, after);
  while (page.length > 0) {
    const last = page.at(-1)?.id ?? '';
    // Which page is the last one is seen by the next one alone.
    const following = await sheet.page(kind, last);
    const next = following.length > 0 ? last : undefined;
    yield { records: page.map(translate), next, unread: 0 };
    page = following;
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
