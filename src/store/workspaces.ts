import { z } from 'zod';
import { type CrmPlace, someCrm } from '../domain/crm-place.ts';
import { type FlagPolicy, flagPolicy } from '../domain/flag.ts';
import { type NoticeRoute, noticeRoute } from '../domain/notice.ts';
import {
  type RelatedChoice,
  type RelatedPolicy,
  relatedChoice,
  relatedPolicyOf,
} from '../domain/related-policy.ts';
import { type RoleGrant, roleGrant } from '../domain/roster.ts';
import { type WriteBack, writeBack } from '../domain/write-back.ts';
import type { Db } from './database.ts';
import { maybe } from './json.ts';

const SAVE_SETTING = (name: 'writeBack' | 'related' | 'notices' | 'roles') => `
  UPDATE workspaces SET settings = jsonb_set(settings, '{${name}}', $2::jsonb) WHERE id = $1`;

export type Workspace = {
  id: string;
  name: string;
  opsChannel?: string;
  crmName?: string;
  crmAccountUrl?: string;
  crmLeadUrl?: string;
  crmAccountId?: string;
};

export async function readWorkspace(db: Db, id: string): Promise<Workspace | undefined> {
  const row = await db.workspace.findUnique({ where: { id } });
  return row ? workspaceOf(row) : undefined;
}

export async function readWorkspaces(db: Db): Promise<Workspace[]> {
  const found = await db.workspace.findMany({ orderBy: { createdAt: 'asc' } });
  return found.map(workspaceOf);
}

type Row = { id: string; name: string } & Record<
  'opsChannel' | 'crmName' | 'crmAccountUrl' | 'crmLeadUrl' | 'crmAccountId',
  string | null
>;

function workspaceOf({
  id,
  name,
  opsChannel,
  crmName,
  crmAccountUrl,
  crmLeadUrl,
  crmAccountId,
}: Row): Workspace {
  return {
    ...{ id, name },
    ...(opsChannel && { opsChannel }),
    ...(crmName && { crmName }),
    ...(crmAccountUrl && { crmAccountUrl }),
    ...(crmLeadUrl && { crmLeadUrl }),
    ...(crmAccountId && { crmAccountId }),
  };
}

const ACCOUNT_URL = `replace(crm_account_url, '{id}', a.crm_id)`;
const LEAD_URL = `replace(crm_lead_url, '{id}', l.crm_id)`;
const CRM_PLACE_AT = (url: string) => (workspaceId: string) =>
  `
  (SELECT json_build_object('name', crm_name, 'url', ${url}) FROM workspaces WHERE id = ${workspaceId})`;
/** Its CRM's name, and where account `a` is opened in it. */
export const CRM_PLACE = CRM_PLACE_AT(ACCOUNT_URL);
/** The same of lead `l`. */
export const CRM_PLACE_OF_LEAD = CRM_PLACE_AT(LEAD_URL);
/** Of account `a`, and where there is none, of lead `l`. */
export const CRM_PLACE_OF_EITHER = CRM_PLACE_AT(`coalesce(${ACCOUNT_URL}, ${LEAD_URL})`);
export const crmPlace = maybe(
  z.object({ name: maybe(z.string()), url: maybe(z.string()) }),
).transform(
  (found): CrmPlace => ({ name: found?.name ?? someCrm, ...(found?.url && { url: found.url }) }),
);

export const crmName = maybe(z.string()).transform((name) => name ?? someCrm);
export const CRM_NAME = '(SELECT crm_name FROM workspaces WHERE id = $1)';

export async function readCrmName(db: Db, id: string): Promise<string> {
  return (await readWorkspace(db, id))?.crmName ?? someCrm;
}

/** Writes what is given and leaves the rest as it is. */
export async function saveWorkspace(db: Db, { id, ...fields }: Workspace): Promise<void> {
  await db.workspace.upsert({ where: { id }, create: { id, ...fields }, update: fields });
}

const settings = z.object({
  flags: flagPolicy.prefault({}),
  writeBack: writeBack.catch({}).default({}),
  notices: z.array(noticeRoute).catch([]).default([]),
  related: relatedChoice.catch({}).default({}),
  roles: z.array(roleGrant).optional().catch(undefined),
});

/** The workspace's own limits for what a machine may decide alone. */
export async function readFlagPolicy(db: Db, id: string): Promise<FlagPolicy> {
  return (await readSettings(db, id)).flags;
}

/** What is written into the CRM beside new owners. */
export async function readWriteBack(db: Db, id: string): Promise<WriteBack> {
  return (await readSettings(db, id)).writeBack;
}

export async function saveWriteBack(db: Db, id: string, chosen: WriteBack): Promise<void> {
  await db.$executeRawUnsafe(SAVE_SETTING('writeBack'), id, JSON.stringify(chosen));
}

/** What goes with an account that changes hands. */
export async function readRelatedPolicy(db: Db, id: string): Promise<RelatedPolicy> {
  return relatedPolicyOf((await readSettings(db, id)).related);
}

export async function saveRelatedChoice(db: Db, id: string, chosen: RelatedChoice): Promise<void> {
  await db.$executeRawUnsafe(SAVE_SETTING('related'), id, JSON.stringify(chosen));
}

/** Who hears of changes of owner; of whom it says nothing, the usual holds. */
export async function readNoticeRoutes(db: Db, id: string): Promise<NoticeRoute[]> {
  return (await readSettings(db, id)).notices;
}

export async function saveNoticeRoutes(db: Db, id: string, routes: NoticeRoute[]): Promise<void> {
  await db.$executeRawUnsafe(SAVE_SETTING('notices'), id, JSON.stringify(routes));
}

/** Which groups make their members what; undefined where that was never said. */
export async function readRoleGrants(db: Db, id: string): Promise<RoleGrant[] | undefined> {
  return (await readSettings(db, id)).roles;
}

export async function saveRoleGrants(db: Db, id: string, grants: RoleGrant[]): Promise<void> {
  await db.$executeRawUnsafe(SAVE_SETTING('roles'), id, JSON.stringify(grants));
}

async function readSettings(db: Db, id: string): Promise<z.infer<typeof settings>> {
  const row = await db.workspace.findUnique({ where: { id }, select: { settings: true } });
  return settings.parse(row?.settings ?? {});
}
