import { randomUUID } from 'node:crypto';
import type { Deed, OwnerChange } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';

/** In the order of ids, so that two bulk changes cannot wait for each other. */
const LOCK_DEEDS = `
  SELECT a.id, a.name, r.id AS owner_id, r.name AS owner_name, r.left_at AS owner_left_at
  FROM accounts a LEFT JOIN reps r ON r.id = a.owner_id
  WHERE a.workspace_id = $1 AND a.id = ANY($2::uuid[]) AND a.deleted_at IS NULL
  ORDER BY a.id FOR UPDATE OF a`;
const READ_PEOPLE = `
  SELECT id, name, left_at AS "leftAt" FROM reps WHERE workspace_id = $1 AND id = ANY($2::uuid[])`;
const INSERT_CHANGES = `
  INSERT INTO ownership_changes
    (id, workspace_id, account_id, from_id, to_id, cause, actor, reason, at, audit_seq)
  SELECT c.id, $1, c."accountId", c."fromId", c."toId", c.cause, c.actor, c.reason, c.at, c."auditSeq"
  FROM jsonb_to_recordset($2::jsonb) AS c (
    id uuid, "accountId" uuid, "fromId" uuid, "toId" uuid, cause jsonb, actor jsonb, reason text,
    at timestamptz, "auditSeq" bigint)`;
const MOVE_OWNERS = `
  UPDATE accounts SET owner_id = moved.owner_id, updated_at = $3
  FROM unnest($1::uuid[], $2::uuid[]) AS moved (id, owner_id) WHERE accounts.id = moved.id`;

type DeedRow = {
  id: string;
  name: string;
  owner_id: string | null;
  owner_name: string;
  owner_left_at: Date | null;
};
export type Named = NonNullable<Deed['owner']>;

/** Locks the accounts until the transaction ends and says who owns them now. */
export async function lockDeeds(
  tx: Db,
  workspaceId: string,
  accountIds: string[],
): Promise<Map<string, Deed>> {
  const found = await rows<DeedRow>(tx, LOCK_DEEDS, workspaceId, accountIds);
  return new Map(
    found.map(({ id, name, owner_id, owner_name, owner_left_at }) => [
      id,
      {
        account: name,
        owner: owner_id ? { id: owner_id, name: owner_name, leftAt: owner_left_at } : null,
      },
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

export type SavedChange = OwnerChange & { id: string; at: Date; auditSeq: number };

export const newChangeId = (): string => randomUUID();

export async function saveChanges(
  tx: Db,
  workspaceId: string,
  changes: SavedChange[],
  at: Date,
): Promise<void> {
  const lines = changes.map(({ expected, wanted, ...rest }) => ({
    ...rest,
    fromId: expected,
    toId: wanted,
  }));
  await tx.$executeRawUnsafe(INSERT_CHANGES, workspaceId, JSON.stringify(lines));
  // Several changes of one account in one batch: the last one stands.
  const last = new Map(changes.map(({ accountId, wanted }) => [accountId, wanted]));
  await tx.$executeRawUnsafe(MOVE_OWNERS, [...last.keys()], [...last.values()], at);
}
