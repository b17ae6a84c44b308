import type { Db } from './database.ts';

/** A message that is a picture of a row, and where it hangs. */
export type PostedCard = { id: string; channel: string; ts: string; postedFor: string };
export type CardKind = 'owner-card';

export async function rememberCard(
  db: Db,
  workspaceId: string,
  card: Omit<PostedCard, 'id'> & { kind: CardKind; subjectId: string },
  drawnAt: Date,
): Promise<void> {
  const { channel, ts } = card;
  await db.card.upsert({
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
  return found.map(({ id, channel, ts, postedFor }) => ({
    id,
    channel,
    ts,
    postedFor: postedFor ?? '',
  }));
}

export async function markDrawn(db: Db, id: string, drawnAt: Date): Promise<void> {
  await db.card.update({ where: { id }, data: { drawnAt } });
}

export async function forgetCard(db: Db, id: string): Promise<void> {
  await db.card.delete({ where: { id } });
}
