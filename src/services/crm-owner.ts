import { nextWrite } from '../domain/crm-owner.ts';
import type { Task } from '../domain/task.ts';
import type { Crm, OwnerReceipt, Ports } from '../ports.ts';
import { readCrmIds } from '../store/accounts.ts';
import { readHeardChanges } from '../store/crm-owner.ts';
import { inTransaction } from '../store/database.ts';
import { findRepByCrmOwner } from '../store/roster.ts';
import { changeOwners } from './ownership.ts';

type CrmOwnerTask = Extract<Task, { kind: 'crm-owner' }>;
type Receipt = OwnerReceipt | { kind: 'no-crm' | 'superseded' };

/** Carries a change of owner to the CRM. Where a person has edited the CRM meanwhile, they win. */
export async function writeCrmOwner(
  ports: Ports,
  workspaceId: string,
  task: CrmOwnerTask,
): Promise<Receipt> {
  const crm = ports.crm(workspaceId);
  if (!crm) return { kind: 'no-crm' };
  const prisma = ports.database.prisma;
  const changes = await readHeardChanges(prisma, workspaceId, task.accountId);
  const next = nextWrite(changes, task.changeId);
  if (next.kind === 'superseded') return next;
  if (next.kind === 'not-yet') throw new Error('an earlier change of this account is on its way');

  const { expected, ours } = next;
  const receipt = await write(ports, workspaceId, crm, task, expected);
  if (receipt.kind !== 'conflict') return receipt;
  const present = await ownerNow(ports, workspaceId, receipt.present);
  if (present === undefined || !ours.includes(present)) {
    await adopt(ports, workspaceId, task, crm, present ?? null);
    return receipt;
  }
  const again = await write(ports, workspaceId, crm, task, present);
  if (again.kind === 'conflict') throw new Error(`${crm.name} is being edited at this moment`);
  return again;
}

async function write(
  { database }: Ports,
  workspaceId: string,
  crm: Crm,
  { accountId, wanted }: CrmOwnerTask,
  expected: string | null,
): Promise<OwnerReceipt> {
  const ids = await readCrmIds(database.prisma, workspaceId, accountId, expected, wanted);
  if (!ids) throw new Error(`account ${accountId} is gone, so its owner cannot be written`);
  if (wanted && !ids.wanted) {
    throw new Error(`${ids.wantedName} is no owner in ${crm.name}: invite them there, then retry`);
  }
  return crm.writeOwner({
    accountId: ids.accountId,
    expected: ids.expected ?? undefined,
    wanted: ids.wanted ?? undefined,
  });
}

/** The rep whom the CRM names; null where it names nobody, undefined where we do not know them. */
async function ownerNow(
  { database }: Ports,
  workspaceId: string,
  crmOwnerId: string | undefined,
): Promise<string | null | undefined> {
  if (crmOwnerId === undefined) return null;
  return (await findRepByCrmOwner(database.prisma, workspaceId, crmOwnerId))?.id;
}

async function adopt(
  ports: Ports,
  workspaceId: string,
  { accountId, wanted: expected }: CrmOwnerTask,
  crm: Crm,
  present: string | null,
): Promise<void> {
  const reason = `${crm.name} was edited while our change was on its way; the edit stands`;
  const actor = { kind: 'machine', name: `${crm.name} sync` } as const;
  const change = { accountId, expected, wanted: present, reason, actor };
  await inTransaction(ports.database, async (tx) => {
    await changeOwners(tx, ports, workspaceId, [{ ...change, cause: { kind: 'crm-edit' } }]);
  });
}
