import type { Portal } from './portal.ts';
import type { Kind } from './record.ts';
import { type Author, liveRecord } from './shelf.ts';

export function tellChanges(
  portal: Portal,
  kind: Kind,
  id: string,
  names: string[],
  author: Author,
  at: number,
): void {
  if (names.length === 0) return;
  const record = liveRecord(portal.shelves[kind], id);
  for (const property of names) {
    const value = record?.properties[property] ?? '';
    portal.tell({ type: 'propertyChange', kind, id, property, value, at, author });
  }
}
