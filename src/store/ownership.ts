import { subHours } from 'date-fns/subHours';
import type { AnyOwnerChange, Deed, Named, Owned, OwnerChange } from '../domain/ownership.ts';
import type { LastChange } from '../domain/routing.ts';
import { asLines, type Db, LINES, rows } from './database.ts';

/**
 * In the order of ids, so that two bulk changes cannot wait for each other. The table stands alone:
 * a row joined to a locked one is not read again after the wait, so the owner's name would be the
 * former owner's.
 */
const LOCK_ACCOUNTS = `
  SELECT id, name, owner_id AS "ownerId" FROM accounts
  WHERE workspace_id = $1 AND id = ANY($2::uuid[]) AND deleted_at IS NULL
  ORDER BY id FOR UPDATE`;
const READ_PEOPLE = `
  SELECT id, name, left_at AS "leftAt" FROM reps WHERE workspace_id = $1 AND id = ANY($2::uuid[])`;
const IS_MOVED =
  'c."territoryId" <> coalesce(a.territory_id, \'00000000-0000-0000-0000-000000000000\')';
/** The account is where it was until its owner moves. */
const INSERT_CHANGES = `
  INSERT INTO ownership_changes
    (id, workspace_id, account_id, lead_id, deal_id, from_id, to_id, cause, actor, reason, at, crm_at, audit_seq,
      territory_id, former_territory_id)
  SELECT c.id, $1, c."accountId", c."leadId", c."dealId", c."fromId", c."toId", c.cause, c.actor, c.reason,
    c.at, c."crmAt", c."auditSeq", CASE WHEN ${IS_MOVED} THEN c."territoryId" END, CASE WHEN ${IS_MOVED} THEN a.territory_id END
  FROM jsonb_to_recordset(${LINES}) AS c (
    id uuid, "accountId" uuid, "leadId" uuid, "dealId" uuid, "fromId" uuid, "toId" uuid, cause jsonb, actor jsonb,
    reason text, at timestamptz, "crmAt" timestamptz, "auditSeq" bigint, "territoryId" uuid)
    LEFT JOIN accounts a ON a.id = c."accountId"`;
const MOVE_OWNERS = `
  UPDATE accounts SET owner_id = moved.owner_id, updated_at = $4,
    territory_id = CASE WHEN moved.stays THEN accounts.territory_id ELSE moved.territory_id END
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $5::boolean[]) AS moved (id, owner_id, territory_id, stays)
  WHERE accounts.id = moved.id`;

type Column = 'account_id' | 'lead_id' | 'deal_id';
const columns = { account: 'account_id', lead: 'lead_id', deal: 'deal_id' } as const;

/** All of these are served by the indexes on account, lead or deal and time. */
const lastChangesOf = (column: Column) => `
  SELECT DISTINCT ON (${column}) ${column} AS id, cause->>'kind' AS cause, cause->>'rule' AS rule, actor AS by, reason,
    at, crm_at AS "crmAt", id AS "changeId"
  FROM ownership_changes WHERE workspace_id = $1 AND ${column} = ANY($2::uuid[])
  ORDER BY ${column}, audit_seq DESC`;
const toldStepsOf = (column: Column) => `
  SELECT ${column} AS id, array_agg(coalesce(crm_at, at)) AS steps FROM ownership_changes
  WHERE workspace_id = $1 AND ${column} = ANY($2::uuid[]) AND cause->>'kind' IN ('import', 'crm-edit', 'crm-copy')
  GROUP BY ${column}`;

/** Served by the indexes on account or lead and time. What came before ops took it up again counts no more. */
const countChangesOf = (column: 'account_id' | 'lead_id') => `
  SELECT ${column} AS id, count(*)::int AS changes FROM ownership_changes c
  WHERE workspace_id = $1 AND ${column} = ANY($2::uuid[]) AND at > $3
    AND NOT EXISTS (SELECT FROM restless_spells s WHERE s.${column} = c.${column} AND s.taken_up_at >= c.at)
  GROUP BY ${column}`;
const COUNT_CHANGES = { account: countChangesOf('account_id'), lead: countChangesOf('lead_id') };

/** When what the CRM has told of the owners of these has happened there, in milliseconds. */
export async function readToldSteps(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  ids: readonly string[],
): Promise<Map<string, Set<number>>> {
  type Row = { id: string; steps: Date[] };
  const found = await rows<Row>(db, toldStepsOf(columns[kind]), workspaceId, ids);
  return new Map(found.map(({ id, steps }) => [id, new Set(steps.map((at) => at.getTime()))]));
}

/** How often the owners of these have changed within the hour before. */
export async function countChanges(
  db: Db,
  workspaceId: string,
  { kind, ids, at }: { kind: 'account' | 'lead'; ids: readonly string[]; at: Date },
): Promise<Map<string, number>> {
  type Row = { id: string; changes: number };
  const found = await rows<Row>(db, COUNT_CHANGES[kind], workspaceId, ids, subHours(at, 1));
  return new Map(found.map(({ id, changes }) => [id, changes]));
}

const toldSinceOf = (column: Column) => `
  SELECT c.${column} AS id, array_agg(coalesce(c.crm_at, c.at)) AS steps FROM ownership_changes c
    JOIN audit_entries e ON e.workspace_id = c.workspace_id AND e.seq = c.audit_seq
  WHERE c.workspace_id = $1 AND c.${column} = ANY($2::uuid[]) AND c.cause->>'kind' IN ('crm-edit', 'crm-copy') AND e.at >= $3
  GROUP BY c.${column}`;
