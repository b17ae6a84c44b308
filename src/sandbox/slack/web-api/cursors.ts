import { count, text, WebApiError } from './method.ts';

export const paging = { cursor: text.optional(), limit: count.optional() };

/** One page of a list, and the cursor of the next (empty at the end). */
export function page<Row>(
  rows: Row[],
  asked: { cursor?: string | undefined; limit?: number | undefined },
  most = 1000,
) {
  const start = asked.cursor ? offsetOf(asked.cursor) : 0;
  const size = Math.min(asked.limit || 100, most);
  const next = start + size < rows.length ? cursorAt(start + size) : '';
  return {
    rows: rows.slice(start, start + size),
    more: next !== '',
    response_metadata: { next_cursor: next },
  };
}

function cursorAt(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64');
}

function offsetOf(cursor: string): number {
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString()) ?? [];
  if (offset === undefined) throw new WebApiError('invalid_cursor');
  return Number(offset);
}
