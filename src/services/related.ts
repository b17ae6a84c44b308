import type { Deed } from '../domain/ownership.ts';
import { followingOf, type RelatedPolicy } from '../domain/related-policy.ts';
import type { FollowTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { SavedChange } from '../store/ownership.ts';
import { findWorthFollowing } from '../store/related.ts';
import { readRelatedPolicy } from '../store/workspaces.ts';
import { permit } from './permission.ts';
import { queueTasks } from './tasks.ts';

/** What goes with an account, by cause. */
export async function showRelatedPolicy(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: { workspaceId: string; userId: string },
): Promise<RelatedPolicy> {
  await permit(ports, asker, 'map fields');
  return readRelatedPolicy(ports.database.prisma, asker.workspaceId);
}

/** Queues with the changes what goes with their accounts: a worker moves it, lest a change waits for 2,000 leads. */
export async function queueFollowing(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  changed: SavedChange[],
  deeds: ReadonlyMap<string, Deed>,
): Promise<void> {
  if (changed.every(({ cause }) => cause.kind === 'import')) return;
  const policy = await readRelatedPolicy(tx, workspaceId);
  const at = ports.clock.now();
  const tasks = [...Map.groupBy(changed, ({ accountId }) => accountId)].flatMap(
    ([accountId, steps]) => followTasks(policy, steps, deeds.get(accountId), at),
  );
  await queueTasks(tx, ports, workspaceId, await findWorthFollowing(tx, workspaceId, tasks));
}

/** Of several changes of one account at once, only where it came from and where it is now. */
function followTasks(
  policy: RelatedPolicy,
  steps: SavedChange[],
  former: Deed | undefined,
  at: Date,
): FollowTask[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || !former) return [];
  const { id: changeId, accountId, cause } = last;
  const way = { ...last, expected: first.expected };
  const following = followingOf(policy, way, former.owner, at);
  if (!following) return [];
  const undone = cause.kind === 'undo' ? { undone: cause.changeId } : {};
  const account = former.name;
  return [{ kind: 'follow', changeId, accountId, account, ...following, ...undone }];
}
