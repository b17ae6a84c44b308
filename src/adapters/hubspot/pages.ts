import { z } from 'zod';
import { HubSpotFault } from './fault.ts';

export const wirePage = z.object({
  results: z.array(z.unknown()),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});
type WirePage = z.infer<typeof wirePage>;

export type Page = { results: unknown[]; next: string | undefined };

/** The next page is on its way while one is worked on; no more than these two are held. */
export async function* pagesOf(
  what: string,
  read: (after: string | undefined) => Promise<WirePage>,
  from?: string,
): AsyncGenerator<Page> {
  let coming: Promise<WirePage> | undefined = read(from);
  let place = from;
  while (coming) {
    const page: WirePage = await coming;
    const after = page.paging?.next?.after;
    if (after !== undefined && after === place) {
      throw new HubSpotFault('unknown', `${what}: HubSpot’s pages turn in a circle at ${after}.`);
    }
    place = after;
    coming = after === undefined ? undefined : read(after);
    // Whoever stops early never awaits it; whoever goes on still meets its failure above.
    coming?.catch(() => undefined);
    yield { results: page.results, next: after };
  }
}
