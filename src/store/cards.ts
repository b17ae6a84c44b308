import type { Db } from './database.ts';

/** A message that is a picture of a row, and where it hangs. */
export type PostedCard = { id: string; channel: string; ts: string };
export type CardKind = 'owner-card';

export async function rememberCard(
  db: Db,
  workspaceId: string,
  card: { kind: CardKind; subjectId: string; channel: string; ts: string },
  drawnAt: Date,
): Promise<void> {
  const { channel, ts } = card;
  await db.card.upsert({
    where: { workspaceId_channel_ts: { workspaceId, channel, ts } },
    create: { workspaceId, ...card, drawnAt },
    update: { drawnAt },
  });
}

export function findCards(
  db: Db,
  workspaceId: string,
  kind: CardKind,
  subjectId: string,
): Promise<PostedCard[]> {
  return db.card.findMany({
    where: { workspaceId, kind, subjectId },
    select: { id: true, channel: true, ts: true },
  });
}

export async function markDrawn(db: Db, id: string, drawnAt: Date): Promise<void> {
  await db.card.update({ where: { id }, data: { drawnAt } });
}

export async function forgetCard(db: Db, id: string): Promise<void> {
  await db.card.delete({ where: { id } });
}
