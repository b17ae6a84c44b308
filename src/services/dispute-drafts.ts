import type { RulingDraft } from '../domain/dispute-case.ts';
import type { Party } from '../domain/dispute-claim.ts';
import { creditRole, type DisputeOutcome, type Ruling } from '../domain/dispute-outcome.ts';
import { hasLeft } from '../domain/leaving.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readDesk } from '../store/dispute-desk.ts';
import { readDispute } from '../store/disputes.ts';
import { readStaff } from '../store/staff.ts';
import { nameAccount } from './why-not.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;
type People = (id: string | undefined) => Party;

/** What somebody has written down, with the people and records that it means. */
export async function rulingOf(
  ports: Needs,
  workspaceId: string,
  disputeId: string,
  draft: RulingDraft,
): Promise<Ruling> {
  const { prisma } = ports.database;
  const at = ports.clock.now();
  const { byId } = await readStaff(prisma, workspaceId, at);
  const named: People = (id) => {
    const found = byId.get(id ?? '');
    if (!found) throw new Refusal({ kind: 'unknown-rep', asked: id ?? '' });
    if (hasLeft(found, at)) throw new Refusal({ kind: 'owner-has-left', rep: found.name });
    const { name, slackUserId } = found;
    return { id: found.id, name, ...(slackUserId && { slackUserId }) };
  };
  const outcome = await outcomeOf(ports, workspaceId, disputeId, draft, named);
  const { holdover, pinUntil } = draft;
  return {
    outcome,
    ...(holdover && {
      holdover: { ...holdover, deals: holdover.deals.length > 0 ? holdover.deals : 'all' },
    }),
    ...(pinUntil && { pinUntil }),
  };
}

async function outcomeOf(
  ports: Needs,
  workspaceId: string,
  disputeId: string,
  draft: RulingDraft,
  named: People,
): Promise<DisputeOutcome> {
  switch (draft.kind) {
    case 'keep':
    case 'keep-alone':
    case 're-route':
      return { kind: draft.kind };
    case 'transfer':
      return { kind: 'transfer', to: named(draft.to) };
    case 'transfer-at':
      return { kind: 'transfer-at', to: named(draft.to), on: dayOf(draft) };
    case 'hold':
      return { kind: 'hold', until: dayOf(draft) };
    case 'split-credit': {
      const role = creditRole.parse(draft.role);
      const shares = (draft.shares ?? []).map(({ rep, percent }) => ({
        ...{ role, rep: named(rep), percent },
      }));
      return { kind: 'split-credit', shares };
    }
    case 'shared-cover':
      return { kind: 'shared-cover', with: named(draft.to), role: creditRole.parse(draft.role) };
    case 'family-owner':
      return { kind: 'family-owner', to: await familyOwner(ports, workspaceId, disputeId) };
    case 'fix-data':
      return { kind: 'fix-data', attribute: draft.attribute ?? '', value: draft.value ?? '' };
    case 'merge':
      return { kind: 'merge', other: await nameAccount(ports, workspaceId, draft.other ?? '') };
  }
}

function dayOf({ on }: RulingDraft): Date {
  if (!on) throw new Refusal({ kind: 'out-of-date' });
  return on;
}

async function familyOwner(
  { database: { prisma }, clock }: Needs,
  workspaceId: string,
  disputeId: string,
): Promise<Party> {
  const row = await readDispute(prisma, workspaceId, disputeId);
  const desk = row && (await readDesk(prisma, workspaceId, row.head.accountId, clock.now()));
  if (!desk?.familyOwner) throw new Refusal({ kind: 'out-of-date' });
  return desk.familyOwner;
}
