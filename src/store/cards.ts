import type { Question } from '../domain/question.ts';
import { awaitWriters } from './audit.ts';
import { type Db, rows } from './database.ts';

/** Each mark is later than the one before, even where two replicas' clocks differ. */
const MARK_DRAWN = `
  UPDATE cards SET drawn_at = greatest($3, drawn_at + interval '1 millisecond')
  WHERE id = $1::uuid AND drawn_at = $2`;

/** Served by the index on kind and subject. */
const FIND_POSTED = `
  SELECT DISTINCT subject_id AS id FROM cards
  WHERE workspace_id = $1 AND kind = $2 AND subject_id = ANY($3::uuid[])`;

/** A message that is a picture of a row, where it hangs and when it was drawn last. */
export type PostedCard = {
  id: string;
  channel: string;
  ts: string;
  postedFor: string;
  drawnAt: Date;
};
export type CardKind =
  | 'owner-card'
  | 'dispute'
  | 'given-up'
  | 'crm-pause'
  | 'broken-fields'
  | 'restless'
  | Question['kind'];

/**
 * A change under way has looked for cards already and not seen this one, so it is waited for: whoever looks
 * afterwards sees what it left.
 */
export async function rememberCard(
  tx: Db,
  workspaceId: string,
  card: Omit<PostedCard, 'id' | 'drawnAt'> & { kind: CardKind; subjectId: string },
  drawnAt: Date,
): Promise<void> {
  const { channel, ts } = card;
  await awaitWriters(tx, workspaceId);
  await tx.card.upsert({
    where: { workspaceId_channel_ts: { workspaceId, channel, ts } },
    create: { workspaceId, ...card, drawnAt },
    update: { drawnAt },
  });
}

export async function findCards(
  db: Db,
  workspaceId: string,
  kind: CardKind,
  subjectId: string,
): Promise<PostedCard[]> {
  const found = await db.card.findMany({ where: { workspaceId, kind, subjectId } });
  return found.map(({ id, channel, ts, postedFor, drawnAt }) => ({
    id,
    channel,
    ts,
    postedFor: postedFor ?? '',
    drawnAt,
  }));
}

/** Which of these are posted anywhere. */
export async function findPosted(
  db: Db,
  workspaceId: string,
  kind: CardKind,
  subjectIds: string[],
): Promise<Set<string>> {
  const found = await rows<{ id: string }>(db, FIND_POSTED, workspaceId, kind, subjectIds);
  return new Set(found.map(({ id }) => id));
}

/** False where another has drawn it since `seen`, or it is forgotten. */
export async function markDrawn(db: Db, id: string, seen: Date, at: Date): Promise<boolean> {
  return (await db.$executeRawUnsafe(MARK_DRAWN, id, seen, at)) === 1;
}

export async function forgetCard(db: Db, id: string): Promise<void> {
  await db.card.deleteMany({ where: { id } });
}
