import type { Task } from '../domain/task.ts';
import type { OwnerReceipt, Ports } from '../ports.ts';
import { readCrmIds } from '../store/accounts.ts';
import { inTransaction } from '../store/database.ts';
import { findRepByCrmOwner } from '../store/roster.ts';
import { changeOwners } from './ownership.ts';

type CrmOwnerTask = Extract<Task, { kind: 'crm-owner' }>;

/** Carries a change of owner to the CRM. Where a person has edited the CRM meanwhile, they win. */
export async function writeCrmOwner(
  ports: Ports,
  workspaceId: string,
  task: CrmOwnerTask,
): Promise<OwnerReceipt | { kind: 'no-crm' }> {
  const crm = ports.crm(workspaceId);
  if (!crm) return { kind: 'no-crm' };
  const { accountId, expected, wanted } = task;
  const ids = await readCrmIds(ports.database.prisma, workspaceId, accountId, expected, wanted);
  if (!ids) throw new Error(`account ${accountId} is gone, so its owner cannot be written`);
  if (wanted && !ids.wanted) {
    throw new Error(`${ids.wantedName} is no owner in ${crm.name}: invite them there, then retry`);
  }
  const receipt = await crm.writeOwner({
    accountId: ids.accountId,
    expected: ids.expected ?? undefined,
    wanted: ids.wanted ?? undefined,
  });
  if (receipt.kind === 'conflict') await adopt(ports, workspaceId, task, receipt.present);
  return receipt;
}

async function adopt(
  ports: Ports,
  workspaceId: string,
  { accountId, wanted }: CrmOwnerTask,
  presentInCrm: string | undefined,
): Promise<void> {
  const crm = ports.crm(workspaceId)?.name ?? 'CRM';
  await inTransaction(ports.database, async (tx) => {
    const present = presentInCrm
      ? await findRepByCrmOwner(tx, workspaceId, presentInCrm)
      : undefined;
    const reason = `${crm} was edited while our change was on its way; the edit stands`;
    const change = { accountId, expected: wanted, wanted: present?.id ?? null, reason };
    const actor = { kind: 'machine', name: `${crm} sync` } as const;
    await changeOwners(tx, ports, workspaceId, [{ ...change, cause: { kind: 'crm-edit' }, actor }]);
  });
}
