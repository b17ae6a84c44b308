import { Refusal } from '../domain/refusal.ts';
import type { Several } from '../domain/several.ts';
import { readProposal } from '../store/proposals.ts';
import { decideProposal, type Needs } from './verdicts.ts';

type Asker = { workspaceId: string; userId: string };
type Pick = { proposalId: string; seen: string };

/** Each by itself, with one reason for all: what is not any more as it was seen is left out, and the others are not. */
export async function approveMany(
  ports: Needs,
  asker: Asker,
  picks: readonly Pick[],
  reason: string,
): Promise<Several> {
  const outcome: Several = { approved: [], agreed: [], left: [] };
  const { prisma } = ports.database;
  for (const { proposalId, seen } of picks) {
    const name = (await readProposal(prisma, asker.workspaceId, proposalId))?.subject.name ?? '';
    try {
      const said = { kind: 'approve', reason, seen } as const;
      const { kind } = await decideProposal(ports, asker, proposalId, said);
      if (kind === 'agreed') outcome.agreed.push(name);
      else outcome.approved.push({ name, to: await receiverOf(ports, asker, proposalId) });
    } catch (error) {
      if (!(error instanceof Refusal))
        ports.log.error({ proposalId, error: String(error) }, 'fault');
      // Those before it are approved all the same, and have to be told.
      const because = error instanceof Refusal ? error.reason : ({ kind: 'fault' } as const);
      outcome.left.push({ name, because });
    }
  }
  return outcome;
}

async function receiverOf(
  { database }: Needs,
  { workspaceId }: Asker,
  proposalId: string,
): Promise<string | undefined> {
  const state = (await readProposal(database.prisma, workspaceId, proposalId))?.state;
  return state?.kind === 'decided' && state.verdict.kind === 'approved'
    ? state.verdict.to.name
    : undefined;
}
