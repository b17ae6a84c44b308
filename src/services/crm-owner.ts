import { nextWrite } from '../domain/crm-owner.ts';
import type { Owned, Subject } from '../domain/ownership.ts';
import { type CrmOwnerTask, ownedOf } from '../domain/task.ts';
import { valuesOf } from '../domain/write-back.ts';
import type { Crm, OwnerReceipt, OwnerWrite, Ports } from '../ports.ts';
import { type Claimed, readCrmIds, readHeardChanges, readStories } from '../store/crm-owner.ts';
import type { Db } from '../store/database.ts';
import { readFacts, readLeadFacts } from '../store/facts.ts';
import { readRepsByCrmOwner } from '../store/roster.ts';
import { readWriteBack } from '../store/workspaces.ts';
import { adoptEdits, type Edited } from './crm-edits.ts';
import { meetOwners } from './strange-owners.ts';

type Receipt = OwnerReceipt | { kind: 'no-crm' | 'superseded' };
/** What became of a task: `later` is tried again by itself, `refused` waits for a person. */
export type End =
  | { kind: 'done'; receipt: Receipt }
  | { kind: 'later'; error: string }
  | { kind: 'refused'; error: string };
export type Ends = Map<string, End>;

/** The CRM has it so: now it may be told. */
export function isHeard(end: End): boolean {
  return end.kind === 'done' && ['written', 'already', 'no-crm'].includes(end.receipt.kind);
}

/** The CRM has said something about this one, be it a no. */
export function isAnswered(end: End): boolean {
  if (end.kind === 'done') return !['no-crm', 'superseded'].includes(end.receipt.kind);
  return end.kind === 'refused';
}

/** A write, with all that is needed to judge its answer. `overwritten`: whose it may be there. */
type Due = { id: string; task: CrmOwnerTask; write: OwnerWrite; overwritten: (string | null)[] };

/** Tells the CRM of new owners. Where a person has edited it meanwhile, they win. */
export async function tellCrm(
  ports: Ports,
  workspaceId: string,
  tasks: Pick<Claimed, 'id' | 'task'>[],
): Promise<Ends> {
  const crm = ports.crm(workspaceId);
  if (!crm) return new Map(tasks.map(({ id }) => [id, done({ kind: 'no-crm' })]));
  const ends: Ends = new Map();
  const due = [
    ...(await plan(ports, workspaceId, crm, tasks, 'account', ends)),
    ...(await plan(ports, workspaceId, crm, tasks, 'lead', ends)),
    ...(await plan(ports, workspaceId, crm, tasks, 'deal', ends)),
  ];
  const first = await crm.writeOwners(due.map(({ write }) => write));
  const presentOf = await presentIn(ports, workspaceId, crm, [...first.values()]);
  const again: Due[] = [];
  const edited: Edited[] = [];
  for (const one of due) {
    const receipt = first.get(one.id);
    if (receipt?.kind !== 'conflict') conclude(ends, crm, one, receipt);
    else if (one.overwritten.some((id) => id === presentOf(receipt)))
      again.push(over(one, receipt.present));
    else {
      const { task, write } = one;
      const present = presentOf(receipt);
      edited.push({
        owned: ownedOf(task),
        crmId: write.id,
        changeId: task.changeId,
        wanted: task.wanted,
        present,
      });
      ends.set(one.id, done(receipt));
    }
  }
  await adoptEdits(ports, workspaceId, crm, edited);
  const second = again.length > 0 ? await crm.writeOwners(again.map(({ write }) => write)) : first;
  for (const one of again) conclude(ends, crm, one, second.get(one.id));
  return ends;
}

/** Whom the registry has for those who stand there. */
async function presentIn(
  ports: Ports,
  workspaceId: string,
  crm: Crm,
  receipts: OwnerReceipt[],
): Promise<(receipt: { present?: string }) => string | null> {
  const records = receipts.flatMap((one) =>
    one.kind === 'conflict' && one.present ? [{ ownerId: one.present }] : [],
  );
  const known = await readRepsByCrmOwner(ports.database.prisma, workspaceId);
  const reps = await meetOwners(ports, workspaceId, crm, { reps: known, records });
  return ({ present }) => reps.get(present ?? '')?.id ?? null;
}

/** What the CRM has is from us, of a change that never got its answer: that is what is written over. */
function over(one: Due, present: string | undefined): Due {
  return { ...one, write: { ...one.write, expected: present } };
}

function done(receipt: Receipt): End {
  return { kind: 'done', receipt };
}

