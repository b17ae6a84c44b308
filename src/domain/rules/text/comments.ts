import { quoted } from './quoted.ts';
import type { Comment } from './tokens.ts';

/**
 * Comments by what they stand above: a statement (`rule "West"`), a line of one (`rule "West": when`), or the end of the
 * file. One that stands beside or inside something goes above it.
 */
export type Comments = Readonly<Record<string, readonly string[]>>;

export type Anchored = { statement: string; name?: string; clause?: string };

/** The lines that something takes. Anchors come in the order of the file. */
export type Anchor = { key: string; from: number; to: number };

const END = 'end';

export function anchorKey({ statement, name, clause }: Anchored): string {
  const whole = name === undefined ? statement : `${statement} ${quoted(name)}`;
  return clause === undefined ? whole : `${whole}: ${clause}`;
}

export function placeComments(comments: readonly Comment[], anchors: readonly Anchor[]): Comments {
  const placed = new Map<string, string[]>();
  let at = 0;
  for (const { text, line } of comments) {
    while ((anchors[at]?.to ?? line) < line) at += 1;
    const key = anchors[at]?.key ?? END;
    const above = placed.get(key);
    if (above) above.push(text);
    else placed.set(key, [text]);
  }
  return Object.fromEntries(placed);
}
