import { obstacleToOverride } from '../domain/account-deed.ts';
import type { OwnerCard } from '../domain/owner-card.ts';
import type { OwnerChange } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { RelatedKind } from '../domain/related-policy.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readFrozen } from '../store/dispute-freeze.ts';
import { readDispute } from '../store/disputes.ts';
import { withdrawStaleOf } from '../store/proposals.ts';
import { readViewer } from '../store/roster.ts';
import { readRelatedPolicy } from '../store/workspaces.ts';
import { type Asker, takeInHand } from './account-deeds.ts';
import { changeOwners } from './ownership.ts';
import { showForDeed } from './pins.ts';
import { queueQuestions } from './questions.ts';

/** The account, and what goes along with it. */
export async function showForHandover(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
  accountId: string,
): Promise<{ card: OwnerCard; along: readonly RelatedKind[] }> {
  const { prisma } = ports.database;
  const card = await showForDeed(ports, asker, accountId, 'hand accounts over');
  const isDisputed = await overrides(prisma, asker, card.account);
  const policy = await readRelatedPolicy(prisma, asker.workspaceId);
  if (!card.owner) return { card, along: [] };
  return { card, along: isDisputed ? policy.operator : policy.handover };
}

/** Whether it is disputed: then only those get any further who may give it away all the same. */
async function overrides(
  db: Db,
  { workspaceId, userId }: Asker,
  { id, name }: { id: string; name: string },
): Promise<boolean> {
  const dispute = (await readFrozen(db, workspaceId, [id])).get(id);
  if (!dispute) return false;
  const found = await readDispute(db, workspaceId, dispute.disputeId);
  const sides = found?.dispute.parties ?? [];
  const viewer = await readViewer(db, workspaceId, userId);
  const obstacle = obstacleToOverride({ account: name, dispute, sides }, viewer);
  if (obstacle) throw new Refusal(obstacle);
  return true;
}

/** `ownerId`: whose it was when somebody looked. */
export type HandedOver = {
  accountId: string;
  ownerId?: string | undefined;
  repId: string;
  reason: string;
};

/** A person gives an account to somebody. What waited about it is settled by that. */
export async function handOverAccount(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  asker: Asker,
  { accountId, ownerId = undefined, repId, reason }: HandedOver,
): Promise<void> {
  const { workspaceId } = asker;
  await inTransaction(ports.database, async (tx) => {
    const held = { wanted: 'hand accounts over', at: ports.clock.now() } as const;
    const { deed, by } = await takeInHand(tx, asker, accountId, held);
    if (by.kind === 'rep' && by.id === repId) {
      throw new Refusal({ kind: 'own-gain', subject: deed.name });
    }
    const isDisputed = await overrides(tx, asker, { id: accountId, name: deed.name });
    const change: OwnerChange = {
      ...{ accountId, expected: ownerId ?? null, wanted: repId, actor: by, reason },
      // From nobody nothing is handed over, nor what is disputed: it is set.
      cause:
        deed.owner && !isDisputed
          ? { kind: 'handover', from: deed.owner.name }
          : { kind: 'operator' },
    };
    const [refused] = (await changeOwners(tx, ports, workspaceId, [change])).refused;
    if (refused) throw new Refusal(refused.reason);
    const changed = await withdrawStaleOf(tx, workspaceId, [accountId]);
    await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed });
  });
}
