import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Duplicates } from '../domain/matching/duplicates.ts';
import type { Typed } from '../domain/matching/profile.ts';
import type { Ports } from '../ports.ts';
import { type Comparison, findDuplicateAccounts } from '../services/duplicates.ts';
import { askTwins } from '../services/twins.ts';
import { listWorkspaces } from '../services/workspaces.ts';

/** A page of the book, or that there are no more. */
export type Handed = Typed[] | 'all';

/** In a thread of its own: comparing a million accounts takes most of a minute, and people wait for answers meanwhile. */
export async function inThread<Result>(
  work: (comparison: Comparison) => Promise<Result>,
): Promise<Result> {
  const worker = new Worker(new URL('./duplicates-worker.ts', import.meta.url));
  const hand = (handed: Handed) => worker.postMessage(handed);
  // A thread that dies takes the search with it: `once` rejects on its error.
  const found = once(worker, 'message') as Promise<[Duplicates]>;
  found.catch(() => undefined);
  const settle = async () => {
    hand('all');
    const [duplicates] = await found;
    return duplicates;
  };
  return work({ add: hand, settle }).finally(() => worker.terminate());
}

/** Once a night, for every workspace. */
export async function findAllDuplicates(ports: Ports): Promise<void> {
  for (const { id } of await listWorkspaces(ports)) await findDuplicatesIn(ports, id);
}

export async function findDuplicatesIn(ports: Ports, workspaceId: string): Promise<void> {
  const started = ports.clock.now();
  const found = await inThread((comparison) =>
    findDuplicateAccounts(ports, workspaceId, comparison),
  );
  await askTwins(ports, workspaceId);
  const ms = ports.clock.now().getTime() - started.getTime();
  ports.log.info({ ...found, ms }, 'looked for duplicates');
}
