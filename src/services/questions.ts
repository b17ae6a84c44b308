import type { Question } from '../domain/question.ts';
import type { Ports } from '../ports.ts';
import { findPosted } from '../store/cards.ts';
import type { Db } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { queueWaitingHomes } from './home.ts';
import { queueTasks } from './tasks.ts';

/** Ids of questions: those to be posted, and those whose posts are to be drawn again. `before`: how many like them came just now. */
export type Asked = { fresh: string[]; changed: string[]; before?: number };

/** More at once are told as one message: nobody reads them one by one as they come. */
const FEW = 5;
const MANY_WAIT_SECONDS = 20;

/** A post for each new question, in the transaction that asks it; those that hang somewhere are drawn again. */
export async function queueQuestions(
  tx: Db,
  ports: Pick<Ports, 'clock' | 'queue'>,
  workspaceId: string,
  question: Question['kind'],
  { fresh, changed, before = 0 }: Asked,
): Promise<void> {
  if (fresh.length + changed.length === 0) return;
  const areMany = fresh.length > 0 && fresh.length + before > FEW;
  const mark = newId();
  const posted = await findPosted(tx, workspaceId, question, changed);
  const drawn = [...posted, ...(areMany ? [] : fresh)];
  const draws = drawn.map((id) => ({ kind: 'draw-question', question, id, mark }) as const);
  await queueTasks(tx, ports, workspaceId, draws);
  const proposalIds = question === 'proposal' ? [...fresh, ...changed] : [];
  await queueWaitingHomes(tx, ports, workspaceId, { proposalIds, mark });
  if (!areMany) return;
  const since = `${ports.clock.now().toISOString().slice(0, 15)}0`;
  await queueTasks(tx, ports, workspaceId, [{ kind: 'tell-waiting', since }], MANY_WAIT_SECONDS);
}
