import { randomUUID } from 'node:crypto';
import { importCrm } from '../../src/services/crm-import.ts';
import type { CrmDouble } from './crm.ts';
import type { World } from './world.ts';

export type Mirror = ReturnType<typeof mirror>;

/** A CRM and a workspace of its own that it is imported into, read by the CRM's ids. */
export function mirror(world: World, crm: CrmDouble) {
  const { prisma } = world.database;
  const id = `T${randomUUID()}`;
  const workspace = { workspaceId: id };
  const ports = { ...world.ports, crm: () => crm };
  const account = (crmId: string) =>
    prisma.account.findFirstOrThrow({ where: { ...workspace, crmId } });
  return {
    id,
    ports,
    bringIn: () => importCrm(ports, { id, name: 'Registry Ltd' }, crm, () => undefined),
    account,
    accounts: () => prisma.account.findMany({ where: workspace, orderBy: { crmId: 'asc' } }),
    people: () => prisma.rep.findMany({ where: workspace, orderBy: { email: 'asc' } }),
    /** Our id of the CRM's owner. */
    rep: async (crmOwnerId: string) =>
      (await prisma.rep.findFirstOrThrow({ where: { ...workspace, crmOwnerId } })).id,
    changesOf: async (crmId: string) =>
      prisma.ownershipChange.findMany({
        where: { accountId: (await account(crmId)).id },
        orderBy: { auditSeq: 'asc' },
      }),
    tasks: () => prisma.task.findMany({ where: workspace, orderBy: { id: 'asc' } }),
  };
}
