import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import type { SavedChange } from '../store/ownership.ts';
import { askAboutEdits } from './edit-questions.ts';
import { queueTasks } from './tasks.ts';

/**
 * What somebody set in the CRM in the moment before our write went over it is taken over here, but is not what the CRM has: it is
 * written back, and a person is asked, as about an edit that our look had seen. `presentIds`: who owns them in the CRM.
 */
export async function putBackEdits(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  crmName: string,
  { changed, presentIds }: { changed: SavedChange[]; presentIds: Map<string, string | null> },
): Promise<void> {
  const last = [...new Map(changed.map((change) => [change.accountId, change])).values()];
  const hidden = last.filter(({ accountId, wanted }) => presentIds.get(accountId) !== wanted);
  const hiddenIds = new Set(hidden.map(({ accountId }) => accountId));
  // All steps, though the last carries the others: from the first one is known what the CRM has.
  const steps = changed.filter(({ accountId }) => hiddenIds.has(accountId));
  const writes = steps.map(({ id: changeId, accountId, wanted }) => {
    return { kind: 'crm-owner', changeId, accountId, wanted } as const;
  });
  await queueTasks(tx, ports, workspaceId, writes);
  const asked = hidden.map(({ accountId, wanted, actor }) => ({
    ...{ subject: { kind: 'account' as const, id: accountId }, presentId: wanted, by: actor },
    wantedId: presentIds.get(accountId) ?? null,
  }));
  await askAboutEdits(tx, ports, workspaceId, crmName, asked);
}
