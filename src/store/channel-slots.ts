import { type Db, rows } from './database.ts';

/** By the database's clock: those of replicas differ. Of two at once one gets it, the other sees that it is gone. */
const TAKE = `
  INSERT INTO channel_slots AS s (workspace_id, place, next_at, tail_at)
  VALUES ($1, $2, clock_timestamp() + make_interval(secs => $3), clock_timestamp())
  ON CONFLICT (workspace_id, place) DO UPDATE SET next_at = clock_timestamp() + make_interval(secs => $3)
    WHERE s.next_at <= clock_timestamp()
  RETURNING place`;
/** Each waits a pause longer than the one before, so that they do not all come at once. */
const LINE_UP = `
  UPDATE channel_slots SET tail_at = greatest(tail_at, next_at) + make_interval(secs => $3)
  WHERE workspace_id = $1 AND place = $2
  RETURNING extract(epoch FROM tail_at - make_interval(secs => $3) - clock_timestamp())::float AS seconds`;
const PUSH = `
  UPDATE channel_slots SET next_at = greatest(next_at, clock_timestamp() + make_interval(secs => $3))
  WHERE workspace_id = $1 AND place = $2`;

/** Whether a message may go there now: then none other may until the pause is over. */
export async function takeSlot(
  db: Db,
  workspaceId: string,
  place: string,
  pauseSeconds: number,
): Promise<boolean> {
  return (await rows(db, TAKE, workspaceId, place, pauseSeconds)).length === 1;
}

/** In how many seconds it is worth asking again. */
export async function lineUp(
  db: Db,
  workspaceId: string,
  place: string,
  pauseSeconds: number,
): Promise<number> {
  const [turn] = await rows<{ seconds: number }>(db, LINE_UP, workspaceId, place, pauseSeconds);
  return Math.max(0, turn?.seconds ?? 0);
}

/** Slack wants no more there for so long. */
export async function pushSlot(
  db: Db,
  workspaceId: string,
  place: string,
  seconds: number,
): Promise<void> {
  await db.$executeRawUnsafe(PUSH, workspaceId, place, seconds);
}
