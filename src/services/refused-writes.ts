import { subDays } from 'date-fns/subDays';
import { subMinutes } from 'date-fns/subMinutes';
import { type HeardChange, nextWrite } from '../domain/crm-owner.ts';
import type { Owned } from '../domain/ownership.ts';
import { may } from '../domain/permission.ts';
import type { RefusedList, RefusedWrite } from '../domain/refused-write.ts';
import { type CrmOwnerTask, ownedOf, type RefusedTask } from '../domain/task.ts';
import type { OwnerStep, Ports } from '../ports.ts';
import { readHeardChanges } from '../store/crm-owner.ts';
import type { Db } from '../store/database.ts';
import { reviveTask } from '../store/dead-tasks.ts';
import { newId } from '../store/id.ts';
import {
  closeRefusedWrites,
  countRefusedWrites,
  findCasesOfWrites,
  findRefusedApprovers,
  findRetried,
  findStandingRefusals,
  openRefusedWrites,
  readOpenRefused,
  readRefusedWrite,
} from '../store/refused-writes.ts';
import { speakerOf } from './decider.ts';
import { type Asked, queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';
import { gatherIn } from './wakings.ts';

type Door = Pick<Ports, 'clock' | 'queue'>;

/** What the CRM refuses because of one cause comes within such a time. */
const TOGETHER_MINUTES = 10;
/** So many are shown at once. */
const LISTED = 20;

/** Asks about the new owners among these given-up tasks, in the transaction that gives them up. */
export async function askRefusedWrites(
  tx: Db,
  ports: Door,
  workspaceId: string,
  taskIds: string[],
): Promise<void> {
  if (taskIds.length === 0) return;
  const at = ports.clock.now();
  const since = subMinutes(at, TOGETHER_MINUTES);
  const before = await countRefusedWrites(tx, workspaceId, { since });
  const asked = await openRefusedWrites(tx, workspaceId, taskIds, at);
  const many = await queueRefused(tx, ports, workspaceId, { ...asked, before });
  await tellApprovers(tx, ports, workspaceId, many);
}

/** Wherever they hang; the cases whose verdicts they carry hear of it too. */
async function queueRefused(
  tx: Db,
  ports: Door,
  workspaceId: string,
  asked: Asked,
): Promise<string[]> {
  const ids = [...asked.fresh, ...asked.changed];
  if (ids.length === 0) return [];
  const cases = await findCasesOfWrites(tx, workspaceId, ids);
  const mark = newId();
  const notes = cases.map((one) => ({ kind: 'note-write', ...one, mark }) as const);
  await queueTasks(tx, ports, workspaceId, notes);
  return queueQuestions(tx, ports, workspaceId, 'refused-write', asked);
}

/** Ops have their message about what waits; whoever decided some of so many has one of their own. */
async function tellApprovers(
  tx: Db,
  ports: Door,
  workspaceId: string,
  ids: string[],
): Promise<void> {
  if (ids.length === 0) return;
  const approvers = await findRefusedApprovers(tx, workspaceId, ids, ports.clock.now());
  const byPlace = new Map(approvers.map(({ id, slackUserId = '' }) => [slackUserId, id]));
  const places = [...byPlace.keys()].toSorted();
  const gather = { kind: 'tell-refused', places, pace: 'many' } as const;
  await gatherIn(tx, ports, workspaceId, gather, (place, since) => ({
    ...{ kind: 'tell-refused', place, since, repId: byPlace.get(place) ?? '' },
  }));
}

/** One message to whoever decided them, about all that wait by then. */
export async function tellRefused(
  { database, notifier, clock, crm }: Ports,
  workspaceId: string,
  { place, repId, since, isRetry }: RefusedTask & { isRetry: boolean },
): Promise<{ told: number }> {
  const total = await countRefusedWrites(database.prisma, workspaceId, { decidedBy: repId });
  if (total === 0) return { told: 0 };
  const name = crm(workspaceId)?.name ?? 'The CRM';
  const shown = { kind: 'refused', total, crm: name, key: `${place} ${since}` } as const;
  const day = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, day) : undefined;
  if (!before) await notifier.post(workspaceId, place, shown);
  return { told: total };
}

