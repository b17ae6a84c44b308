import { isDeepStrictEqual } from 'node:util';
import type { OwnerCard } from '../domain/owner-card.ts';
import type { Ports } from '../ports.ts';
import { findCards, forgetCard, markDrawn, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readOwnerCard } from '../store/owner-card.ts';

/** Remembers where an owner card hangs for all to see: it is drawn again whenever the owner changes. */
export async function rememberShared(
  ports: Ports,
  workspaceId: string,
  { account, owner }: OwnerCard,
  where: { channel: string; ts: string; postedFor: string },
): Promise<void> {
  const { database, clock } = ports;
  const card = { kind: 'owner-card', subjectId: account.id, ...where } as const;
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  // A change that came while the card was posted found nothing to draw again.
  const present = await readOwnerCard(database.prisma, workspaceId, account.id, clock.now());
  if (!isDeepStrictEqual(present?.owner, owner)) await redrawCards(ports, workspaceId, account.id);
}

/** Draws every card of an account again, as the account is now. */
export async function redrawCards(
  ports: Ports,
  workspaceId: string,
  accountId: string,
): Promise<{ drawn: number }> {
  const { clock, notifier } = ports;
  const { prisma } = ports.database;
  // The marks are read before the picture: one that has moved meanwhile may be of a newer picture.
  const posted = await findCards(prisma, workspaceId, 'owner-card', accountId);
  if (posted.length === 0) return { drawn: 0 };
  const picture = await readOwnerCard(prisma, workspaceId, accountId, clock.now());
  if (!picture) return { drawn: 0 };
  let overtaken = false;
  for (const { id, drawnAt, ...where } of posted) {
    const result = await notifier.redrawOwnerCard(workspaceId, where, picture);
    if (result === 'gone') await forgetCard(prisma, id);
    else if (!(await markDrawn(prisma, id, drawnAt, clock.now()))) overtaken = true;
  }
  return overtaken ? redrawCards(ports, workspaceId, accountId) : { drawn: posted.length };
}
