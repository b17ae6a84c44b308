import { type Fix, type FixBatch, type FixGoal, fixCsvHead, fixCsvLines } from '../domain/fix.ts';
import { may } from '../domain/permission.ts';
import { type FlawKind, fixOf } from '../domain/quality.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import {
  approveBatch,
  countFixes,
  type NewFix,
  readFixPage,
  readShownFixes,
  saveProposedFixes,
} from '../store/fixes.ts';
import { newId } from '../store/id.ts';
import { readRole } from '../store/roster.ts';
import { actorOf } from './actor.ts';
import { permit } from './permission.ts';
import { type Checked, checkBook } from './quality.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'crm'>;
type Asker = { workspaceId: string; userId: string };

const SHOWN = 10;
const PAGE = 2000;

/** A batch, and whether the asker may approve it. */
export type FixesShown = { batch: FixBatch; mayApprove: boolean; goesTo: FixGoal };

function goalOf({ crm }: Pick<Ports, 'crm'>, workspaceId: string): FixGoal {
  const name = crm(workspaceId)?.name;
  return name === undefined ? { kind: 'file' } : { kind: 'crm', name };
}

/** Looks through the book, and proposes a clean value wherever there is one for a flaw of this kind. */
export async function proposeFixes(
  ports: Needs,
  asker: Asker,
  kind: FlawKind,
): Promise<FixesShown | undefined> {
  await permit(ports, asker, 'propose clean values');
  const { workspaceId } = asker;
  const proposal = {
    batchId: newId(),
    by: await actorOf(ports, asker),
    at: ports.clock.now(),
  };
  for await (const page of checkBook(ports, workspaceId)) {
    const fixes = page.flatMap((checked) => fixesIn(checked, kind));
    if (fixes.length === 0) continue;
    await inTransaction(ports.database, (tx) =>
      saveProposedFixes(tx, workspaceId, fixes, proposal),
    );
  }
  return readShown(ports, asker, proposal.batchId, 0);
}

function fixesIn({ record, flaws }: Checked, kind: FlawKind): NewFix[] {
  if (record.kind === 'lead') return [];
  return flaws.flatMap((flaw) => {
    const fix = flaw.kind === kind ? fixOf(flaw) : undefined;
    if (!fix) return [];
    const { attribute, value, proposed } = fix;
    return [{ accountId: record.id, attribute, previous: value, proposed }];
  });
}

/** The batch as it is now. */
export async function showFixes(
  ports: Needs,
  asker: Asker,
  batchId: string,
  page = 0,
): Promise<FixesShown> {
  await permit(ports, asker, 'propose clean values');
  const shown = await readShown(ports, asker, batchId, page);
  if (!shown) throw new Refusal({ kind: 'out-of-date' });
  return shown;
}

async function readShown(
  ports: Needs,
  { workspaceId, userId }: Asker,
  batchId: string,
  asked: number,
): Promise<FixesShown | undefined> {
  const { prisma } = ports.database;
  const counted = await countFixes(prisma, workspaceId, batchId);
  const count = counted.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return undefined;
  const role = await readRole(prisma, workspaceId, userId);
  const pages = Math.ceil(count / SHOWN);
  const page = Math.min(asked, pages - 1);
  const isOpen = counted.some((one) => one.isOpen);
  return {
    goesTo: goalOf(ports, workspaceId),
    mayApprove: may(role, 'approve clean values'),
    batch: {
      ...{ id: batchId, status: isOpen ? 'proposed' : 'approved', count },
      byAttribute: counted.map((one) => ({ attribute: one.attribute, count: one.count })),
      ...{ page, pages },
      shown: await readShownFixes(prisma, workspaceId, batchId, { page, size: SHOWN }),
    },
  };
}

export type Approval = { approved: number; overtaken: number; goesTo: FixGoal };

/** A person agrees to a batch: a worker writes it into the CRM, where there is one. */
export async function approveFixes(
  ports: Needs & Pick<Ports, 'queue'>,
  asker: Asker,
  batchId: string,
): Promise<Approval> {
  await permit(ports, asker, 'approve clean values');
  const { workspaceId } = asker;
  const goesTo = goalOf(ports, workspaceId);
  const by = await actorOf(ports, asker);
  const at = ports.clock.now();
  return inTransaction(ports.database, async (tx) => {
    const approval = await approveBatch(tx, workspaceId, batchId, by, at);
    // Whoever was second finds nothing left to approve.
    if (approval.approved === 0) return { ...approval, goesTo };
    await appendAudit(tx, workspaceId, [
      {
        ...{ at, actor: by, action: 'fixes-approved', subject: { kind: 'fixes', id: batchId } },
        ...{ reason: 'clean values for the CRM', before: null, after: approval, context: {} },
      },
    ]);
    if (goesTo.kind === 'crm') {
      const part = { kind: 'crm-fixes', batchId, place: asker.userId, part: 1 } as const;
      await queueTasks(tx, ports, workspaceId, [part]);
    }
    return { ...approval, goesTo };
  });
}

/** The clean values of a batch as a file that a CRM imports. */
export async function writeFixesCsv(
  ports: Needs,
  asker: Asker,
  batchId: string,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const { workspaceId } = asker;
  const { prisma } = ports.database;
  const { batch } = await showFixes(ports, asker, batchId);
  const attributes = [...new Set(batch.byAttribute.map(({ attribute }) => attribute))].sort();
  await write(fixCsvHead(attributes));
  let held: Fix[] = [];
  let page: Fix[] = [];
  do {
    page = await readFixPage(prisma, workspaceId, batchId, page.at(-1), PAGE);
    held.push(...page);
    // The last account of a page may go on in the next one.
    const last = page.length === PAGE ? held.at(-1)?.account.id : undefined;
    await write(
      fixCsvLines(
        held.filter(({ account }) => account.id !== last),
        attributes,
      ),
    );
    held = held.filter(({ account }) => account.id === last);
  } while (page.length === PAGE);
}
