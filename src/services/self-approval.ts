import { Refusal } from '../domain/refusal.ts';
import { inTransaction } from '../store/database.ts';
import { settleProposal } from '../store/proposals.ts';
import { askPeople, byPolicy as by, ownApproval } from './courses.ts';
import { give, proposedGift } from './gifts.ts';
import { queueQuestions } from './questions.ts';
import { decideWith, type Needs } from './verdicts.ts';

/** What the policy approves by itself, on what is so at this moment; whatever speaks against it is put to people. */
export async function approveItself(
  ports: Needs,
  workspaceId: string,
  proposalId: string,
): Promise<void> {
  try {
    await decideWith(ports, workspaceId, proposalId, async (tx, held, rules) => {
      const asked = { fresh: [proposalId], changed: [] };
      const policy = await ownApproval(tx, ports, workspaceId, proposalId);
      if (!policy) return queueQuestions(tx, ports, workspaceId, 'proposal', asked);
      const gift = await proposedGift(tx, ports, workspaceId, held, rules);
      const reason = gift.because;
      const cause = { kind: 'approval' as const, proposalId, policy };
      await give(tx, ports, workspaceId, { ...held, gift, by, reason, cause });
      const why = `rule “${policy.rule}” of version ${policy.number} of the policy`;
      const given = { by, at: ports.clock.now(), reason: why };
      await settleProposal(tx, proposalId, { kind: 'approved', ...given, to: gift.to });
      const answered = { fresh: [], changed: [proposalId] };
      await queueQuestions(tx, ports, workspaceId, 'proposal', answered);
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    ports.log.info({ proposalId, because: error.reason.kind }, 'does not approve itself');
    await inTransaction(ports.database, async (tx) => {
      await askPeople(tx, ports, workspaceId, [proposalId]);
      const asked = { fresh: [proposalId], changed: [] };
      await queueQuestions(tx, ports, workspaceId, 'proposal', asked);
    });
  }
}