function conclude(ends: Ends, crm: Crm, { id }: Due, receipt: OwnerReceipt | undefined): void {
  if (!receipt) ends.set(id, { kind: 'later', error: `${crm.name} gave no answer for it` });
  else if (receipt.kind === 'refused') ends.set(id, refusedBy(receipt));
  else if (receipt.kind !== 'conflict') ends.set(id, done(receipt));
  else ends.set(id, { kind: 'later', error: `${crm.name} is being edited at this moment` });
}

/** News of a merger is on its way: then it goes by the new number, or has no owner any more. */
function refusedBy({ why, problem }: Extract<OwnerReceipt, { kind: 'refused' }>): End {
  return { kind: why === 'merged' ? 'later' : 'refused', error: problem };
}

/** What has to be written; what need not, or cannot yet, has ended with that. */
async function plan(
  { database }: Ports,
  workspaceId: string,
  crm: Crm,
  tasks: Pick<Claimed, 'id' | 'task'>[],
  kind: Owned['kind'],
  ends: Ends,
): Promise<Due[]> {
  const some = tasks.filter(({ task }) => ownedOf(task).kind === kind);
  if (some.length === 0) return [];
  const ids = some.map(({ task }) => ownedOf(task).id);
  const heard = await readHeardChanges(database.prisma, workspaceId, kind, ids);
  const together = new Set(some.map(({ task }) => task.changeId));
  const wanted = some.flatMap(({ id, task }) => {
    const next = nextWrite(heard.get(ownedOf(task).id) ?? [], task.changeId, together);
    if (next.kind === 'write') return [{ id, task, ...next }];
    if (next.kind === 'superseded') ends.set(id, done(next));
    else ends.set(id, { kind: 'later', error: `an earlier change of this ${kind} is on its way` });
    return [];
  });
  const asked = wanted.map(({ id, task, expected }) => {
    return { trace: id, id: ownedOf(task).id, expected, wanted: task.wanted };
  });
  const known = await readCrmIds(database.prisma, workspaceId, kind, asked);
  // No property was made for deals.
  const told =
    kind === 'deal' ? nothing : await besideOf(database.prisma, workspaceId, kind, wanted);
  return wanted.flatMap(({ id, task, expected: former, ours }) => {
    const crmIds = known.get(id);
    // What is deleted, or was merged into another, has no owner any more.
    if (!crmIds) {
      ends.set(id, done({ kind: 'superseded' }));
      return [];
    }
    const error = strangerIn(crm, task, crmIds);
    if (error) {
      ends.set(id, { kind: 'later', error });
      return [];
    }
    const [expected, owner] = [crmIds.expected ?? undefined, crmIds.wanted ?? undefined];
    const beside = told.get(task.changeId);
    const write = { trace: id, kind, id: crmIds.crmId, expected, wanted: owner };
    // Whom we expect may stand there by another number of theirs.
    const overwritten = [former, ...ours];
    return [{ id, task, overwritten, write: { ...write, ...(beside && { beside }) } }];
  });
}

const nothing = new Map<string, Record<string, string>>();

/** What is written with each owner, where the workspace has chosen to. */
async function besideOf(
  db: Db,
  workspaceId: string,
  kind: Subject['kind'],
  wanted: Pick<Due, 'task'>[],
): Promise<Map<string, Record<string, string>>> {
  const chosen = await readWriteBack(db, workspaceId);
  if (Object.keys(chosen).length === 0) return new Map();
  const changeIds = wanted.map(({ task }) => task.changeId);
  const stories = await readStories(db, workspaceId, changeIds);
  const subjects = wanted.map(({ task }) => [task.changeId, ownedOf(task).id] as const);
  const read = kind === 'account' ? readFacts : readLeadFacts;
  const ids = chosen.segment || chosen.score ? subjects.map(([, id]) => id) : [];
  const known = await read(db, workspaceId, ids);
  return new Map(
    subjects.flatMap(([changeId, id]) => {
      const story = stories.get(changeId);
      return story ? [[changeId, valuesOf(chosen, story, known.get(id)?.facts ?? {})]] : [];
    }),
  );
}

function strangerIn(
  { name }: Crm,
  { wanted }: CrmOwnerTask,
  ids: { wanted: string | null; wantedName: string | null },
): string | undefined {
  if (wanted === null || ids.wanted !== null) return undefined;
  return `${ids.wantedName} is no owner in ${name}: invite them there, then retry`;
}
