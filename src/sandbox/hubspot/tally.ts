/** How many calls came, by how they were answered. */
export type Tally = {
  count: (how: 'status' | 'failure', name: string) => void;
  counts: () => { calls: number; status: Record<string, number>; failure: Record<string, number> };
};

export function createTally(): Tally {
  let calls = 0;
  const counted = { status: new Map<string, number>(), failure: new Map<string, number>() };
  return {
    count: (how, name) => {
      calls += 1;
      counted[how].set(name, (counted[how].get(name) ?? 0) + 1);
    },
    counts: () => ({
      calls,
      status: Object.fromEntries(counted.status),
      failure: Object.fromEntries(counted.failure),
    }),
  };
}
