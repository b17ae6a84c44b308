import type { Change } from '../domain/ownership.ts';
import type { FollowTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { isBehind, readFollowers } from '../store/related.ts';
import { changeDealOwners, changeLeadOwners } from './ownership.ts';

/** So many at a time that the workspace's audit is not held for long. */
const AT_ONCE = 500;

/**
 * Moves what goes with an account. Done again it finds nothing left to do, and what has another owner by now is left to
 * them: each goes through its door, which compares.
 */
export async function follow(
  ports: Ports,
  workspaceId: string,
  task: FollowTask,
): Promise<{ leads: number; deals: number }> {
  if (await isBehind(ports.database.prisma, workspaceId, task)) {
    throw new Error(`what followed an earlier change of ${task.account} is still on its way`);
  }
  const { account, changeId, from, to, what } = task;
  const change: Change = {
    ...{ expected: from, wanted: to, cause: { kind: 'follow', account, changeId } },
    ...{ actor: { kind: 'machine', name: 'Cadastre' }, reason: `with its account ${account}` },
  };
  const leads = what.includes('leads')
    ? await inPages(ports, workspaceId, task, 'leads', async (tx, ids) => {
        const changes = ids.map((leadId) => ({ leadId, ...change }));
        return (await changeLeadOwners(tx, ports, workspaceId, changes)).changed.length;
      })
    : 0;
  const deals = await inPages(ports, workspaceId, task, 'deals', async (tx, ids) => {
    const changes = ids.map((dealId) => ({ dealId, ...change }));
    return (await changeDealOwners(tx, ports, workspaceId, changes)).changed.length;
  });
  return { leads, deals };
}

/** Each page is a transaction of its own. */
async function inPages(
  { database }: Ports,
  workspaceId: string,
  task: FollowTask,
  table: 'leads' | 'deals',
  move: (tx: Db, ids: string[]) => Promise<number>,
): Promise<number> {
  let moved = 0;
  let page: string[] = [];
  do {
    const where = { after: page.at(-1), most: AT_ONCE };
    page = await readFollowers(database.prisma, workspaceId, table, task, where);
    const ids = page;
    moved += ids.length > 0 ? await inTransaction(database, (tx) => move(tx, ids)) : 0;
  } while (page.length === AT_ONCE);
  return moved;
}
