import { z } from 'zod';

/** Where a card hangs, or its answer goes, while a window is open above it: the window carries it along. */
const cardOrigin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('card'), url: z.string(), channel: z.string() }),
  /** A command's: there is no card yet. */
  z.object({ kind: z.literal('command'), url: z.string(), channel: z.string() }),
  z.object({ kind: z.literal('window'), viewId: z.string() }),
]);
export type CardOrigin = z.infer<typeof cardOrigin>;

/** `ownerId`: whose the account was when the window was opened. */
const about = z.object({
  accountId: z.uuid(),
  origin: cardOrigin,
  ownerId: z.uuid().optional(),
});
export type About = z.infer<typeof about>;

export function keepAbout(kept: About): string {
  return JSON.stringify(kept);
}

const aboutBook = z.object({ repId: z.uuid(), origin: cardOrigin });
export type AboutBook = z.infer<typeof aboutBook>;

export function keepAboutBook(kept: AboutBook): string {
  return JSON.stringify(kept);
}

export function readAboutBook({ private_metadata }: { private_metadata: string }): AboutBook {
  return aboutBook.parse(JSON.parse(private_metadata));
}

export function readAbout({ private_metadata }: { private_metadata: string }): About {
  return about.parse(JSON.parse(private_metadata));
}
