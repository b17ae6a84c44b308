import { isDeepStrictEqual } from 'node:util';
import type { OwnerCard } from '../domain/owner-card.ts';
import type { Shown } from '../domain/shown.ts';
import type { Ports } from '../ports.ts';
import { type CardKind, findCards, forgetCard, markDrawn, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readOwnerCard } from '../store/owner-card.ts';

/** Remembers where an owner card hangs for all to see: it is drawn again whenever the owner changes. */
export async function rememberShared(
  ports: Ports,
  workspaceId: string,
  { account, owner, pin }: OwnerCard,
  where: { channel: string; ts: string; postedFor: string },
): Promise<void> {
  const { database, clock } = ports;
  const card = { kind: 'owner-card', subjectId: account.id, ...where } as const;
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  // A change that came while the card was posted found nothing to draw again.
  const present = await readOwnerCard(database.prisma, workspaceId, account.id, clock.now());
  const isAsPosted = isDeepStrictEqual([present?.owner, present?.pin], [owner, pin]);
  if (!isAsPosted) await redrawCards(ports, workspaceId, account.id);
}

/** Draws every card of an account again, as the account is now. */
export function redrawCards(
  ports: Ports,
  workspaceId: string,
  accountId: string,
): Promise<{ drawn: number }> {
  const { clock, database } = ports;
  return redrawPosted(ports, workspaceId, {
    ...{ kind: 'owner-card', subjectId: accountId },
    read: () => readOwnerCard(database.prisma, workspaceId, accountId, clock.now()),
    shown: (card, { postedFor: by }) => ({ kind: 'owner-card', card, by }),
  });
}

/** A thing that is posted, how it is read, and what a message shows of it. */
type Posting<Picture> = {
  kind: CardKind;
  subjectId: string;
  read: () => Promise<Picture | undefined>;
  shown: (picture: Picture, where: { postedFor: string }) => Shown;
};

/** Draws every message that shows it again. */
export async function redrawPosted<Picture>(
  ports: Ports,
  workspaceId: string,
  posting: Posting<Picture>,
): Promise<{ drawn: number }> {
  const { clock, notifier } = ports;
  const { prisma } = ports.database;
  // The marks are read before the picture: one that has moved meanwhile may be of a newer picture.
  const posted = await findCards(prisma, workspaceId, posting.kind, posting.subjectId);
  if (posted.length === 0) return { drawn: 0 };
  const picture = await posting.read();
  if (picture === undefined) return { drawn: 0 };
  let overtaken = false;
  for (const { id, drawnAt, ...where } of posted) {
    const result = await notifier.redraw(workspaceId, where, posting.shown(picture, where));
    if (result === 'gone') await forgetCard(prisma, id);
    else if (!(await markDrawn(prisma, id, drawnAt, clock.now()))) overtaken = true;
  }
  return overtaken ? redrawPosted(ports, workspaceId, posting) : { drawn: posted.length };
}