/** What waits of them for whoever asks: all for ops, for others what they decided. */
export async function listRefused(
  { database: { prisma }, clock, crm }: Pick<Ports, 'database' | 'clock' | 'crm'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
): Promise<RefusedList> {
  const at = clock.now();
  const { person, role } = await speakerOf(prisma, workspaceId, userId, at);
  const whose = may(role, 'retry what failed') ? {} : { decidedBy: person.id };
  const total = await countRefusedWrites(prisma, workspaceId, whose);
  const found = await readOpenRefused(prisma, workspaceId, { ...whose, most: LISTED, at });
  const name = crm(workspaceId)?.name ?? 'The CRM';
  return { crm: name, total, writes: found.map((one) => ({ ...one, crm: name })) };
}

/** The CRM has these owners: whoever was asked about one need not answer any more, or sees what came of it. */
export async function noteTaken(
  tx: Db,
  ports: Door,
  workspaceId: string,
  taken: { id: string; task: CrmOwnerTask }[],
): Promise<void> {
  if (taken.length === 0) return;
  const subjectIds = taken.map(({ task }) => ownedOf(task).id);
  const taskIds = taken.map(({ id }) => id);
  const closing = { status: 'taken', at: ports.clock.now() } as const;
  const closed = await closeRefusedWrites(tx, workspaceId, subjectIds, closing);
  const changed = [...closed, ...(await findRetried(tx, workspaceId, taskIds))];
  await queueRefused(tx, ports, workspaceId, { fresh: [], changed });
}

/** They have a newer owner, or are gone: nobody need answer for the one that was refused. */
export async function withdrawRefusedWrites(
  tx: Db,
  ports: Door,
  workspaceId: string,
  subjectIds: string[],
): Promise<void> {
  if (subjectIds.length === 0) return;
  const closing = { status: 'withdrawn', at: ports.clock.now() } as const;
  const changed = await closeRefusedWrites(tx, workspaceId, subjectIds, closing);
  await queueRefused(tx, ports, workspaceId, { fresh: [], changed });
}

/** A record as it was just read: whose it is there, who set that, and when it was touched last. */
export type Look = {
  id: string;
  present: string | null;
  step: Pick<OwnerStep, 'at' | 'how'> | undefined;
  changedAt: Date;
};

/**
 * Those that go on in the CRM with the owner they had when it refused ours: that is nobody's edit, and no answer to the question.
 * What was touched there since may be mended, so it is written again by itself, once for each touch.
 */
export async function standStill(
  tx: Db,
  { clock, queue }: Door,
  workspaceId: string,
  kind: Owned['kind'],
  looks: Look[],
): Promise<Set<string>> {
  const ids = looks.map(({ id }) => id);
  const refusals = await findStandingRefusals(tx, workspaceId, ids);
  if (refusals.length === 0) return new Set();
  const refusedIds = refusals.map(({ id }) => id);
  const heard = await readHeardChanges(tx, workspaceId, kind, refusedIds);
  const lookOf = new Map(looks.map((look) => [look.id, look]));
  const still = refusals.filter(({ id, since }) => {
    const look = lookOf.get(id);
    return look && isAsItWas(look, heard.get(id) ?? [], since);
  });
  const touched = still.filter(({ id, triedAt }) => (lookOf.get(id)?.changedAt ?? 0) > triedAt);
  for (const { taskId } of touched) await reviveTask(tx, taskId, clock.now());
  if (touched.length > 0) await queue.rouse(tx, 'crm-writes', workspaceId);
  return new Set(still.map(({ id }) => id));
}

/** Whether the CRM has what it had before our change, or our own owner by now, and nobody has set another one since. */
function isAsItWas({ present, step }: Look, changes: HeardChange[], since: Date): boolean {
  const [latest] = changes;
  if (latest?.to === present) return true;
  if (!latest || (step && step.how !== 'app' && step.at > since)) return false;
  const next = nextWrite(changes, latest.changeId, new Set());
  return next.kind === 'write' && [next.expected, ...next.ours].includes(present);
}

/** As it is now, answered or not. */
export async function showRefusedWrite(
  { database, clock, crm }: Pick<Ports, 'database' | 'clock' | 'crm'>,
  workspaceId: string,
  id: string,
): Promise<RefusedWrite | undefined> {
  const found = await readRefusedWrite(database.prisma, workspaceId, id, clock.now());
  return found && { ...found, crm: crm(workspaceId)?.name ?? 'The CRM' };
}
