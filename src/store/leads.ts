import { BEFORE_ALL, type Listed } from './accounts.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { OWNER_BY } from './roster.ts';

/** What rules may test of it. When the CRM last touched it is none of that: our own writes touch it too. */
const CONTENT = (lead: string) => `
  (${lead}.name, ${lead}.email, ${lead}.account_id,
    (SELECT jsonb_object_agg(key, held->'value') FROM jsonb_each(${lead}.attributes) AS e (key, held)))`;
/**
 * What was there before is seen as it was: all parts of one statement see the same moment. An owner is taken over with a
 * new lead only; that of one we know is the door's matter. One that was here before its attributes were read is no news.
 */
const SAVE_LEADS = `
  WITH given AS (
    SELECT l."crmId" AS crm_id, a.id AS account_id, l.name, l.email, r.id AS owner_id, l.attributes,
      l."changedAt" AS changed_at
    FROM jsonb_to_recordset(${LINES}) AS l (
        "crmId" text, "accountCrmId" text, name text, email text, "ownerCrmId" text, attributes jsonb,
        "changedAt" timestamptz)
      LEFT JOIN accounts a ON a.workspace_id = $1 AND a.crm_id = l."accountCrmId"
      ${OWNER_BY('l."ownerCrmId"')}),
  saved AS (
    INSERT INTO leads
      (workspace_id, crm_id, account_id, name, email, owner_id, attributes, crm_changed_at, created_at)
    SELECT $1, crm_id, account_id, name, email, owner_id, attributes, changed_at, $3 FROM given
    ON CONFLICT (workspace_id, crm_id) DO UPDATE SET
      account_id = excluded.account_id, name = excluded.name, email = excluded.email,
      attributes = excluded.attributes, crm_changed_at = excluded.crm_changed_at, deleted_at = NULL
    WHERE leads.crm_changed_at IS NULL OR leads.crm_changed_at <= excluded.crm_changed_at
    RETURNING id, crm_id, owner_id, created_at, xmax = 0 AS "isNew")
  SELECT saved.id, saved.crm_id AS "crmId", saved.owner_id AS "ownerId", given.owner_id AS "crmOwnerId",
    saved."isNew", saved.created_at AS since, before.deleted_at IS NOT NULL AS "isRestored",
    before.id IS NULL OR before.deleted_at IS NOT NULL OR (before.crm_changed_at IS NOT NULL
      AND ${CONTENT('before')} IS DISTINCT FROM ${CONTENT('given')}) AS "isChanged"
  FROM saved JOIN given ON given.crm_id = saved.crm_id
    LEFT JOIN leads before ON before.workspace_id = $1 AND before.crm_id = saved.crm_id`;

/** Served by the primary key, as the pages of accounts are. */
const READ_PAGE = `
  SELECT id, name, crm_id AS "crmId" FROM leads
  WHERE workspace_id = $1 AND id > $2::uuid AND deleted_at IS NULL ORDER BY id LIMIT $3`;
const READ_NAME =
  'SELECT name FROM leads WHERE workspace_id = $1 AND id = $2::uuid AND deleted_at IS NULL';

export function readLeadPage(
  db: Db,
  workspaceId: string,
  after: string | undefined,
  size: number,
): Promise<Listed[]> {
  return rows(db, READ_PAGE, workspaceId, after ?? BEFORE_ALL, size);
}

export type NewLead = {
  crmId: string;
  accountCrmId?: string | undefined;
  name: string;
  email?: string | undefined;
  ownerCrmId?: string | undefined;
  attributes: Record<string, unknown>;
  changedAt: Date;
};
export type RegisteredLead = {
  id: string;
  crmId: string;
  /** Whose it is here, and whose the CRM says it is. */
  ownerId: string | null;
  crmOwnerId: string | null;
  isNew: boolean;
  /** When it came here. */
  since: Date;
  /** Something else is known of it than before, or it is new, or there again. */
  isChanged: boolean;
  isRestored: boolean;
};

/** Enters leads in the registry, or brings them up to date. */
export function saveLeads(
  tx: Db,
  workspaceId: string,
  leads: NewLead[],
  at: Date,
): Promise<RegisteredLead[]> {
  return rows(tx, SAVE_LEADS, workspaceId, asLines(leads), at);
}

/** Undefined where there is none, or none any more. */
export async function readLeadName(
  db: Db,
  workspaceId: string,
  id: string,
): Promise<string | undefined> {
  const [found] = await rows<{ name: string }>(db, READ_NAME, workspaceId, id);
  return found?.name;
}
