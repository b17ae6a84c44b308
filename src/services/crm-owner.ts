import { nextWrite } from '../domain/crm-owner.ts';
import type { Subject } from '../domain/ownership.ts';
import type { Task } from '../domain/task.ts';
import type { Crm, OwnerReceipt, Ports } from '../ports.ts';
import { readCrmIds, readHeardChanges } from '../store/crm-owner.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findRepByCrmOwner } from '../store/roster.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';

type CrmOwnerTask = Extract<Task, { kind: 'crm-owner' | 'crm-lead-owner' }>;
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
  const subject = subjectOf(task);
  const changes = await readHeardChanges(prisma, workspaceId, subject);
  const next = nextWrite(changes, task.changeId);
  if (next.kind === 'superseded') return next;
  if (next.kind === 'not-yet') {
    throw new Error(`an earlier change of this ${subject.kind} is on its way`);
  }

  const { expected, ours } = next;
  const receipt = await write(ports, workspaceId, crm, task, expected);
  if (receipt.kind !== 'conflict') return receipt;
  const present = await ownerNow(ports, workspaceId, receipt.present);
  if (present === undefined || !ours.includes(present)) {
    await inTransaction(ports.database, (tx) =>
      adopt(tx, ports, workspaceId, task, crm, present ?? null),
    );
    return receipt;
  }
  const again = await write(ports, workspaceId, crm, task, present);
  if (again.kind === 'conflict') throw new Error(`${crm.name} is being edited at this moment`);
  return again;
}

function subjectOf(task: CrmOwnerTask): Subject {
  switch (task.kind) {
    case 'crm-owner':
      return { kind: 'account', id: task.accountId };
    case 'crm-lead-owner':
      return { kind: 'lead', id: task.leadId };
  }
}

async function write(
  { database }: Ports,
  workspaceId: string,
  crm: Crm,
  task: CrmOwnerTask,
  expectedRep: string | null,
): Promise<OwnerReceipt> {
  const subject = subjectOf(task);
  const ids = await readCrmIds(database.prisma, workspaceId, subject, expectedRep, task.wanted);
  if (!ids)
    throw new Error(`${subject.kind} ${subject.id} is gone, so its owner cannot be written`);
  if (task.wanted && !ids.wanted) {
    throw new Error(`${ids.wantedName} is no owner in ${crm.name}: invite them there, then retry`);
  }
  const [expected, wanted] = [ids.expected ?? undefined, ids.wanted ?? undefined];
  switch (task.kind) {
    case 'crm-owner':
      return crm.writeOwner({ accountId: ids.crmId, expected, wanted });
    case 'crm-lead-owner':
      return crm.writeLeadOwner({ leadId: ids.crmId, expected, wanted });
  }
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
  tx: Db,
  ports: Ports,
  workspaceId: string,
  task: CrmOwnerTask,
  crm: Crm,
  present: string | null,
): Promise<void> {
  const change = {
    ...{ expected: task.wanted, wanted: present, cause: { kind: 'crm-edit' as const } },
    reason: `${crm.name} was edited while our change was on its way; the edit stands`,
    actor: { kind: 'machine' as const, name: `${crm.name} sync` },
  };
  switch (task.kind) {
    case 'crm-owner':
      await changeOwners(tx, ports, workspaceId, [{ accountId: task.accountId, ...change }]);
      return;
    case 'crm-lead-owner':
      await changeLeadOwners(tx, ports, workspaceId, [{ leadId: task.leadId, ...change }]);
      return;
  }
}
