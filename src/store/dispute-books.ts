import { z } from 'zod';
import type { BookNow, Stake } from '../domain/dispute-books.ts';
import { type Db, rows } from './database.ts';
import { maybe } from './json.ts';
import { HAS_LEFT } from './leaving.ts';

/** Whoever has left is no part of their team’s mean. Served by accounts by owner, and by deals by account and status. */
const READ = `
  WITH asked AS (SELECT id, name, capacity, team_id FROM reps WHERE workspace_id = $1 AND id = ANY($2::uuid[])),
    held AS (
      SELECT r.id, r.team_id, NOT ${HAS_LEFT('r', '$3')} AS here, coalesce(b.accounts, 0) AS accounts,
        (SELECT coalesce(sum(d.amount), 0)::float8 FROM accounts a JOIN deals d ON d.account_id = a.id AND d.status = 'open'
          WHERE a.workspace_id = $1 AND a.owner_id = r.id AND a.deleted_at IS NULL) AS pipeline
      FROM reps r LEFT JOIN books b ON b.workspace_id = $1 AND b.rep_id = r.id
      WHERE r.workspace_id = $1 AND (r.id = ANY($2::uuid[]) OR r.team_id IN (SELECT team_id FROM asked)))
  SELECT r.id, r.name, r.capacity, h.accounts, h.pipeline,
    (SELECT json_build_object('id', t.id, 'name', t.name, 'size', count(*), 'accounts', sum(m.accounts), 'pipeline', sum(m.pipeline))
      FROM teams t JOIN held m ON m.team_id = t.id AND m.here WHERE t.id = r.team_id GROUP BY t.id) AS team
  FROM asked r JOIN held h ON h.id = r.id ORDER BY array_position($2::uuid[], r.id)`;
const book = z.object({
  ...{ id: z.string(), name: z.string(), capacity: maybe(z.number()) },
  ...{ accounts: z.number(), pipeline: z.number() },
  team: maybe(
    z.object({
      ...{ id: z.string(), name: z.string(), size: z.number() },
      ...{ accounts: z.number(), pipeline: z.number() },
    }),
  ),
});

/** What these people hold, in their order, and what their teams do. */
export async function readBooksNow(
  db: Db,
  workspaceId: string,
  ids: readonly string[],
  at: Date,
): Promise<BookNow[]> {
  return (await rows(db, READ, workspaceId, ids, at)).map((found) => book.parse(found));
}

const READ_STAKE = `
  SELECT a.owner_id AS "ownerId",
    (SELECT coalesce(sum(d.amount), 0)::float8 FROM deals d WHERE d.account_id = a.id AND d.status = 'open') AS pipeline
  FROM accounts a WHERE a.workspace_id = $1 AND a.id = $2::uuid`;
const stake = z.object({ ownerId: maybe(z.string()), pipeline: z.number() });

/** Served by the primary key, and by deals by account and status. */
export async function readStake(db: Db, workspaceId: string, accountId: string): Promise<Stake> {
  const [found] = await rows(db, READ_STAKE, workspaceId, accountId);
  return found === undefined ? { pipeline: 0 } : stake.parse(found);
}
