import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import {
  readWorkspace,
  readWorkspaces,
  saveWorkspace,
  type Workspace,
} from '../store/workspaces.ts';

/** Enters a workspace in the registry when its bot first starts there. */
export async function openWorkspace(
  { database }: Pick<Ports, 'database'>,
  workspace: { id: string; name: string },
): Promise<void> {
  await saveWorkspace(database.prisma, workspace);
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
