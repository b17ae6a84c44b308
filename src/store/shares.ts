import type { Share } from '../domain/dispute-outcome.ts';
import type { Db } from './database.ts';

type Sharing = { accountId: string; disputeId: string; at: Date };

/** What an earlier verdict of a case has shared out ends with the next. */
export async function endShares(
  tx: Db,
  workspaceId: string,
  { disputeId, at }: Pick<Sharing, 'disputeId' | 'at'>,
): Promise<void> {
  const where = { workspaceId, disputeId, endedAt: null };
  await tx.share.updateMany({ where, data: { endedAt: at } });
}

/** Credit in these roles is split so from now on; how it was split before has ended. */
export async function splitCredit(
  tx: Db,
  workspaceId: string,
  shares: readonly Share[],
  { accountId, disputeId, at: since }: Sharing,
): Promise<void> {
  const roles = [...new Set(shares.map(({ role }) => role))];
  const where = { workspaceId, accountId, kind: 'credit', role: { in: roles }, endedAt: null };
  await tx.share.updateMany({ where, data: { endedAt: since } });
  const data = shares.map(({ role, rep, percent }) => ({
    ...{ workspaceId, accountId, disputeId, since, role, percent, repId: rep.id, kind: 'credit' },
  }));
  await tx.share.createMany({ data });
}

/** Somebody covers it in a role beside its owner. */
export async function shareCover(
  tx: Db,
  workspaceId: string,
  { role, repId }: { role: string; repId: string },
  { accountId, disputeId, at: since }: Sharing,
): Promise<void> {
  const where = { workspaceId, accountId, kind: 'cover', role, endedAt: null };
  await tx.share.updateMany({ where, data: { endedAt: since } });
  await tx.share.create({
    data: { workspaceId, accountId, disputeId, since, role, repId, kind: 'cover' },
  });
}
