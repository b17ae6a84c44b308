import type { Question } from '../domain/question.ts';
import type { Ports } from '../ports.ts';
import { findPosted } from '../store/cards.ts';
import type { Db } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { queueWaitingHomes } from './home.ts';
import { queueTasks } from './tasks.ts';
import { gatherIn, peopleAskedAbout, wake } from './wakings.ts';

/** Ids of questions: those to be posted, and those whose posts are to be drawn again. `before`: how many like them came just now. */
export type Asked = { fresh: string[]; changed: string[]; before?: number };

/** More at once are told as one message: nobody reads them one by one as they come. */
const FEW = 5;

/**
 * A post for each new question, in the transaction that asks it; those that hang somewhere are drawn again. Returns those that
 * are too many for that.
 */
export async function queueQuestions(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  question: Question['kind'],
  { fresh, changed, before = 0 }: Asked,
): Promise<string[]> {
  if (fresh.length + changed.length === 0) return [];
  const people =
    question === 'proposal' ? await peopleAskedAbout(tx, workspaceId, fresh) : undefined;
  // Of books there is no list: each has its card, however many come at once.
  const many = question === 'handover' ? new Set<string>() : manyAmong(fresh, people, before);
  const mark = newId();
  const posted = await findPosted(tx, workspaceId, question, [...changed, ...many]);
  const drawn = new Set([...posted, ...fresh.filter((id) => !many.has(id))]);
  const draws = [...drawn].map((id) => ({ kind: 'draw-question', question, id, mark }) as const);
  await queueTasks(tx, ports, workspaceId, draws);
  const idsOf = (kind: Question['kind']) => (question === kind ? [...fresh, ...changed] : []);
  const waited = { proposalIds: idsOf('proposal'), refusedIds: idsOf('refused-write') };
  await queueWaitingHomes(tx, ports, workspaceId, { ...waited, mark });
  if (many.size === 0) return [];
  const unseen = [...many].filter((id) => !posted.has(id) && people?.get(id)?.some(isInSlack));
  await wake(tx, ports, workspaceId, unseen, { how: 'new', pace: 'many' });
  await gatherWaiting(tx, ports, workspaceId);
  return [...many];
}

/** Ops read how many wait, in one message for what is told together. */
export async function gatherWaiting(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
): Promise<void> {
  const gather = { kind: 'tell-waiting', places: [''], pace: 'many' } as const;
  await gatherIn(tx, ports, workspaceId, gather, (_, since) => ({ kind: 'tell-waiting', since }));
}

function isInSlack({ slackUserId }: { slackUserId?: string }): boolean {
  return slackUserId !== undefined;
}

const OPS = 'ops';

/** Those of which somebody would get too many cards; what is asked of nobody who can be written to is for ops. */
function manyAmong(
  fresh: string[],
  people: Map<string, { id: string; slackUserId?: string }[]> | undefined,
  before: number,
): Set<string> {
  const readersOf = (id: string) => {
    const reached = (people?.get(id) ?? []).filter(isInSlack).map((one) => one.id);
    return reached.length > 0 ? reached : [OPS];
  };
  const readers = fresh.flatMap((id) => readersOf(id).map((reader) => ({ reader, id })));
  const byReader = Map.groupBy(readers, ({ reader }) => reader);
  const tooMany = [...byReader.values()].filter((theirs) => theirs.length + before > FEW);
  return new Set(tooMany.flatMap((theirs) => theirs.map(({ id }) => id)));
}
