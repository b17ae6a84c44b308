import type { Party } from '../domain/dispute-claim.ts';
import { Refusal, wordRefusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { findRinging, readDispute } from '../store/disputes.ts';
import {
  type EndingHoldover,
  endHoldover,
  findEndingHoldovers,
  lockHoldover,
} from '../store/holdovers.ts';
import { takeStep } from './dispute-cases.ts';
import { followAccount } from './dispute-mergers.ts';
import { hearDispute } from './dispute-triage.ts';
import { changeDealOwners } from './ownership.ts';

const MOST = 200;

/** What the clock does to cases: each in a transaction of its own, so that a kill loses none and none is done twice. */
export async function ringDisputes(ports: Ports): Promise<void> {
  const { database, clock, log } = ports;
  for (const { id, workspaceId } of await findRinging(database.prisma, clock.now(), MOST)) {
    try {
      await ringDispute(ports, workspaceId, id);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      log.error({ disputeId: id, error: message }, 'a dispute could not go on');
    }
  }
  for (const { id, workspaceId } of await findEndingHoldovers(database.prisma, clock.now(), MOST)) {
    try {
      await endHeldOver(ports, workspaceId, id);
    } catch (error) {
      log.error({ holdoverId: id, error: String(error) }, 'a holdover could not end');
    }
  }
}

async function ringDispute(ports: Ports, workspaceId: string, id: string): Promise<void> {
  const found = await readDispute(ports.database.prisma, workspaceId, id);
  if (!found) return;
  const isThere = await inTransaction(ports.database, (tx) =>
    followAccount(tx, ports, workspaceId, found),
  );
  if (!isThere) return;
  if (found.dispute.status === 'filed') {
    await hearDispute(ports, workspaceId, id);
    return;
  }
  try {
    await inTransaction(ports.database, (tx) =>
      takeStep(tx, ports, workspaceId, id, () => ({ kind: 'ring' })),
    );
  } catch (error) {
    // What was decided for today cannot be done any more: whoever decided it hears why, and decides again.
    if (!(error instanceof Refusal)) throw error;
    const why = wordRefusal(error.reason);
    await inTransaction(ports.database, (tx) =>
      takeStep(tx, ports, workspaceId, id, () => ({ kind: 'reopen', why })),
    );
  }
}

/** The day has come on which a deal goes where its account is, or stays for good. Both owners and the case hear of it. */
async function endHeldOver(ports: Ports, workspaceId: string, id: string): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    const held = await lockHoldover(tx, workspaceId, id);
    if (!held) return;
    const to = await follow(tx, ports, workspaceId, held);
    await endHoldover(tx, id, ports.clock.now());
    const { disputeId, deal, rep: from, owner } = held;
    if (!disputeId) return;
    const ended = { deal, from, ...(to && { to }), ...(owner && { owner }) };
    await takeStep(tx, ports, workspaceId, disputeId, () => ({ kind: 'end-holdover', ...ended }));
  });
}

/** Who has the deal from now on; undefined where it stays where it is, or somebody else has moved it meanwhile. */
async function follow(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  { dealId, rep, owner, fallback, account, changeId }: EndingHoldover,
): Promise<Party | undefined> {
  if (fallback === 'stay' || !owner || !changeId || owner.id === rep.id) return undefined;
  const { changed } = await changeDealOwners(tx, ports, workspaceId, [
    {
      ...{ dealId, expected: rep.id, wanted: owner.id, reason: 'its holdover has ended' },
      cause: { kind: 'follow', account, changeId },
      actor: { kind: 'machine', name: 'Cadastre' },
    },
  ]);
  return changed.length > 0 ? owner : undefined;
}
