import os from 'node:os';
import { quantile } from '../figure.ts';
import type { Contestant } from './contestants.ts';

/** Accounts a second, one number a round. */
export type Times = Map<string, number[]>;

/** Everybody runs in every round, one after the other: what disturbs the machine disturbs all. */
export async function race(
  groups: readonly Contestant[][],
  rounds: number,
  say: (line: string) => void,
): Promise<Times> {
  const contestants = groups.flat();
  const times: Times = new Map(contestants.map(({ name }) => [name, []]));
  for (const contestant of contestants) await contestant.run();
  for (const group of groups) checkSame(group);
  for (let round = 1; round <= rounds; round++) {
    for (const { name, accounts, run } of contestants) {
      const start = performance.now();
      await run();
      const seconds = (performance.now() - start) / 1000;
      times.get(name)?.push(accounts.length / seconds);
    }
    say(`round ${round} of ${rounds}, load ${os.loadavg()[0]?.toFixed(1)}`);
  }
  return times;
}

export function median(values: readonly number[]): number {
  return quantile([...values], 0.5);
}

/** How many times one is as fast as another: of each round, and then their median. */
export function ratio(times: Times, one: string, other: string): number {
  const [fast, slow] = [of(times, one), of(times, other)];
  return median(fast.map((rate, round) => rate / (slow[round] ?? Number.NaN)));
}

export function of(times: Times, name: string): number[] {
  const found = times.get(name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return found;
}

/** Those of a group have the same rules, and must find the same winners. */
function checkSame([first, ...others]: readonly Contestant[]): void {
  for (const other of others) {
    for (const place of other.accounts.keys()) {
      const [one, two] = [first?.winnerOf(place), other.winnerOf(place)];
      if (one === two) continue;
      throw new Error(`account ${place}: ${first?.name} says ${one}, ${other.name} says ${two}`);
    }
  }
}
