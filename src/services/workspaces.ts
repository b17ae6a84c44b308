import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import {
  readWorkspace,
  readWorkspaces,
  saveWorkspace,
  type Workspace,
} from '../store/workspaces.ts';

/** Enters a workspace in the registry when its bot starts there, and learns what its CRM is called and where it is opened. */
export async function openWorkspace(
  { database, crm, log }: Pick<Ports, 'database' | 'crm' | 'log'>,
  workspace: { id: string; name: string },
): Promise<void> {
  const theCrm = crm(workspace.id);
  await saveWorkspace(database.prisma, { ...workspace, ...(theCrm && { crmName: theCrm.name }) });
  try {
    const crmAccountUrl = await theCrm?.accountUrl();
    if (crmAccountUrl) await saveWorkspace(database.prisma, { ...workspace, crmAccountUrl });
  } catch (error) {
    // Look-ups do not need the CRM: the links stay as they were.
    log.warn({ error: String(error) }, 'the CRM did not answer at the start');
  }
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
