import type { Change, Owned } from '../domain/ownership.ts';
import type { Crm, OwnerHistory, Ports } from '../ports.ts';
import { readStories } from '../store/crm-owner.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readPassingEdits } from '../store/history.ts';
import { readToldSteps } from '../store/ownership.ts';
import { readRepsByCrmOwner } from '../store/roster.ts';
import { causeOf, editStands, repOf } from './crm-mirror.ts';
import { thereIn } from './crm-sight.ts';
import { askAboutEdits } from './edit-questions.ts';
import { lookAgain } from './left-out.ts';
import { changeDealOwners, changeLeadOwners, changeOwners } from './ownership.ts';

/** Our change found another owner in the CRM: the one it wanted, and the one who stands. */
export type Edited = {
  owned: Owned;
  crmId: string;
  changeId: string;
  wanted: string | null;
  present: string | null;
};
type Adopted = Change & { owned: Owned; changeId: string };

/**
 * Owners whom somebody set in the CRM meanwhile are ours from now on; whether they shall stay is asked of a person. Those whom the
 * CRM has copied stay unasked: nobody meant anything by it, and to write over them would only set it off again.
 */
export async function adoptEdits(
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  edited: Edited[],
): Promise<void> {
  if (edited.length === 0) return;
  const edits = await editsOf(ports, workspaceId, crm, edited);
  const changes = edited.map(({ owned, changeId, wanted, present }) => ({
    ...{ owned, changeId, expected: wanted, wanted: present },
    ...adopted(crm, edits.get(changeId)?.standing),
  }));
  await inTransaction(ports.database, async (tx) => {
    await takeOver(
      tx,
      ports,
      workspaceId,
      changes.flatMap((change) => inOrder(crm, change, edits.get(change.changeId)?.earlier ?? [])),
    );
    await ask(tx, ports, workspaceId, crm, changes);
    // Whom somebody had set there meanwhile as we wanted, and others after them, is in the log by the next look.
    const met = edited.map(({ owned, crmId, changeId }) => {
      return { kind: owned.kind, crmId, taskId: changeId };
    });
    await lookAgain(tx, ports, workspaceId, met);
  });
}

type Step = OwnerHistory[number];
type Setting = Step & { present: string | null };
/** What stands, and what was set before it since the CRM was heard last: that has its place in the history, too. */
type Edit = { standing: Setting | undefined; earlier: Setting[] };

/** Who made the edits that stand, when and how, as far as the CRM tells; by the change that met them. */
async function editsOf(
  { database: { prisma } }: Ports,
  workspaceId: string,
  crm: Crm,
  edited: Edited[],
): Promise<Map<string, Edit>> {
  const histories = await historiesOf(crm, edited);
  const told = await ofEachKind(edited, (kind, ids) =>
    readToldSteps(prisma, workspaceId, kind, ids),
  );
  const noted = await ofEachKind(edited, (kind, ids) =>
    readPassingEdits(prisma, workspaceId, kind, ids),
  );
  const reps = await readRepsByCrmOwner(prisma, workspaceId);
  return new Map(
    edited.map(({ owned: { kind, id }, crmId, changeId, present }) => {
      const heard = Math.max(...(told.get(id) ?? [Number.POSITIVE_INFINITY]));
      const steps = (histories.get(`${kind} ${crmId}`) ?? []).map((step) => {
        return { ...step, present: repOf(step.ownerId, reps) };
      });
      const standing = steps.findLast((step) => step.present === present);
      const isNew = ({ at, how }: Step) =>
        how !== 'app' && at.getTime() > heard && !noted.get(id)?.has(at.getTime());
      const earlier = steps.filter((step) => standing && step.at < standing.at && isNew(step));
      return [changeId, { standing, earlier }];
    }),
  );
}

type Moments = Map<string, Set<number>>;

