import { z } from 'zod';
import type { BookAccount, BookListing, BookOrder } from '../domain/book.ts';
import { presenceOf } from '../domain/roster.ts';
import { ABSENCES_NOW } from './absences.ts';
import { type Db, rows } from './database.ts';
import { absence, maybe, person, time } from './json.ts';

const READ_HOLDER = `
  SELECT json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) AS person,
    r.capacity, r.left_at AS "leftAt", t.name AS team, ${ABSENCES_NOW} AS absences,
    (SELECT count(*)::int FROM accounts WHERE workspace_id = $1 AND owner_id = r.id AND deleted_at IS NULL) AS accounts
  FROM reps r LEFT JOIN teams t ON t.id = r.team_id WHERE r.workspace_id = $1 AND r.id = $2::uuid`;
const READ_TERRITORIES = `
  SELECT t.name, count(*)::int AS accounts FROM accounts a JOIN territories t ON t.id = a.territory_id
  WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL
  GROUP BY t.id ORDER BY 2 DESC, 1`;
/** Both orders are served by the index on the owner; the newest by that on an account's changes too. */
const HELD = `
  SELECT a.id, a.name, a.territory_id, count(d.id)::int AS deals, coalesce(sum(d.amount), 0)::float8 AS total,
    (SELECT c.at FROM ownership_changes c WHERE c.account_id = a.id ORDER BY c.at DESC LIMIT 1) AS since
  FROM accounts a LEFT JOIN deals d ON d.account_id = a.id AND d.status = 'open'
  WHERE a.workspace_id = $1 AND a.owner_id = $2::uuid AND a.deleted_at IS NULL GROUP BY a.id`;
const orders: Record<BookOrder, string> = {
  biggest: 'total DESC, deals DESC, name, id',
  newest: 'since DESC NULLS LAST, name, id',
};
const READ_LINES = (order: BookOrder) => `
  SELECT a.id AS "accountId", a.name, a.deals, a.total, a.since, t.name AS territory,
    EXISTS (SELECT FROM pins p WHERE p.account_id = a.id AND p.lifted_at IS NULL AND (p.until IS NULL OR p.until > $3))
      AS "isPinned"
  FROM (${HELD} ORDER BY ${orders[order]} LIMIT $4 OFFSET $5) a LEFT JOIN territories t ON t.id = a.territory_id
  ORDER BY ${orders[order].replaceAll(/\b(total|deals|name|id|since)\b/g, 'a.$1')}`;

const holder = z.object({
  person,
  capacity: maybe(z.number()),
  leftAt: maybe(time),
  team: maybe(z.string()),
  absences: z.array(absence),
  accounts: z.number(),
});
const line = z.object({
  accountId: z.string(),
  name: z.string(),
  deals: z.number(),
  total: z.number(),
  since: maybe(time),
  territory: maybe(z.string()),
  isPinned: z.boolean(),
});

/** Whose book it is; undefined where the roster has nobody of that id. */
export async function readHolder(
  db: Db,
  workspaceId: string,
  repId: string,
  at: Date,
): Promise<Pick<BookListing, 'rep' | 'accounts'> | undefined> {
  const [found] = await rows(db, READ_HOLDER, workspaceId, repId, at);
  if (found === undefined) return undefined;
  const { leftAt, absences, accounts, ...rest } = holder.parse(found);
  return { rep: { ...rest, presence: presenceOf({ leftAt, absences }, at) }, accounts };
}

export function readBookTerritories(
  db: Db,
  workspaceId: string,
  repId: string,
): Promise<BookListing['territories']> {
  return rows(db, READ_TERRITORIES, workspaceId, repId);
}

export type BookPart = { order: BookOrder; from: number; most: number };

export async function readBookAccounts(
  db: Db,
  workspaceId: string,
  repId: string,
  { order, from, most }: BookPart,
  at: Date,
): Promise<BookAccount[]> {
  const found = await rows(db, READ_LINES(order), workspaceId, repId, at, most, from);
  return found.map((row) => line.parse(row));
}
