import { z } from 'zod';
import type { DisputeDesk } from '../domain/dispute-case.ts';
import { type Db, rows } from './database.ts';
import { maybe, person } from './json.ts';
import { HAS_LEFT } from './leaving.ts';
import { readRelatedPolicy } from './workspaces.ts';

/** Served by primary keys, and by the index of deals on account and status. */
const READ = `
  SELECT a.attributes,
    (SELECT coalesce(json_agg(json_build_object('id', d.id, 'name', d.name) ORDER BY d.amount DESC NULLS LAST), '[]')
      FROM deals d WHERE d.account_id = a.id AND d.status = 'open' AND d.owner_id = a.owner_id) AS deals,
    CASE WHEN r.id IS NOT NULL AND r.id IS DISTINCT FROM a.owner_id AND NOT ${HAS_LEFT('r', '$3')} THEN
      json_build_object('id', r.id, 'name', r.name, 'slackUserId', r.slack_user_id) END AS "familyOwner"
  FROM accounts a LEFT JOIN accounts u ON u.id = a.ultimate_parent_id AND u.deleted_at IS NULL
    LEFT JOIN reps r ON r.id = u.owner_id
  WHERE a.workspace_id = $1 AND a.id = $2::uuid`;

const row = z.object({
  attributes: z.record(z.string(), z.object({ value: z.unknown() })),
  deals: z.array(z.object({ id: z.string(), name: z.string() })),
  familyOwner: maybe(person),
});

/** What a ruling on an account may name. */
export async function readDesk(
  db: Db,
  workspaceId: string,
  accountId: string,
  at: Date,
): Promise<DisputeDesk> {
  const [found] = await rows(db, READ, workspaceId, accountId, at);
  const { dispute: along } = await readRelatedPolicy(db, workspaceId);
  const unheld = along.includes('open-deals') ? 'go' : 'stay';
  if (found === undefined) return { deals: [], unheld, facts: [] };
  const { attributes, deals, familyOwner } = row.parse(found);
  const facts = Object.entries(attributes).map(([key, { value }]) => ({
    key,
    value: String(value),
  }));
  return { deals, unheld, facts, ...(familyOwner && { familyOwner }) };
}