async function ofEachKind(
  edited: Edited[],
  read: (kind: Owned['kind'], ids: string[]) => Promise<Moments>,
): Promise<Moments> {
  const byKind = Map.groupBy(edited, ({ owned }) => owned.kind);
  const found: Moments[] = [];
  for (const [kind, those] of byKind) {
    const ids = those.map(({ owned }) => owned.id);
    found.push(await read(kind, ids));
  }
  return new Map(found.flatMap((one) => [...one]));
}

/** What the CRM tells of owners, by kind and number there, the oldest step first. */
async function historiesOf(crm: Crm, edited: Edited[]): Promise<Map<string, Step[]>> {
  const idsOf = (kind: Owned['kind']) =>
    edited.flatMap(({ owned, crmId }) => (owned.kind === kind ? [crmId] : []));
  const [accountIds, leadIds, dealIds] = [idsOf('account'), idsOf('lead'), idsOf('deal')];
  const accounts = accountIds.length > 0 ? thereIn(await crm.get.account(accountIds)) : [];
  const leads = leadIds.length > 0 ? thereIn(await crm.get.lead(leadIds)) : [];
  const deals = dealIds.length > 0 ? thereIn(await crm.get.deal(dealIds)) : [];
  return new Map([
    ...accounts.map(({ id, ownerHistory }) => [`account ${id}`, ownerHistory] as const),
    ...leads.map(({ id, ownerHistory = [] }) => [`lead ${id}`, ownerHistory] as const),
    ...deals.map(({ id, ownerHistory = [] }) => [`deal ${id}`, ownerHistory] as const),
  ]);
}

/** Each begins with the owner with whom the one before it ends. */
function inOrder(crm: Crm, last: Adopted, earlier: Setting[]): Adopted[] {
  const { owned, changeId, expected } = last;
  const steps = earlier.map((step) => {
    return { owned, changeId, expected, wanted: step.present, ...adopted(crm, step) };
  });
  const chain: Adopted[] = [];
  let from = expected;
  for (const step of [...steps, last]) {
    if (step.wanted !== from) chain.push({ ...step, expected: from });
    from = step.wanted;
  }
  return chain;
}

function adopted(
  { name }: Crm,
  step: Step | undefined,
): Pick<Change, 'cause' | 'reason' | 'actor' | 'setInCrmAt'> {
  const cause = causeOf(step?.how);
  const when = step && { setInCrmAt: step.at };
  if (step?.how === 'copied') {
    const reason = `${name} copied it from a record beside while our change was on its way; it stands`;
    return { cause, reason, actor: { kind: 'machine', name: `${name} sync` }, ...when };
  }
  return {
    ...{ cause, reason: editStands(name), ...when },
    actor: step ? { kind: 'crm-user', ...step.by } : { kind: 'machine', name: `${name} sync` },
  };
}

async function takeOver(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  changes: Adopted[],
): Promise<void> {
  const of = (kind: Owned['kind']) =>
    changes
      .filter(({ owned }) => owned.kind === kind)
      .map(({ owned, changeId: _, ...change }) => ({ id: owned.id, change }));
  const accounts = of('account').map(({ id, change }) => ({ accountId: id, ...change }));
  await changeOwners(tx, ports, workspaceId, accounts);
  const leads = of('lead').map(({ id, change }) => ({ leadId: id, ...change }));
  await changeLeadOwners(tx, ports, workspaceId, leads);
  const deals = of('deal').map(({ id, change }) => ({ dealId: id, ...change }));
  await changeDealOwners(tx, ports, workspaceId, deals);
}

/** What would only have followed its account is somebody else’s now, and no question. */
async function ask(
  tx: Db,
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  changes: Adopted[],
): Promise<void> {
  const stories = await readStories(
    tx,
    workspaceId,
    changes.map(({ changeId }) => changeId),
  );
  const asked = changes.flatMap(({ owned, changeId, cause, expected, wanted, actor: by }) => {
    if (owned.kind === 'deal' || cause.kind !== 'crm-edit') return [];
    if (stories.get(changeId)?.cause.kind === 'follow') return [];
    return [{ subject: owned, presentId: wanted, wantedId: expected, by }];
  });
  await askAboutEdits(tx, ports, workspaceId, crm.name, asked);
}
