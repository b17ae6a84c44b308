import type { Deed, Named } from '../domain/ownership.ts';
import {
  followingOf,
  followingVerdict,
  type RelatedKind,
  type RelatedPolicy,
  undoneBy,
} from '../domain/related-policy.ts';
import type { FollowTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import { readPeople, type SavedChange } from '../store/ownership.ts';
import { findWorthFollowing, readVacated } from '../store/related.ts';
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
  const unowned = changed.filter(({ expected, wanted }) => expected === null && wanted !== null);
  const vacated = await readVacated(tx, workspaceId, unowned);
  const tasks = [...Map.groupBy(changed, ({ accountId }) => accountId)].flatMap(
    ([accountId, steps]) =>
      followTasks(
        policy,
        steps,
        { deed: deeds.get(accountId), vacated: vacated.get(accountId) },
        at,
      ),
  );
  await queueTasks(tx, ports, workspaceId, await findWorthFollowing(tx, workspaceId, tasks));
}

/** `vacated`: who had it until a verdict gave it back to the rules. */
type Before = { deed: Deed | undefined; vacated: Named | undefined };

/** Of several changes of one account at once, only where it came from and where it is now. */
function followTasks(
  policy: RelatedPolicy,
  steps: SavedChange[],
  { deed, vacated }: Before,
  at: Date,
): FollowTask[] {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last || !deed) return [];
  const { id: changeId, accountId, cause } = last;
  const following =
    vacated && first.expected === null
      ? followingVerdict(policy, last, vacated, at)
      : followingOf(policy, { ...last, expected: first.expected }, deed.owner, at);
  if (!following) return [];
  const undone = undoneBy(cause);
  const account = deed.name;
  return [
    { kind: 'follow', changeId, accountId, account, ...following, ...(undone && { undone }) },
  ];
}

type Late = Pick<FollowTask, 'changeId' | 'accountId' | 'account' | 'from' | 'to'>;

/**
 * An account was there already when a verdict gave it to whom it is: what goes along by verdicts goes all the same. Hands back its
 * kinds; leads are moved by a worker.
 */
export async function followLate(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  disputeId: string,
  late: Late,
): Promise<readonly RelatedKind[]> {
  const { from, to } = late;
  const policy = await readRelatedPolicy(tx, workspaceId);
  const former = (await readPeople(tx, workspaceId, [from])).get(from) ?? null;
  const change = { cause: { kind: 'dispute', disputeId }, expected: from, wanted: to } as const;
  const following = followingOf(policy, change, former, ports.clock.now());
  if (!following) return [];
  const task = { kind: 'follow', ...late, what: following.what } as const;
  await queueTasks(tx, ports, workspaceId, await findWorthFollowing(tx, workspaceId, [task]));
  return following.what;
}
