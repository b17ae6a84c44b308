import { familyHeads, type ParentLink } from '../domain/family.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';

/** What is known, without where from and since when. */
const values = (attributes: string) =>
  `(SELECT jsonb_object_agg(key, value->'value') FROM jsonb_each(${attributes}))`;
/** What was there before is seen as it was: all parts of one statement see the same moment. */
const SAVE_ACCOUNTS = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset(${LINES}) AS a (
      id uuid, "crmId" text, name text, "territoryId" uuid, attributes jsonb, "changedAt" timestamptz)),
  saved AS (
    INSERT INTO accounts (id, workspace_id, crm_id, name, territory_id, attributes, crm_changed_at, updated_at)
    SELECT id, $1, "crmId", name, "territoryId", attributes, "changedAt", $3 FROM given
    ON CONFLICT (workspace_id, crm_id) DO UPDATE SET
      name = excluded.name, territory_id = coalesce(excluded.territory_id, accounts.territory_id),
      attributes = excluded.attributes, crm_changed_at = excluded.crm_changed_at,
      updated_at = excluded.updated_at, deleted_at = NULL
    RETURNING id, crm_id, owner_id, xmax = 0 AS "isNew")
  SELECT saved.id, saved.crm_id AS "crmId", saved.owner_id AS "ownerId", saved."isNew",
    before.name IS DISTINCT FROM given.name
      OR ${values('before.attributes')} IS DISTINCT FROM ${values('given.attributes')} AS "isChanged"
  FROM saved JOIN given ON given."crmId" = saved.crm_id
    LEFT JOIN accounts before ON before.workspace_id = $1 AND before.crm_id = saved.crm_id`;
/** An account that is not among the links has no parent any more. */
const LINK_PARENTS = `
  UPDATE accounts SET parent_id = linked.parent_id
  FROM (SELECT child.id, parent.id AS parent_id
    FROM accounts child
      LEFT JOIN unnest($2::text[], $3::text[]) AS link (child_crm_id, parent_crm_id)
        ON link.child_crm_id = child.crm_id
      LEFT JOIN accounts parent ON parent.workspace_id = $1 AND parent.crm_id = link.parent_crm_id
        AND parent.id <> child.id
    WHERE child.workspace_id = $1) linked
  WHERE accounts.id = linked.id AND accounts.parent_id IS DISTINCT FROM linked.parent_id`;
const READ_PARENTS = `
  SELECT id AS child, parent_id AS parent FROM accounts
  WHERE workspace_id = $1 AND parent_id IS NOT NULL`;
const SAVE_HEADS = `
  UPDATE accounts SET ultimate_parent_id = found.head
  FROM (SELECT a.id, top.head FROM accounts a
    LEFT JOIN unnest($2::uuid[], $3::uuid[]) AS top (id, head) ON top.id = a.id
    WHERE a.workspace_id = $1) found
  WHERE accounts.id = found.id AND accounts.ultimate_parent_id IS DISTINCT FROM found.head`;
const SAVE_DEALS = `
  INSERT INTO deals (workspace_id, crm_id, account_id, name, stage, status, amount, currency, owner_id, closes_at)
  SELECT $1, d."crmId", a.id, d.name, d.stage, d.status, d.amount, d.currency, r.id, d."closesAt"
  FROM jsonb_to_recordset(${LINES}) AS d (
      "crmId" text, "accountCrmId" text, name text, stage text, status text, amount numeric,
      currency text, "ownerCrmId" text, "closesAt" timestamptz)
    JOIN accounts a ON a.workspace_id = $1 AND a.crm_id = d."accountCrmId"
    LEFT JOIN reps r ON r.workspace_id = $1 AND r.crm_owner_id = d."ownerCrmId"
  ON CONFLICT (workspace_id, crm_id) DO UPDATE SET
    account_id = excluded.account_id, name = excluded.name, stage = excluded.stage,
    status = excluded.status, amount = excluded.amount, currency = excluded.currency,
    owner_id = excluded.owner_id, closes_at = excluded.closes_at`;
export type NewAccount = {
  crmId: string;
  name: string;
  territoryId?: string;
  attributes: Record<string, unknown>;
  changedAt: Date;
};
export type Registered = {
  id: string;
  crmId: string;
  ownerId: string | null;
  isNew: boolean;
  /** Something else is known of it, or it is new; a mere touch, such as our own write, is no change. */
  isChanged: boolean;
};

/** Enters accounts in the registry, or brings them up to date. Who owns them is the door's matter. */
export function saveAccounts(
  tx: Db,
  workspaceId: string,
  accounts: NewAccount[],
  at: Date,
): Promise<Registered[]> {
  const lines = accounts.map((account) => ({ id: newId(), ...account }));
  return rows(tx, SAVE_ACCOUNTS, workspaceId, asLines(lines), at);
}

/** All families, child and parent by CRM id; parents that the registry does not know are left out. */
export async function linkFamilies(
  tx: Db,
  workspaceId: string,
  links: { child: string; parent: string }[],
): Promise<void> {
  const children = links.map(({ child }) => child);
  const parents = links.map(({ parent }) => parent);
  await tx.$executeRawUnsafe(LINK_PARENTS, workspaceId, children, parents);
  const known = await rows<ParentLink>(tx, READ_PARENTS, workspaceId);
  const heads = familyHeads(known);
  await tx.$executeRawUnsafe(SAVE_HEADS, workspaceId, [...heads.keys()], [...heads.values()]);
}

export type NewDeal = {
  crmId: string;
  accountCrmId?: string;
  name: string;
  stage: string;
  status: 'open' | 'won' | 'lost';
  amount?: number;
  currency: string;
  ownerCrmId?: string;
  closesAt?: Date;
};

/** A deal of no account of ours is left out: it decides nothing here. */
export async function saveDeals(tx: Db, workspaceId: string, deals: NewDeal[]): Promise<void> {
  await tx.$executeRawUnsafe(SAVE_DEALS, workspaceId, asLines(deals));
}
