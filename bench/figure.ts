/** What a figure must reach; a goal is never lowered without a line in docs/decisions/. */
export type Goal = { atMost: number } | { atLeast: number };
export type Figure = { name: string; value: number; unit: string; goal: string; met: boolean };
/** A bench measures and says how it goes on stderr; the numbers are its result. */
export type Bench = (options: { say: (line: string) => void; args: string[] }) => Promise<Figure[]>;

export function figure(name: string, value: number, unit: string, goal?: Goal): Figure {
  const rounded = Number(value.toPrecision(4));
  if (!goal) return { name, value: rounded, unit, goal: 'stated', met: true };
  const met = 'atMost' in goal ? value <= goal.atMost : value >= goal.atLeast;
  const wording = 'atMost' in goal ? `<= ${goal.atMost}` : `>= ${goal.atLeast}`;
  return { name, value: rounded, unit, goal: wording, met };
}

export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
