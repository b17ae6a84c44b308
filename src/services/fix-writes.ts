import { subDays } from 'date-fns/subDays';
import { namedInLog } from '../domain/audit.ts';
import type { Task } from '../domain/task.ts';
import type { Crm, Ports, ValueReceipt } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  type ApprovedFix,
  type FixEnd,
  readApproved,
  readOutcome,
  settleFixes,
} from '../store/fix-writes.ts';
import { receiveNews } from './crm-news.ts';
import { noteNotTaken } from './dispute-receipts.ts';
import { soundFields } from './sound-fields.ts';
import { queueTasks } from './tasks.ts';

/** So many are done before a worker's claim may run out. */
const PART = 500;
const SHOWN = 8;

type Batch = Omit<Extract<Task, { kind: 'crm-fixes' }>, 'kind'>;
type Receipt = { kind: 'no-crm' | 'told' } | { kind: 'part'; settled: number };

/** Writes a part of what ops have approved, where the CRM still says what they saw. Done again it finds them written. */
export async function writeFixes(
  ports: Ports,
  workspaceId: string,
  { batchId, place, part, disputeId }: Batch,
): Promise<Receipt> {
  const { database } = ports;
  const crm = ports.crm(workspaceId);
  if (!crm) return { kind: 'no-crm' };
  const fixes = await readApproved(database.prisma, workspaceId, batchId, PART);
  const ends = await tellCrm(ports, workspaceId, crm, fixes);
  if (fixes.length > 0 && ends.length === 0)
    throw new Error(`${crm.name} answers for none of them`);
  await inTransaction(database, async (tx) => {
    const settled = await settleFixes(tx, workspaceId, ends);
    const goesOn = fixes.length > ends.length || fixes.length === PART;
    const next: Task[] = goesOn
      ? [{ kind: 'crm-fixes', batchId, place, part: part + 1, disputeId }]
      : place
        ? [{ kind: 'tell-fixes', batchId, place }]
        : [];
    await queueTasks(tx, ports, workspaceId, next);
    const own = ends.filter(({ id }) => settled.has(id));
    await record(tx, ports, workspaceId, { batchId, crm, fixes, ends: own });
    const [no] = own.filter(({ status }) => status !== 'written');
    if (disputeId && no) {
      await noteNotTaken(tx, ports, workspaceId, disputeId, wordEnd(no, crm.name));
    }
  });
  await followUp(ports, workspaceId, fixes, ends);
  return { kind: 'part', settled: ends.length };
}

async function tellCrm(
  { database }: Ports,
  workspaceId: string,
  crm: Crm,
  fixes: readonly ApprovedFix[],
): Promise<FixEnd[]> {
  const writes = fixes.map(({ id: trace, crmId: id, attribute, previous, proposed }) => ({
    ...{ trace, id, attribute, expected: previous, wanted: proposed },
  }));
  const fields = await soundFields(database.prisma, workspaceId);
  const receipts = await crm.writeValues(writes, fields);
  return [...receipts].map(([id, receipt]) => ({ id, ...endOf(receipt) }));
}

function endOf(receipt: ValueReceipt): Omit<FixEnd, 'id'> {
  switch (receipt.kind) {
    case 'written':
    case 'already':
      return { status: 'written' };
    case 'conflict':
      return { status: 'changed' };
    case 'refused':
      return { status: 'refused', problem: receipt.problem };
  }
}

function wordEnd({ status, problem }: FixEnd, crm: string): string {
  return status === 'refused'
    ? `${crm} did not take the value: ${problem}`
    : `somebody has changed the value in ${crm} meanwhile`;
}

type Written = { batchId: string; crm: Crm; fixes: readonly ApprovedFix[]; ends: FixEnd[] };

/** What was written stands with its account, in the name of whoever has approved it; the batch has the rest. */
async function record(
  tx: Db,
  { clock }: Ports,
  workspaceId: string,
  { batchId, crm, fixes, ends }: Written,
): Promise<void> {
  const byId = new Map(ends.map((end) => [end.id, end.status]));
  const [first] = fixes;
  if (!first || ends.length === 0) return;
  const became = (status: FixEnd['status']) => fixes.filter(({ id }) => byId.get(id) === status);
  const written = became('written');
  const left = [...became('changed'), ...became('refused')].map(
    ({ id, accountId, attribute, previous: from, proposed: to }) => ({
      ...{ accountId, attribute, from, to, became: byId.get(id) ?? 'refused' },
    }),
  );
  const after = {
    ...{ written: written.length, changed: became('changed').length },
    refused: became('refused').length,
  };
  const common = {
    ...{ at: clock.now(), actor: first.approvedBy, reason: `clean values for ${crm.name}` },
  };
  const byAccount = Map.groupBy(written, ({ accountId }) => accountId);
  await appendAudit(tx, workspaceId, [
    ...[...byAccount.values()].map((own) => ({ ...common, ...deedOn(own, batchId) })),
    {
      ...{ ...common, action: 'fixes-written', subject: { kind: 'fixes', id: batchId } },
      ...{ before: null, after, context: { left } },
    },
  ]);
}

function deedOn(fixes: readonly ApprovedFix[], batchId: string) {
  const [first] = fixes;
  const each = (side: 'previous' | 'proposed') =>
    Object.fromEntries(fixes.map((fix) => [fix.attribute, fix[side]]));
  return {
    ...{ action: 'values-written', subject: { kind: 'account', id: first?.accountId ?? '' } },
    ...{ before: each('previous'), after: each('proposed') },
    context: { ...namedInLog({ kind: 'account' }, first?.account ?? ''), batch: batchId },
  };
}

/** The registry takes them from the CRM, as any edit there, whether or not a webhook tells of it. */
async function followUp(
  ports: Ports,
  workspaceId: string,
  fixes: readonly ApprovedFix[],
  ends: readonly FixEnd[],
): Promise<void> {
  const moved = new Set(ends.flatMap(({ id, status }) => (status === 'refused' ? [] : [id])));
  const touched = new Map(fixes.filter(({ id }) => moved.has(id)).map((one) => [one.crmId, one]));
  const news = [...touched].map(([crmId, { id }]) => ({
    ...{ kind: 'account' as const, id: crmId, content: { kind: 'changed' as const } },
    key: `fixed:${id}`,
  }));
  await receiveNews(ports, workspaceId, news);
}

type Telling = { batchId: string; place: string; isRetry: boolean };

/** One message to whoever has approved them: what was written, and what was not and why. */
export async function tellFixes(
  { database, notifier, clock, crm }: Ports,
  workspaceId: string,
  { batchId, place, isRetry }: Telling,
): Promise<Receipt> {
  const name = crm(workspaceId)?.name;
  if (!name) return { kind: 'no-crm' };
  const told = await readOutcome(database.prisma, workspaceId, batchId, SHOWN);
  const shown = { kind: 'fixes', outcome: { ...told, crm: name } } as const;
  // An earlier try may have posted it and died before it was remembered.
  const since = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, since) : undefined;
  if (!before) await notifier.post(workspaceId, place, shown);
  return { kind: 'told' };
}
