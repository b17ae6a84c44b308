import { z } from 'zod';
import type { Waiting } from '../domain/book.ts';
import { flag } from '../domain/flag.ts';
import { type Db, rows } from './database.ts';
import { maybe, time } from './json.ts';

const OLDEST = 5;
/** All are served by proposals_waiting. */
const COUNT_WAITING = `
  SELECT count(*)::int AS total FROM proposals WHERE workspace_id = $1 AND status = 'pending'`;
const COUNT_BY_FLAG = `
  SELECT f->>'kind' AS kind, count(DISTINCT p.id)::int AS decisions
  FROM proposals p CROSS JOIN LATERAL jsonb_array_elements(p.flags) f
  WHERE p.workspace_id = $1 AND p.status = 'pending' GROUP BY 1 ORDER BY 2 DESC, 1`;
const READ_OLDEST = `
  SELECT p.account_id AS "accountId", coalesce(a.name, l.name) AS name, p.flags, p.created_at AS since
  FROM proposals p LEFT JOIN accounts a ON a.id = p.account_id LEFT JOIN leads l ON l.id = p.lead_id
  WHERE p.workspace_id = $1 AND p.status = 'pending' ORDER BY p.created_at, p.id LIMIT ${OLDEST}`;

const oldest = z.object({
  accountId: maybe(z.string()),
  name: z.string(),
  flags: z.array(flag).catch([]),
  since: time,
});

/** Decisions that wait for a person. */
export async function readWaitingDecisions(db: Db, workspaceId: string): Promise<Waiting> {
  const [counted] = await rows<{ total: number }>(db, COUNT_WAITING, workspaceId);
  const byFlag = await rows<Waiting['byFlag'][number]>(db, COUNT_BY_FLAG, workspaceId);
  const first = await rows(db, READ_OLDEST, workspaceId);
  return { total: counted?.total ?? 0, byFlag, oldest: first.map((row) => oldest.parse(row)) };
}
