import { z } from 'zod';

const share = z.number().min(0).max(1);

/** What befalls events on their way; all of it is what HubSpot does not rule out. */
export const mishaps = z.object({
  dropped: share.default(0),
  duplicated: share.default(0),
  reordered: z.boolean().default(false),
  /** Each event waits up to so long. */
  delayMs: z.number().min(0).default(0),
});

export type Mishaps = z.infer<typeof mishaps>;

export const noMishaps: Mishaps = mishaps.parse({});

export function shuffle<T>(list: T[], chance: () => number): void {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = Math.floor(chance() * (last + 1));
    [list[last], list[other]] = [list[other] as T, list[last] as T];
  }
}
