import type { Ports } from '../ports.ts';
import { rememberCard } from '../store/cards.ts';

/** Remembers where an owner card hangs for all to see: it is drawn again whenever the owner changes. */
export async function rememberShared(
  { database, clock }: Ports,
  workspaceId: string,
  accountId: string,
  where: { channel: string; ts: string; postedFor: string },
): Promise<void> {
  const card = { kind: 'owner-card', subjectId: accountId, ...where } as const;
  await rememberCard(database.prisma, workspaceId, card, clock.now());
}
