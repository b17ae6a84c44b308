import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Facts } from '../domain/rules/attribute.ts';
import { type Columns, settleRest } from '../domain/rules/columns.ts';
import { shared, type Table } from '../domain/rules/compiled/table.ts';
import type { Compiled } from '../domain/rules/compiled.ts';
import type { Standing } from '../domain/rules/decision.ts';

/** What threads share of a re-route. `next` is the first account that nobody has taken yet. */
export type Portion = { table: Table; cells: Int32Array; winners: Int32Array; next: Int32Array };

type Rerouting = {
  compiled: Compiled;
  columns: Columns;
  /** Asked for the few accounts that cannot be decided by their columns alone. */
  factsOf: (account: number) => Facts;
  standing?: Standing;
};

/** Threads that decide whole books. They stay for the next one. */
export type Rerouter = {
  /** The winner of every account, by place in the columns. */
  reroute: (rerouting: Rerouting) => Promise<Int32Array>;
  close: () => Promise<void>;
};

export function openRerouter(threads = 2): Rerouter {
  const workers = Array.from(
    { length: threads },
    () => new Worker(new URL('./reroute-worker.ts', import.meta.url)),
  );
  // An idle thread keeps nobody from stopping.
  for (const worker of workers) worker.unref();
  let last: Promise<unknown> = Promise.resolve();
  return {
    reroute: (rerouting) => {
      const winners = last.then(() => rerouteBy(workers, rerouting));
      last = winners.catch(() => undefined);
      return winners;
    },
    close: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
}

async function rerouteBy(
  workers: readonly Worker[],
  { compiled, columns, factsOf, standing }: Rerouting,
): Promise<Int32Array> {
  const winners = shared(columns.count).subarray(0, columns.count);
  const { table } = compiled.grid;
  const portion: Portion = { table, cells: columns.cells, winners, next: shared(1) };
  await Promise.all(workers.map((worker) => finished(worker, portion)));
  settleRest(compiled, columns, winners, factsOf, standing);
  return winners;
}

/** A thread that dies takes the re-route with it: `once` rejects on its error. */
async function finished(worker: Worker, portion: Portion): Promise<void> {
  const done = once(worker, 'message');
  worker.ref();
  worker.postMessage(portion);
  await done;
  worker.unref();
}
