import { firstIn } from '../domain/answer-refusal.ts';
import { namedInLog } from '../domain/audit.ts';
import type { Actor, Change, Deed, Owned } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import { obstacleToAnswer, type RefusedWrite } from '../domain/refused-write.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { dropTask } from '../store/dead-tasks.ts';
import { lockDealDeeds } from '../store/deal-ownership.ts';
import { lockLeadDeeds } from '../store/lead-ownership.ts';
import { lockDeeds, readFormerPlace } from '../store/ownership.ts';
import {
  lockRefusedWrite,
  readRefusedOwned,
  readRefusedWrite,
  settleRefusedWrite,
} from '../store/refused-writes.ts';
import { findRepBySlackUser, readRole } from '../store/roster.ts';
import { findTask } from '../store/tasks.ts';
import { retryWithin } from './dead-tasks.ts';
import { takeVerdictBack } from './dispute-receipts.ts';
import { changeDealOwners, changeLeadOwners, changeOwners } from './ownership.ts';
import { refuseLeaver } from './permission.ts';
import { queueQuestions } from './questions.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>;
type Asker = { workspaceId: string; userId: string };
type Asked = Omit<RefusedWrite, 'crm'>;

const writes = { account: 'crm-owner', lead: 'crm-lead-owner', deal: 'crm-deal-owner' } as const;
const deedLocks = { account: lockDeeds, lead: lockLeadDeeds, deal: lockDealDeeds };

/** One answer: the owner is written again, or goes back to whoever it was. Answer, change, audit and effects stand or fall together. */
export async function answerRefusedWrite(
  ports: Needs,
  asker: Asker,
  id: string,
  said: 'retry' | 'undo',
): Promise<void> {
  const { workspaceId } = asker;
  const owned = await readRefusedOwned(ports.database.prisma, workspaceId, id);
  if (!owned) throw new Refusal({ kind: 'out-of-date' });
  await inTransaction(ports.database, async (tx) => {
    const at = ports.clock.now();
    await refuseLeaver(tx, asker, at);
    const { asked, deed, by } = await hear(tx, asker, { id, owned, at });
    await settleRefusedWrite(tx, id, { kind: said, by, at });
    if (said === 'retry') await retry(tx, ports, workspaceId, { asked, by });
    else await undo(tx, ports, workspaceId, { asked, deed, by });
    await queueQuestions(tx, ports, workspaceId, 'refused-write', { fresh: [], changed: [id] });
  });
}

type Hearing = { asked: Asked; deed: Deed | undefined; by: Actor };

/** The account is locked before the question, as the door does it. */
async function hear(
  tx: Db,
  { workspaceId, userId }: Asker,
  { id, owned, at }: { id: string; owned: Owned; at: Date },
): Promise<Hearing> {
  const deeds = await deedLocks[owned.kind](tx, workspaceId, [owned.id]);
  await lockRefusedWrite(tx, workspaceId, id);
  const asked = await readRefusedWrite(tx, workspaceId, id, at);
  if (!asked) throw new Refusal({ kind: 'out-of-date' });
  const person = await findRepBySlackUser(tx, workspaceId, userId);
  const role = await readRole(tx, workspaceId, userId);
  const decider = person && role ? { person, role } : undefined;
  const obstacle = obstacleToAnswer(asked, decider);
  if (obstacle || !person) throw new Refusal(obstacle ?? { kind: 'stranger' });
  if (asked.state.kind !== 'open') {
    const first = firstIn(asked.state);
    throw new Refusal({ kind: 'write-answered', subject: asked.owned.name, first });
  }
  const by: Actor = { kind: 'rep', id: person.id, name: person.name };
  return { asked, deed: deeds.get(owned.id), by };
}

async function retry(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { asked, by }: Pick<Hearing, 'asked' | 'by'>,
): Promise<void> {
  const { owned, former, wanted, problem, changeId } = asked;
  const taskId = await findTask(tx, workspaceId, writes[owned.kind], changeId);
  // Where ops have tried it again from elsewhere, it is on its way already.
  await retryWithin(tx, ports, taskId);
  await appendAudit(tx, workspaceId, [
    {
      ...{ at: ports.clock.now(), actor: by, action: 'crm-write-retried', reason: problem },
      subject: { kind: owned.kind, id: owned.id },
      before: former ? { id: former.id, name: former.name } : null,
      after: wanted ? { id: wanted.id, name: wanted.name } : null,
      context: { ...namedInLog(owned, owned.name), changeId },
    },
  ]);
}

/** By the one door, as any change: the CRM is told of it too, where it has the former owner already. */
async function undo(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { asked, deed, by }: Hearing,
): Promise<void> {
  const { owned, wanted, former, changeId } = asked;
  const present = deed?.owner ?? undefined;
  if (present?.id !== wanted?.id) {
    const [expected, now] = [wanted?.name ?? 'nobody', present?.name ?? 'nobody'];
    throw new Refusal({ kind: 'owner-has-changed', account: owned.name, expected, present: now });
  }
  const crm = ports.crm(workspaceId)?.name ?? 'the CRM';
  const change: Change = {
    ...{ expected: wanted?.id ?? null, wanted: former?.id ?? null, actor: by },
    ...{ cause: { kind: 'undo', changeId }, reason: `${crm} did not take ${wanted?.name ?? 'it'}` },
  };
  const { refused } = await throughTheDoor(tx, ports, workspaceId, { ...change, owned, changeId });
  const [unheard] = refused;
  if (unheard) throw new Refusal(unheard.reason);
  if (owned.kind === 'account' && asked.cause.kind === 'dispute') {
    const { disputeId } = asked.cause;
    await takeVerdictBack(tx, ports, workspaceId, disputeId, { by, why: change.reason });
  }
  const taskId = await findTask(tx, workspaceId, writes[owned.kind], changeId);
  await dropTask(tx, taskId, ports.clock.now());
}

type Back = Change & { owned: Owned; changeId: string };

/** An account goes back to where it lay as well. */
async function throughTheDoor(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { owned, changeId, ...change }: Back,
) {
  switch (owned.kind) {
    case 'account': {
      const territory = await readFormerPlace(tx, workspaceId, changeId);
      const account = { accountId: owned.id, ...(territory !== undefined && { territory }) };
      return changeOwners(tx, ports, workspaceId, [{ ...account, ...change }]);
    }
    case 'lead':
      return changeLeadOwners(tx, ports, workspaceId, [{ leadId: owned.id, ...change }]);
    case 'deal':
      return changeDealOwners(tx, ports, workspaceId, [{ dealId: owned.id, ...change }]);
  }
}
