import type { World } from './world.ts';

/** Trouble ordered for a Web API method (or `*` for all), for a number of calls. */
export type Fault = { method: string; times: number } & (
  | { kind: 'rate-limit'; seconds: number }
  | { kind: 'status'; status: number }
  | { kind: 'error'; error: string }
  /** It is carried out, and nobody hears so. */
  | { kind: 'lost-answer' }
);

export function orderFault(world: World, fault: Fault): void {
  world.faults.push({ ...fault });
}

export function nextFault(world: World, method: string): Fault | undefined {
  const fault = world.faults.find((each) => each.method === method || each.method === '*');
  if (!fault) return undefined;
  fault.times -= 1;
  if (fault.times <= 0) world.faults = world.faults.filter((each) => each !== fault);
  return fault;
}
