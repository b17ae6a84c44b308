import type { Subject } from '../domain/ownership.ts';
import { type Db, rows } from './database.ts';
import { HAS_LEFT } from './leaving.ts';

/** By their decisions: whom the rules name has left and is proposed still, or is back and is not. */
const MISPROPOSED = `
  SELECT p.id, p.account_id AS "accountId", p.lead_id AS "leadId"
  FROM proposals p JOIN decisions d ON d.id = p.decision_id JOIN reps w ON w.id = d.wanted_id
  WHERE p.workspace_id = $1 AND p.status = 'pending'
    AND ${HAS_LEFT('w', '$2')} = (p.proposed_owner_id IS NOT NULL) ORDER BY p.id`;
/** What no rule has asked has nobody else to propose. */
const WITHDRAW_MISPROPOSED = `
  UPDATE proposals p SET status = 'withdrawn' FROM reps w
  WHERE p.workspace_id = $1 AND p.status = 'pending' AND p.decision_id IS NULL AND w.id = p.proposed_owner_id
    AND ${HAS_LEFT('w', '$2')}
  RETURNING p.id`;
const SEATED = `
  SELECT p.id FROM proposals p
  WHERE p.workspace_id = $1 AND p.status = 'pending'
    AND EXISTS (SELECT FROM reps r WHERE r.id = ANY(p.asked) AND ${HAS_LEFT('r', '$2')}) ORDER BY p.id`;

type Misproposed = { id: string; subject: Subject };

/** Questions whose proposed owner is not who the rules would propose, since they have left or are back. */
export async function findMisproposed(
  db: Db,
  workspaceId: string,
  at: Date,
): Promise<Misproposed[]> {
  type Found = { id: string; accountId: string | null; leadId: string };
  const found = await rows<Found>(db, MISPROPOSED, workspaceId, at);
  return found.map(({ id, accountId, leadId }) => ({
    id,
    subject: accountId ? { kind: 'account', id: accountId } : { kind: 'lead', id: leadId },
  }));
}

export async function withdrawMisproposed(
  tx: Db,
  workspaceId: string,
  at: Date,
): Promise<string[]> {
  const found = await rows<{ id: string }>(tx, WITHDRAW_MISPROPOSED, workspaceId, at);
  return found.map(({ id }) => id);
}

/** Questions that somebody has before them who has left. */
export async function findSeatedLeavers(db: Db, workspaceId: string, at: Date): Promise<string[]> {
  const found = await rows<{ id: string }>(db, SEATED, workspaceId, at);
  return found.map(({ id }) => id);
}
