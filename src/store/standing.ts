import type { Standing } from '../domain/rules/decision.ts';
import { type Db, rows } from './database.ts';

const SIZES = `
  SELECT t.key, t.name, coalesce(held.accounts, 0)::int AS accounts
  FROM territories t LEFT JOIN (
    SELECT territory_id, count(*) AS accounts FROM accounts
    WHERE workspace_id = $1 AND deleted_at IS NULL GROUP BY territory_id) held
    ON held.territory_id = t.id
  WHERE t.workspace_id = $1`;
const LOADS = `
  SELECT r.email, coalesce(held.accounts, 0)::int AS accounts
  FROM reps r LEFT JOIN (
    SELECT owner_id, count(*) AS accounts FROM accounts
    WHERE workspace_id = $1 AND deleted_at IS NULL GROUP BY owner_id) held ON held.owner_id = r.id
  WHERE r.workspace_id = $1`;

/** How large territories and books are: what the smallest and the least loaded are chosen by. */
export async function readStanding(db: Db, workspaceId: string): Promise<Standing> {
  type Size = { key: string; name: string; accounts: number };
  const sizes = await rows<Size>(db, SIZES, workspaceId);
  const loads = await rows<{ email: string; accounts: number }>(db, LOADS, workspaceId);
  const named = sizes.map(({ name, accounts }) => [name, accounts] as const);
  return {
    // A key wins over another territory's name.
    territorySizes: Object.fromEntries([
      ...named,
      ...sizes.map(({ key, accounts }) => [key, accounts] as const),
    ]),
    loads: Object.fromEntries(loads.map(({ email, accounts }) => [email, accounts])),
  };
}
