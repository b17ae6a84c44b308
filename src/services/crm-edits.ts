import type { Change, Owned } from '../domain/ownership.ts';
import type { Crm, CrmAccount, OwnerHow, Ports } from '../ports.ts';
import { readStories } from '../store/crm-owner.ts';
import { type Db, inTransaction } from '../store/database.ts';
import { readPassingEdits } from '../store/history.ts';
import { readToldSteps } from '../store/ownership.ts';
import { readRepsByCrmOwner } from '../store/roster.ts';
import { causeOf, editStands, repOf } from './crm-mirror.ts';
import { thereIn } from './crm-sight.ts';
import { askAboutEdits } from './edit-questions.ts';
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
  const edits = await editsOf(crm, edited);
  const earlier = await earlierOf(ports, workspaceId, edits, edited);
  const changes = edited.map(({ crmId, owned, changeId, wanted, present }) => ({
    ...{ owned, changeId, expected: wanted, wanted: present },
    ...adopted(crm, edits.get(`${owned.kind} ${crmId}`) ?? {}),
  }));
  await inTransaction(ports.database, async (tx) => {
    await takeOver(
      tx,
      ports,
      workspaceId,
      changes.flatMap((change) => inOrder(crm, change, earlier.get(change.changeId) ?? [])),
    );
    await ask(tx, ports, workspaceId, crm, changes);
  });
}

type Step = CrmAccount['ownerHistory'][number];
/** `history`: what was set there before, as far as the CRM tells. */
type Edit = { by?: Step['by']; how?: OwnerHow | undefined; history?: Step[] };
type Earlier = Pick<Step, 'by' | 'how'> & { present: string | null };

/** Who made the edits that stand, and how, as far as the CRM tells. */
async function editsOf(crm: Crm, edited: Edited[]): Promise<Map<string, Edit>> {
  const idsOf = (kind: Owned['kind']) =>
    edited.flatMap(({ owned, crmId }) => (owned.kind === kind ? [crmId] : []));
  const [accountIds, leadIds, dealIds] = [idsOf('account'), idsOf('lead'), idsOf('deal')];
  const accounts = accountIds.length > 0 ? thereIn(await crm.get.account(accountIds)) : [];
  const leads = leadIds.length > 0 ? thereIn(await crm.get.lead(leadIds)) : [];
  const deals = dealIds.length > 0 ? thereIn(await crm.get.deal(dealIds)) : [];
  return new Map<string, Edit>([
    ...accounts.map(
      ({ id, ownerHistory }) =>
        [`account ${id}`, { ...ownerHistory.at(-1), history: ownerHistory }] as const,
    ),
    ...leads.map(({ id, ownerStep = {} }) => [`lead ${id}`, ownerStep] as const),
    ...deals.map(({ id, ownerStep = {} }) => [`deal ${id}`, ownerStep] as const),
  ]);
}

/** What was set there before the owner who stands, and since the CRM was heard last: it has its place in the history, too. */
async function earlierOf(
  { database: { prisma } }: Ports,
  workspaceId: string,
  edits: Map<string, Edit>,
  edited: Edited[],
): Promise<Map<string, Earlier[]>> {
  const ids = edited.flatMap(({ owned: { kind, id } }) => (kind === 'account' ? [id] : []));
  const told = await readToldSteps(prisma, workspaceId, ids);
  const noted = await readPassingEdits(prisma, workspaceId, ids);
  const reps = await readRepsByCrmOwner(prisma, workspaceId);
  return new Map(
    edited.map(({ owned, crmId, changeId, present }) => {
      const heard = Math.max(...(told.get(owned.id) ?? [Number.POSITIVE_INFINITY]));
      const steps = (edits.get(`${owned.kind} ${crmId}`)?.history ?? []).map((step) => {
        return { ...step, present: repOf(step.ownerId, reps) };
      });
      const standing = steps.findLastIndex((step) => step.present === present);
      const before = steps.slice(0, Math.max(0, standing));
      const isNew = ({ at, how }: Step) =>
        how !== 'app' && at.getTime() > heard && !noted.get(owned.id)?.has(at.getTime());
      return [changeId, before.filter(isNew)];
    }),
  );
}

/** Each begins with the owner with whom the one before it ends. */
function inOrder(crm: Crm, last: Adopted, earlier: Earlier[]): Adopted[] {
  const { owned, changeId, expected } = last;
  const steps = earlier.map(({ present, ...edit }) => {
    return { owned, changeId, expected, wanted: present, ...adopted(crm, edit) };
  });
  const chain: Adopted[] = [];
  let from = expected;
  for (const step of [...steps, last]) {
    if (step.wanted !== from) chain.push({ ...step, expected: from });
    from = step.wanted;
  }
  return chain;
}

function adopted({ name }: Crm, { by, how }: Edit): Pick<Change, 'cause' | 'reason' | 'actor'> {
  const cause = causeOf(how);
  if (how === 'copied') {
    const reason = `${name} copied it from a record beside while our change was on its way; it stands`;
    return { cause, reason, actor: { kind: 'machine', name: `${name} sync` } };
  }
  return {
    cause,
    reason: editStands(name),
    actor: by ? { kind: 'crm-user', ...by } : { kind: 'machine', name: `${name} sync` },
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