/** What the CRM has told of these since a moment, by when it was set there. */
export async function readToldSince(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  ids: readonly string[],
  since: Date,
): Promise<Map<string, Date[]>> {
  type Row = { id: string; steps: Date[] };
  const found = await rows<Row>(db, toldSinceOf(columns[kind]), workspaceId, ids, since);
  return new Map(found.map(({ id, steps }) => [id, steps]));
}

/** `crmAt`: when it was set in the CRM, where it counts from another moment on. */
export type Latest = LastChange & { changeId: string; reason: string; crmAt: Date | null };

/** How the present owners of these came to them; nothing of those that have never changed hands here. */
export async function readLastChanges(
  db: Db,
  workspaceId: string,
  kind: Owned['kind'],
  ids: readonly string[],
): Promise<Map<string, Latest>> {
  const sql = lastChangesOf(columns[kind]);
  const found = await rows<Latest & { id: string }>(db, sql, workspaceId, ids);
  return new Map(found.map(({ id, ...change }) => [id, change]));
}

/** Served by the index on account and time. */
const LAST_OUR_OWN = `
  SELECT to_id AS "ownerId", cause->>'kind' AS cause FROM ownership_changes
  WHERE workspace_id = $1 AND account_id = $2::uuid AND at >= $3
    AND cause->>'kind' NOT IN ('crm-edit', 'crm-copy', 'import')
  ORDER BY audit_seq DESC LIMIT 1`;

/** The last change of its owner from then on that did not come from the CRM. */
export async function readLastOwnChange(
  db: Db,
  workspaceId: string,
  accountId: string,
  since: Date,
): Promise<{ ownerId: string | null; cause: string } | undefined> {
  type Row = { ownerId: string | null; cause: string };
  const [found] = await rows<Row>(db, LAST_OUR_OWN, workspaceId, accountId, since);
  return found;
}

/** Locks the accounts until the transaction ends and says who owns them now. */
export async function lockDeeds(
  tx: Db,
  workspaceId: string,
  accountIds: string[],
): Promise<Map<string, Deed>> {
  return deedsOf(tx, workspaceId, await rows(tx, LOCK_ACCOUNTS, workspaceId, accountIds));
}

/** Rows that are locked, with the names of their owners. */
export async function deedsOf(
  tx: Db,
  workspaceId: string,
  found: { id: string; name: string; ownerId: string | null }[],
): Promise<Map<string, Deed>> {
  const owners = await readPeople(
    tx,
    workspaceId,
    found.flatMap(({ ownerId }) => ownerId ?? []),
  );
  return new Map(
    found.map(({ id, name, ownerId }) => [
      id,
      { name, owner: (ownerId && owners.get(ownerId)) || null },
    ]),
  );
}

export async function readPeople(
  tx: Db,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, Named>> {
  const found = await rows<Named>(tx, READ_PEOPLE, workspaceId, ids);
  return new Map(found.map((person) => [person.id, person]));
}

/** Served by primary keys. A place that is no more is not given back. */
const FORMER_PLACE = `
  SELECT CASE WHEN t.id IS NOT NULL THEN json_build_object('id', t.id, 'name', t.name) END AS place
  FROM ownership_changes c JOIN accounts a ON a.id = c.account_id AND a.territory_id = c.territory_id
    LEFT JOIN territories t ON t.id = c.former_territory_id
  WHERE c.workspace_id = $1 AND c.id = $2::uuid AND (c.former_territory_id IS NULL OR t.id IS NOT NULL)`;

/** From where a change has taken its account, as long as it lies where that put it; null for nowhere. */
export async function readFormerPlace(
  tx: Db,
  workspaceId: string,
  changeId: string,
): Promise<OwnerChange['territory']> {
  type Row = { place: OwnerChange['territory'] };
  return (await rows<Row>(tx, FORMER_PLACE, workspaceId, changeId))[0]?.place;
}

export type Saved<Change> = Change & { id: string; at: Date; auditSeq: number };
export type SavedChange = Saved<OwnerChange>;

export async function insertChanges(
  tx: Db,
  workspaceId: string,
  changes: Saved<AnyOwnerChange>[],
): Promise<void> {
  const lines = changes.map(({ expected, wanted, setInCrmAt, ...rest }) => ({
    ...rest,
    ...{ fromId: expected, toId: wanted, crmAt: setInCrmAt },
    ...('territory' in rest && { territoryId: rest.territory?.id }),
  }));
  await tx.$executeRawUnsafe(INSERT_CHANGES, workspaceId, asLines(lines));
}

export async function saveChanges(
  tx: Db,
  workspaceId: string,
  changes: SavedChange[],
  at: Date,
): Promise<void> {
  await insertChanges(tx, workspaceId, changes);
  // Several changes of one account in one batch: the last one stands.
  const last = [...new Map(changes.map((change) => [change.accountId, change])).values()];
  await tx.$executeRawUnsafe(
    MOVE_OWNERS,
    last.map(({ accountId }) => accountId),
    last.map(({ wanted }) => wanted),
    last.map(({ territory }) => territory?.id ?? null),
    at,
    last.map(({ territory }) => territory === undefined),
  );
}
