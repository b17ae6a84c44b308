import { segmentOf } from '../domain/fit.ts';
import type { Load } from '../domain/pool-state.ts';
import type { Pool } from '../domain/rules/pool.ts';
import type { WinRecord } from '../domain/win-rate.ts';
import { type Db, plannedRows } from './database.ts';
import { countBooks } from './seats.ts';

/** Served by the index on workspace and owner, like those below. */
const COUNT_LEADS = `
  SELECT owner_id AS id, count(*)::int AS amount FROM leads
  WHERE workspace_id = $1 AND owner_id = ANY($2::uuid[]) AND deleted_at IS NULL GROUP BY owner_id`;
const SUM_DEALS = `
  SELECT a.owner_id AS id, sum(d.amount)::float8 AS amount
  FROM accounts a JOIN deals d ON d.account_id = a.id AND d.status = 'open'
  WHERE a.workspace_id = $1 AND a.owner_id = ANY($2::uuid[]) AND a.deleted_at IS NULL
  GROUP BY a.owner_id`;
const SUM_SCORES = `
  SELECT owner_id AS id, sum((attributes->'score'->>'value')::float8) AS amount FROM accounts
  WHERE workspace_id = $1 AND owner_id = ANY($2::uuid[]) AND deleted_at IS NULL
    AND jsonb_typeof(attributes->'score'->'value') = 'number'
  GROUP BY owner_id`;
const COUNT_CLOSED = `
  SELECT d.owner_id AS rep, a.attributes->'industry'->>'value' AS industry,
    count(*) FILTER (WHERE d.status = 'won')::int AS won, count(*)::int AS closed
  FROM deals d JOIN accounts a ON a.id = d.account_id
  WHERE d.workspace_id = $1 AND d.owner_id = ANY($2::uuid[]) AND d.status IN ('won', 'lost')
  GROUP BY 1, 2`;

/** What these reps have already, as far as capacity and the pool's method ask for it. */
export async function readLoads(
  db: Db,
  workspaceId: string,
  repIds: string[],
  method: Pool['method'],
): Promise<Map<string, Load>> {
  const asks = method.kind === 'least-loaded' ? method.by : undefined;
  const amounts = (sql: string) => readAmounts(db, sql, workspaceId, repIds);
  const accounts = await countBooks(db, workspaceId, repIds);
  const leads = asks === 'count' ? await amounts(COUNT_LEADS) : undefined;
  const values = asks === 'value' ? await amounts(SUM_DEALS) : undefined;
  const scores = asks === 'score' ? await amounts(SUM_SCORES) : undefined;
  return new Map(
    repIds.map((id) => [
      id,
      {
        accounts: accounts.get(id) ?? 0,
        leads: leads?.get(id) ?? 0,
        value: values?.get(id) ?? 0,
        score: scores?.get(id) ?? 0,
      },
    ]),
  );
}

async function readAmounts(
  db: Db,
  sql: string,
  workspaceId: string,
  repIds: string[],
): Promise<Map<string, number>> {
  type Row = { id: string; amount: number | null };
  const found = await plannedRows<Row>(db, sql, workspaceId, repIds);
  return new Map(found.map(({ id, amount }) => [id, amount ?? 0]));
}

/** What these reps won and lost, by segment, where the method asks for it. */
export async function readRecords(
  db: Db,
  workspaceId: string,
  repIds: string[],
  method: Pool['method'],
): Promise<WinRecord[]> {
  if (method.kind !== 'best-fit') return [];
  if (!method.by.includes('win-rate') && !method.by.includes('segment')) return [];
  type Row = { rep: string; industry: string | null; won: number; closed: number };
  const found = await plannedRows<Row>(db, COUNT_CLOSED, workspaceId, repIds);
  return found.map(({ industry, ...counts }) => ({
    ...counts,
    segment: segmentOf({ industry }) ?? '',
  }));
}
