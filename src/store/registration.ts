import { gaveWay, type Stored } from '../domain/past.ts';
import { asLines, type Db, LINES, rows } from './database.ts';
import { newId } from './id.ts';
import { OWNER_BY } from './roster.ts';

/** What is known, without where from and since when. */
const values = (attributes: string) =>
  `(SELECT jsonb_object_agg(key, value->'value') FROM jsonb_each(${attributes}))`;
/** What was decided here stands until somebody says something else in the CRM. */
const TERRITORY = `CASE WHEN accounts.crm_territory IS NULL THEN coalesce(accounts.territory_id, excluded.territory_id)
      WHEN accounts.crm_territory <> excluded.crm_territory THEN coalesce(excluded.territory_id, accounts.territory_id)
      ELSE accounts.territory_id END`;
/**
 * What was there before is seen as it was: all parts of one statement see the same moment. An older picture than the one
 * that is kept, read by a slower worker, is left out. Of what has changed it tells what was there: that is kept with its end.
 */
const SAVE_ACCOUNTS = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset(${LINES}) AS a (
      id uuid, "crmId" text, name text, "territoryId" uuid, "crmTerritory" text, attributes jsonb, others jsonb, "changedAt" timestamptz)),
  saved AS (
    INSERT INTO accounts
      (id, workspace_id, crm_id, name, territory_id, crm_territory, attributes, others, crm_changed_at, created_at, updated_at)
    SELECT id, $1, "crmId", name, "territoryId", coalesce("crmTerritory", ''), attributes, coalesce(others, '{}'), "changedAt", $3, $3 FROM given
    ON CONFLICT (workspace_id, crm_id) DO UPDATE SET
      name = excluded.name, territory_id = ${TERRITORY}, crm_territory = excluded.crm_territory,
      attributes = excluded.attributes, others = excluded.others, crm_changed_at = excluded.crm_changed_at,
      updated_at = excluded.updated_at, deleted_at = NULL, merged_into_id = NULL
    WHERE accounts.crm_changed_at IS NULL OR accounts.crm_changed_at <= excluded.crm_changed_at
    RETURNING id, crm_id, owner_id, xmax = 0 AS "isNew"),
  seen AS MATERIALIZED (
    SELECT saved.*, before.name AS former_name, before.attributes AS former,
      before.deleted_at IS NOT NULL AS "isRestored",
      before.name IS DISTINCT FROM given.name
        OR ${values('before.attributes')} IS DISTINCT FROM ${values('given.attributes')} AS "isChanged"
    FROM saved JOIN given ON given."crmId" = saved.crm_id
      LEFT JOIN accounts before ON before.workspace_id = $1 AND before.crm_id = saved.crm_id)
  SELECT id, crm_id AS "crmId", owner_id AS "ownerId", "isNew", "isChanged", "isRestored",
    CASE WHEN "isChanged" AND former IS NOT NULL
      THEN jsonb_build_object('name', former_name, 'attributes', former) END AS former
  FROM seen`;
const SAVE_PAST = `
  INSERT INTO attribute_changes (workspace_id, account_id, key, value, source, at, until)
  SELECT $1, p."accountId", p.key, p.value, p.source, p.at, $3
  FROM jsonb_to_recordset(${LINES}) AS p ("accountId" uuid, key text, value jsonb, source text, at timestamptz)`;
/** An owner is taken over with a new deal only; that of one we know is the door's matter. */
const SAVE_DEALS = `
  WITH given AS (
    SELECT d."crmId" AS crm_id, a.id AS account_id, d.name, d.stage, d.status, d.amount, d.currency, r.id AS owner_id,
      d."closesAt" AS closes_at, d."changedAt" AS changed_at
    FROM jsonb_to_recordset(${LINES}) AS d (
        "crmId" text, "accountCrmId" text, name text, stage text, status text, amount numeric,
        currency text, "ownerCrmId" text, "closesAt" timestamptz, "changedAt" timestamptz)
      JOIN accounts a ON a.workspace_id = $1 AND a.crm_id = d."accountCrmId"
      ${OWNER_BY('d."ownerCrmId"')}),
  saved AS (
    INSERT INTO deals (workspace_id, crm_id, account_id, name, stage, status, amount, currency, owner_id, closes_at,
      crm_changed_at, created_at)
    SELECT $1, crm_id, account_id, name, stage, status, amount, currency, owner_id, closes_at, changed_at, $3 FROM given
    ON CONFLICT (workspace_id, crm_id) DO UPDATE SET
      account_id = excluded.account_id, name = excluded.name, stage = excluded.stage,
      status = excluded.status, amount = excluded.amount, currency = excluded.currency,
      closes_at = excluded.closes_at, crm_changed_at = excluded.crm_changed_at
    WHERE deals.crm_changed_at IS NULL OR deals.crm_changed_at <= excluded.crm_changed_at
    RETURNING id, crm_id, owner_id, created_at, xmax = 0 AS "isNew")
  SELECT saved.id, saved.crm_id AS "crmId", saved.owner_id AS "ownerId", given.owner_id AS "crmOwnerId",
    saved."isNew", saved.created_at AS since
  FROM saved JOIN given ON given.crm_id = saved.crm_id`;
const DROP_STRAY_DEALS = `
  DELETE FROM deals USING jsonb_to_recordset(${LINES}) AS d ("crmId" text, "accountCrmId" text)
  WHERE deals.workspace_id = $1 AND deals.crm_id = d."crmId"
    AND NOT EXISTS (SELECT FROM accounts a WHERE a.workspace_id = $1 AND a.crm_id = d."accountCrmId")`;
export type NewAccount = {
  crmId: string;
  name: string;
  /** As the CRM has it, where it is one of ours. */
  territoryId?: string;
  crmTerritory?: string;
  attributes: Stored['attributes'];
  others?: Stored['attributes'];
  changedAt: Date;
};
export type Registered = {
  id: string;
  crmId: string;
  ownerId: string | null;
  isNew: boolean;
  /** Something else is known of it, or it is new; a mere touch, such as our own write, is no change. */
  isChanged: boolean;
  /** It was gone from the CRM, and is there again. */
  isRestored: boolean;
};

/** Enters accounts in the registry, or brings them up to date. Who owns them is the door's matter. */
export async function saveAccounts(
  tx: Db,
  workspaceId: string,
  accounts: NewAccount[],
  at: Date,
): Promise<Registered[]> {
  const lines = accounts.map((account) => ({ id: newId(), ...account }));
  type Row = Registered & { former: Stored | null };
  const found = await rows<Row>(tx, SAVE_ACCOUNTS, workspaceId, asLines(lines), at);
  const changed = found.filter(({ former }) => former !== null);
  if (changed.length > 0) await savePast(tx, workspaceId, accounts, changed, at);
  return found.map(({ former: _, ...registered }) => registered);
}

async function savePast(
  tx: Db,
  workspaceId: string,
  accounts: readonly NewAccount[],
  changed: readonly (Registered & { former: Stored | null })[],
  at: Date,
): Promise<void> {
  const byCrmId = new Map(accounts.map((account) => [account.crmId, account]));
  const past = changed.flatMap(({ id: accountId, crmId, former }) => {
    const now = byCrmId.get(crmId);
    return former && now ? gaveWay(former, now).map((one) => ({ accountId, ...one })) : [];
  });
  await tx.$executeRawUnsafe(SAVE_PAST, workspaceId, asLines(past), at);
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
  changedAt: Date;
};

/** `crmOwnerId`: whose the CRM says it is; `since`: when it came here. */
export type RegisteredDeal = {
  id: string;
  crmId: string;
  ownerId: string | null;
  crmOwnerId: string | null;
  isNew: boolean;
  since: Date;
};

/** A deal of no account of ours is left out, or goes: it decides nothing here. Returns those that were saved. */
export async function saveDeals(
  tx: Db,
  workspaceId: string,
  deals: NewDeal[],
  at: Date,
): Promise<RegisteredDeal[]> {
  const lines = asLines(deals);
  await tx.$executeRawUnsafe(DROP_STRAY_DEALS, workspaceId, lines);
  return rows(tx, SAVE_DEALS, workspaceId, lines, at);
}
