import { firstIn } from '../domain/answer-refusal.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Twins } from '../domain/twins.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { inTransaction } from '../store/database.ts';
import {
  lockTwins,
  noteProblem,
  openTwins,
  readTwins,
  readTwinsPage,
  settleTwins,
  type TwinsLine,
} from '../store/twins.ts';
import { actorOf } from './actor.ts';
import { beginCare } from './care-bells.ts';
import { receiveNews } from './crm-news.ts';
import { noteNotMerged } from './dispute-receipts.ts';
import { permit } from './permission.ts';
import { queueQuestions } from './questions.ts';
import { queueTasks } from './tasks.ts';

type Asker = { workspaceId: string; userId: string };
/** What a person says of two records. */
export type TwinsSaid = { kind: 'merge'; keep: string } | { kind: 'distinct'; reason: string };

/** Surer than what is enough to make a decision wait: a merger in a CRM is for good. */
const SURE = 0.95;
const MOST_A_NIGHT = 50;

/** Asks about the surest pairs of the last search; each is asked about once. */
export async function askTwins(
  ports: Pick<Ports, 'database' | 'clock' | 'queue'>,
  workspaceId: string,
): Promise<void> {
  await inTransaction(ports.database, async (tx) => {
    const search = { surerThan: SURE, most: MOST_A_NIGHT, at: ports.clock.now() };
    const asked = await openTwins(tx, workspaceId, search);
    await beginCare(tx, ports, workspaceId, 'twins', asked.fresh);
    await queueQuestions(tx, ports, workspaceId, 'twins', asked);
  });
}

export function showTwins(
  { database }: Pick<Ports, 'database'>,
  workspaceId: string,
  id: string,
): Promise<Twins | undefined> {
  return readTwins(database.prisma, workspaceId, id);
}

const PAGE = 8;
export type TwinsPage = { total: number; lines: TwinsLine[]; page: number; pages: number };

export async function listTwins(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
  page: number,
): Promise<TwinsPage> {
  await permit(ports, asker, 'merge duplicates');
  const part = { from: page * PAGE, most: PAGE };
  const found = await readTwinsPage(ports.database.prisma, asker.workspaceId, part);
  return { ...found, page, pages: Math.max(1, Math.ceil(found.total / PAGE)) };
}

/** One verdict. A merger is the CRM's to do: it is queued, and the registry follows what the CRM makes of it. */
export async function decideTwins(
  ports: Pick<Ports, 'database' | 'clock' | 'queue' | 'crm'>,
  { workspaceId, userId }: Asker,
  id: string,
  said: TwinsSaid,
): Promise<void> {
  await permit(ports, { workspaceId, userId }, 'merge duplicates');
  if (said.kind === 'merge' && !ports.crm(workspaceId)) throw new Refusal({ kind: 'no-crm' });
  const by: Actor = await actorOf(ports, { workspaceId, userId });
  const given = { by, at: ports.clock.now() };
  await inTransaction(ports.database, async (tx) => {
    await lockTwins(tx, workspaceId, id);
    const twins = await readTwins(tx, workspaceId, id);
    if (twins?.state.kind !== 'open') {
      throw new Refusal({ kind: 'twins-decided', first: twins && firstIn(twins.state) });
    }
    await settleTwins(tx, id, { ...given, ...said });
    const [kept, lost] = sidesOf(twins, said.kind === 'merge' ? said.keep : '');
    await appendAudit(tx, workspaceId, [
      {
        ...{ at: given.at, actor: by, subject: { kind: 'account', id: kept.id } },
        action: said.kind === 'merge' ? 'merger-approved' : 'duplicates-told-apart',
        reason: said.kind === 'merge' ? 'the two are one company' : said.reason,
        ...{ before: null, after: null },
        context: {
          [said.kind === 'merge' ? 'keeps' : 'one']: kept.name,
          other: lost.name,
          otherId: lost.id,
        },
      },
    ]);
    if (said.kind !== 'merge') {
      const why = `${by.name} has told the two apart: ${said.reason}`;
      await noteNotMerged(tx, ports, workspaceId, [kept.id, lost.id], why);
    } else {
      await queueTasks(tx, ports, workspaceId, [{ kind: 'crm-merge', twinsId: id }]);
    }
    await queueQuestions(tx, ports, workspaceId, 'twins', { fresh: [], changed: [id] });
  });
}

function sidesOf({ records: [one, other] }: Twins, keep: string) {
  return other.id === keep ? ([other, one] as const) : ([one, other] as const);
}

type Merged = { kind: 'done'; receipt: unknown } | { kind: 'refused'; error: string };

/** Merges in the CRM what was decided to be one, and looks at what became of both. Done again it finds them merged. */
export async function mergeTwins(ports: Ports, workspaceId: string, id: string): Promise<Merged> {
  const twins = await readTwins(ports.database.prisma, workspaceId, id);
  const crm = ports.crm(workspaceId);
  if (twins?.state.kind !== 'decided' || twins.state.verdict.kind !== 'merge' || !crm) {
    return { kind: 'done', receipt: { kind: 'nothing-to-merge' } };
  }
  const [kept, lost] = sidesOf(twins, twins.state.verdict.keep);
  const merged = await crm.mergeAccounts(kept.crmId, lost.crmId);
  if (merged.kind === 'refused') {
    await inTransaction(ports.database, async (tx) => {
      await noteProblem(tx, id, merged.problem);
      const why = `${crm.name} did not merge the two: ${merged.problem}`;
      await noteNotMerged(tx, ports, workspaceId, [kept.id, lost.id], why);
      await queueQuestions(tx, ports, workspaceId, 'twins', { fresh: [], changed: [id] });
    });
    return { kind: 'refused', error: merged.problem };
  }
  // The registry takes it from the CRM, as any other merger there, whether or not a webhook tells of it.
  const content = { kind: 'merged' as const, primary: kept.crmId, others: [lost.crmId] };
  const news = { kind: 'account' as const, id: merged.into, content, key: `merged:${id}` };
  await receiveNews(ports, workspaceId, [news]);
  return { kind: 'done', receipt: merged };
}
