import { z } from 'zod';

/** Where an app wants its events, and how. */
export const target = z.object({
  url: z.url(),
  /** The address as the world knows it, which is what gets signed. */
  publicUrl: z.url().optional(),
  /** The app's client secret. */
  secret: z.string().min(1),
  appId: z.number().int().optional(),
  signature: z.enum(['v3', 'v1', 'both']).default('v3'),
  /** `company.creation`, `company.propertyChange:name`; every one if left out. */
  subscriptions: z.array(z.string()).optional(),
  concurrency: z.number().int().min(1).default(10),
  /** How long events are gathered into one request. */
  gatherMs: z.number().min(0).default(20),
  timeoutMs: z.number().min(1).default(5_000),
  /** 1 waits as HubSpot does, a day in all; tests take less. */
  retryScale: z.number().min(0).default(1),
});

export type Target = z.infer<typeof target>;
/** As it is written down, with what may be left out. */
export type TargetOptions = z.input<typeof target>;

const minute = 60_000;

/** Ten more tries, spread over a day. */
const waits = [1, 2, 5, 10, 30, 60, 120, 240, 360, 600].map((minutes) => minutes * minute);

/** The wait before the try of this number, undefined after the last. */
export function waitBefore(attempt: number, { retryScale }: Target): number | undefined {
  const wait = waits[attempt - 1];
  return wait === undefined ? undefined : wait * retryScale;
}
