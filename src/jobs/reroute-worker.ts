/** One thread of a re-route: takes accounts by the chunk until there are none left. */
import { parentPort } from 'node:worker_threads';
import { decideRange } from '../domain/rules/columns.ts';
import type { Portion } from './reroute.ts';

/** Small enough that threads end together, large enough that asking for the next one costs nothing. */
const CHUNK = 4096;

parentPort?.on('message', ({ table, cells, winners, next }: Portion) => {
  let from = Atomics.add(next, 0, CHUNK);
  while (from < winners.length) {
    decideRange(table, cells, winners, from, Math.min(from + CHUNK, winners.length));
    from = Atomics.add(next, 0, CHUNK);
  }
  parentPort?.postMessage('done');
});
