import type { Handover, HandoverVerdict } from '../domain/handover.ts';
import type { Actor, Change } from '../domain/ownership.ts';
import type { Ports } from '../ports.ts';
import { inTransaction } from '../store/database.ts';
import { endHandover, readHandover, readHeld, reopenIfLeft } from '../store/handovers.ts';
import { readPins } from '../store/pins.ts';
import { withdrawStaleOf } from '../store/proposals.ts';
import { askedAccounts } from './asked-accounts.ts';
import { askedLeads } from './asked-leads.ts';
import { beginCare } from './care-bells.ts';
import { leadOf, runCases, runOf } from './fates.ts';
import { routeAccounts } from './intake.ts';
import { routeLeads } from './lead-intake.ts';
import { changeLeadOwners, changeOwners } from './ownership.ts';
import { publishedRules } from './published-rules.ts';
import { queueQuestions } from './questions.ts';

const BATCH = 500;

/** Carries a verdict out, a batch at a time. Done again it finds nothing left to do: each batch stands by itself. */
export async function handOver(
  ports: Ports,
  workspaceId: string,
  id: string,
): Promise<{ accounts: number; leads: number }> {
  const { prisma } = ports.database;
  const handover = await readHandover(prisma, workspaceId, id, ports.clock.now());
  if (handover?.state.kind !== 'decided') return { accounts: 0, leads: 0 };
  const { verdict } = handover.state;
  const give = giverOf(ports, workspaceId, handover, verdict);
  const moved = { accounts: 0, leads: 0 };
  for (const table of ['accounts', 'leads'] as const) {
    const { id: repId } = handover.rep;
    let page: string[] = [];
    do {
      const after = page.at(-1);
      page = await readHeld(prisma, workspaceId, table, { repId, after, most: BATCH });
      moved[table] += page.length > 0 ? await give(table, page) : 0;
    } while (page.length === BATCH);
  }
  const isOrdered = handover.leftAt === undefined;
  await inTransaction(ports.database, async (tx) => {
    await endHandover(tx, id, ports.clock.now());
    const isAskedAgain =
      !isOrdered &&
      verdict.kind === 'by-rules' &&
      (await reopenIfLeft(tx, workspaceId, id, handover.rep.id));
    if (isAskedAgain) await beginCare(tx, ports, workspaceId, 'handover', [id]);
    const asked =
      isOrdered || isAskedAgain ? { fresh: [id], changed: [] } : { fresh: [], changed: [id] };
    await queueQuestions(tx, ports, workspaceId, 'handover', asked);
  });
  return moved;
}

type Give = (table: 'accounts' | 'leads', ids: string[]) => Promise<number>;

function giverOf(
  ports: Ports,
  workspaceId: string,
  handover: Handover,
  verdict: HandoverVerdict,
): Give {
  switch (verdict.kind) {
    case 'left':
      return async () => 0;
    case 'by-rules':
      return byRules(ports, workspaceId, handover, verdict);
    case 'to':
      return toOne(ports, workspaceId, handover, verdict);
  }
}

/** Nobody hands over to their own gain: what the rules would give to whoever had them asked stays, for somebody else to say so. */
function byRules(
  ports: Ports,
  workspaceId: string,
  { id }: Handover,
  given: Extract<HandoverVerdict, { kind: 'by-rules' }>,
): Give {
  return async (table, held) => {
    const at = ports.clock.now();
    const own = await ledToDecider(ports, workspaceId, { table, ids: held, by: given.by });
    const ids = held.filter((subjectId) => !own.has(subjectId));
    const key = (subjectId: string) => `handover:${id}:${given.at.toISOString()}:${subjectId}`;
    const accounts = ids.map((accountId) => ({ accountId, key: key(accountId), at }));
    const leads = ids.map((leadId) => ({ leadId, key: key(leadId), at }));
    const { assigned } =
      table === 'accounts'
        ? await routeAccounts(ports, workspaceId, accounts)
        : await routeLeads(ports, workspaceId, leads);
    return assigned;
  };
}

type Looked = { table: 'accounts' | 'leads'; ids: string[]; by: Actor };

async function ledToDecider(
  ports: Ports,
  workspaceId: string,
  { table, ids, by }: Looked,
): Promise<Set<string>> {
  const { prisma } = ports.database;
  const published = await publishedRules(ports.database, workspaceId);
  if (!published || by.kind !== 'rep') return new Set();
  const run = await runOf(ports, workspaceId, published.ruleSet);
  const asked =
    table === 'accounts'
      ? await askedAccounts(prisma, workspaceId, ids, run.at)
      : await askedLeads(prisma, workspaceId, ids, run.at);
  const theirs = runCases(asked, run).filter((one) => {
    const { fate } = leadOf(one, run);
    return fate.kind === 'goes' && fate.to.key === by.id;
  });
  return new Set(theirs.map(({ subjectId }) => subjectId));
}

/** Whoever has left keeps nothing; of somebody who is here, what is pinned stays. */
function toOne(
  ports: Ports,
  workspaceId: string,
  { rep, leftAt }: Handover,
  { to, by, reason }: Extract<HandoverVerdict, { kind: 'to' }>,
): Give {
  const change: Change = {
    ...{ expected: rep.id, wanted: to.id, reason, actor: by },
    cause: { kind: 'handover', from: rep.name },
  };
  return (table, ids) =>
    inTransaction(ports.database, async (tx) => {
      if (table === 'leads') {
        const leads = ids.map((leadId) => ({ leadId, ...change }));
        return (await changeLeadOwners(tx, ports, workspaceId, leads)).changed.length;
      }
      const pins = leftAt ? undefined : await readPins(tx, workspaceId, ids, ports.clock.now());
      const free = ids.filter((accountId) => !pins?.has(accountId));
      const accounts = free.map((accountId) => ({ accountId, ...change }));
      const { changed } = await changeOwners(tx, ports, workspaceId, accounts);
      const stale = await withdrawStaleOf(tx, workspaceId, free);
      await queueQuestions(tx, ports, workspaceId, 'proposal', { fresh: [], changed: stale });
      return changed.length;
    });
}
