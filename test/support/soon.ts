import { vi } from 'vitest';

const LONGEST = 60_000;

/** Until a check passes. The machine may be busy: what matters is that it happens, not when. */
export const soon: typeof vi.waitFor = (check, options) =>
  vi.waitFor(check, {
    timeout: LONGEST,
    interval: 20,
    ...(typeof options === 'object' && options),
  });
