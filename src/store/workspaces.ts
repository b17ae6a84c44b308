import { z } from 'zod';
import { type FlagPolicy, flagPolicy } from '../domain/flag.ts';
import type { Db } from './database.ts';

export type Workspace = { id: string; name: string; opsChannel?: string; crmAccountUrl?: string };

export async function readWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  const row = await db.workspace.findUnique({ where: { id } });
  return row ? workspaceOf(row) : undefined;
}

export async function readWorkspaces(db: Db): Promise<Workspace[]> {
  const found = await db.workspace.findMany({ orderBy: { createdAt: 'asc' } });
  return found.map(workspaceOf);
}

type Row = { id: string; name: string; opsChannel: string | null; crmAccountUrl: string | null };

function workspaceOf({ id, name, opsChannel, crmAccountUrl }: Row): Workspace {
  return { id, name, ...(opsChannel && { opsChannel }), ...(crmAccountUrl && { crmAccountUrl }) };
}

/** Writes what is given and leaves the rest as it is. */
export async function saveWorkspace(db: Db, { id, ...fields }: Workspace): Promise<void> {
  await db.workspace.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}

const settings = z.object({ flags: flagPolicy.prefault({}) });

/** The workspace's own limits for what a machine may decide alone. */
export async function readFlagPolicy(db: Db, id: string): Promise<FlagPolicy> {
  const row = await db.workspace.findUnique({ where: { id }, select: { settings: true } });
  return settings.parse(row?.settings ?? {}).flags;
}
