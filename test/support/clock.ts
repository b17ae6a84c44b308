/** A clock that stands still until a test sets it. */
export type SetClock = { now: () => Date; set: (iso: string) => void };

/** Slack's requests may be signed ahead of the machine's own clock, never long behind it: a test that names days names far ones. */
export function clockAt(iso: string): SetClock {
  let now = new Date(iso);
  return {
    now: () => now,
    set: (later) => {
      now = new Date(later);
    },
  };
}
