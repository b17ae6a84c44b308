import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Megabytes that making something leaves in use. */
export function megabytesOf<T>(make: () => T): { made: T; megabytes: number } {
  const before = inUse();
  const made = make();
  return { made, megabytes: (inUse() - before) / 1e6 };
}

function inUse(): number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
