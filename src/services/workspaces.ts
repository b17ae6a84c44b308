import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import {
  readWorkspace,
  readWorkspaces,
  saveWorkspace,
  type Workspace,
} from '../store/workspaces.ts';

type Entered = { id: string; name: string };

/** Enters a workspace in the registry when its bot starts there, with what its CRM is called. */
export async function openWorkspace(
  { database, crm }: Pick<Ports, 'database' | 'crm'>,
  workspace: Entered,
): Promise<void> {
  const crmName = crm(workspace.id)?.name;
  await saveWorkspace(database.prisma, { ...workspace, ...(crmName && { crmName }) });
}

/** Where the CRM is opened. Look-ups do not need it: until it answers, links stay as they were. */
export async function learnCrmLinks(
  { database, crm }: Pick<Ports, 'database' | 'crm'>,
  workspace: Entered,
): Promise<void> {
  const there = crm(workspace.id);
  const crmAccountUrl = await there?.accountUrl();
  const crmLeadUrl = await there?.leadUrl?.();
  await saveWorkspace(database.prisma, {
    ...workspace,
    ...(crmAccountUrl && { crmAccountUrl }),
    ...(crmLeadUrl && { crmLeadUrl }),
  });
}

export async function opsChannel(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
): Promise<{ channel: string }> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  if (!workspace?.opsChannel) throw new Refusal({ kind: 'no-ops-channel' });
  return { channel: workspace.opsChannel };
}

export function listWorkspaces({ database }: Pick<Ports, 'database'>): Promise<Workspace[]> {
  return readWorkspaces(database.prisma);
}
