import { isUndecided, roomForEvidence } from '../domain/dispute.ts';
import { partyOf } from '../domain/dispute-bench.ts';
import type { DisputeCommand } from '../domain/dispute-command.ts';
import { partiesOf } from '../domain/dispute-sides.ts';
import type { Dispute } from '../domain/dispute-state.ts';
import type { Ports } from '../ports.ts';
import type { Db } from '../store/database.ts';
import {
  type Disputable,
  type DisputeRow,
  findOpenDisputesOf,
  readDispute,
  readFate,
  setFamily,
} from '../store/disputes.ts';
import { lockDeeds } from '../store/ownership.ts';
import { readStaff } from '../store/staff.ts';
import { takeStep } from './dispute-cases.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;

/**
 * Something has become of these accounts, in this very transaction: their cases go with them, so that what they have become is
 * frozen before anything else is decided over it.
 */
export async function followAccounts(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  accountIds: readonly string[],
): Promise<void> {
  for (const id of await findOpenDisputesOf(tx, workspaceId, accountIds)) {
    const row = await readDispute(tx, workspaceId, id);
    if (row) await followAccount(tx, ports, workspaceId, row);
  }
}

/** The account of a case may be gone, or live on in another record that may be disputed itself. Says whether the case goes on. */
export async function followAccount(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { head, dispute }: DisputeRow,
): Promise<boolean> {
  const step = (command: DisputeCommand) =>
    takeStep(tx, ports, workspaceId, head.id, () => command);
  const fate = await readFate(tx, workspaceId, head.accountId);
  switch (fate.kind) {
    case 'there':
      return true;
    case 'gone':
      await step({ kind: 'abandon', reason: `${dispute.account.name} is gone from the CRM` });
      return false;
    case 'merged': {
      // One elsewhere in the family is about another account: its verdict would not be about this one.
      const [other] = await findOpenDisputesOf(tx, workspaceId, [fate.into.id]);
      if (other === undefined || other === head.id) {
        await step(await moveTo(tx, ports, workspaceId, fate.into));
        await setFamily(tx, head.id, fate.into.familyId);
        return true;
      }
      const brought = await bringInto(tx, ports, workspaceId, other, dispute);
      await step({ kind: 'merge', into: other, ...brought });
      return false;
    }
  }
}

async function moveTo(
  tx: Db,
  { clock }: Needs,
  workspaceId: string,
  { id, name }: Disputable,
): Promise<DisputeCommand> {
  const ownerId = (await lockDeeds(tx, workspaceId, [id])).get(id)?.owner?.id;
  const owner = ownerId && (await readStaff(tx, workspaceId, clock.now())).byId.get(ownerId);
  return { kind: 'move', account: { id, name }, ...(owner && { owner: partyOf(owner) }) };
}

/** What was claimed and brought in a case that ends is heard in the one that goes on, as long as that one can hear it and has room. */
async function bringInto(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  id: string,
  { claims, filers, parties, submissions }: Dispute,
): Promise<{ number: number; left?: number }> {
  const into = await readDispute(tx, workspaceId, id);
  if (!into) throw new Error(`no dispute ${id}`);
  const { number } = into.head;
  if (!isUndecided(into.dispute)) return { number };
  const isThere = new Set(into.dispute.filers.map((one) => one.id));
  const staying = new Set(filers.map((one) => one.id));
  for (const { by, claim } of claims.filter(
    (one) => staying.has(one.by.id) && !isThere.has(one.by.id),
  )) {
    await takeStep(tx, ports, workspaceId, id, ({ dispute }) => ({
      ...{ kind: 'join', by, claim, parties: partiesOf([...dispute.parties, ...parties]) },
    }));
  }
  const going = submissions.slice(0, roomForEvidence(into.dispute));
  for (const { by, at: _, ...brought } of going) {
    await takeStep(tx, ports, workspaceId, id, () => ({ kind: 'submit', by, ...brought }));
  }
  return { number, left: submissions.length - going.length };
}
