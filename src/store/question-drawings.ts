import type { Question } from '../domain/question.ts';
import { type Db, rows } from './database.ts';

/** Of two at once one gets it. A row that is there already is of a worker who has died over it, or failed: fresh ones have no xmax. */
const CLAIM = `
  INSERT INTO question_drawings AS d (workspace_id, kind, subject_id, claimed_at)
  VALUES ($1, $2, $3::uuid, $4)
  ON CONFLICT (workspace_id, kind, subject_id) DO UPDATE SET claimed_at = $4 WHERE d.claimed_at < $5
  RETURNING xmax <> 0 AS "brokeOff"`;
const END = `
  DELETE FROM question_drawings WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3::uuid`;
const BREAK_OFF = `
  UPDATE question_drawings SET claimed_at = 'epoch'
  WHERE workspace_id = $1 AND kind = $2 AND subject_id = $3::uuid`;

type Drawn = { kind: Question['kind']; id: string };

/** `busy`: another worker draws it. Whoever has been at it since before the lease has died. */
export async function claimDrawing(
  db: Db,
  workspaceId: string,
  { kind, id }: Drawn,
  { at, leaseFrom }: { at: Date; leaseFrom: Date },
): Promise<'fresh' | 'broke-off' | 'busy'> {
  const [claim] = await rows<{ brokeOff: boolean }>(
    db,
    CLAIM,
    workspaceId,
    kind,
    id,
    at,
    leaseFrom,
  );
  if (!claim) return 'busy';
  return claim.brokeOff ? 'broke-off' : 'fresh';
}

/** `broke-off`: the next one begins at once, and looks for what this one may have posted. */
export async function endDrawing(
  db: Db,
  workspaceId: string,
  { kind, id }: Drawn,
  how: 'done' | 'broke-off',
): Promise<void> {
  await db.$executeRawUnsafe(how === 'done' ? END : BREAK_OFF, workspaceId, kind, id);
}
