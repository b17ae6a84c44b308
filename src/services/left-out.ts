import type { CrmKind, Ports } from '../ports.ts';
import { saveNews } from '../store/crm-news.ts';
import type { Db } from '../store/database.ts';
import { findUnheard, type LeftOut, markLeftOut, takeLeftOut } from '../store/left-out.ts';

type Needs = Pick<Ports, 'clock' | 'queue'>;

/**
 * Of which of these the CRM’s word on the owner may be older than ours: it is left out. A write that has yet to be made looks by
 * itself; what was read while one was on its way is read again after it, lest an edit that came right behind it is lost.
 */
export async function leaveOut(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  { kind, ids, since }: { kind: CrmKind; ids: string[]; since: Date },
): Promise<Set<string>> {
  const unheard = await findUnheard(tx, workspaceId, kind, ids, since);
  const unsettled = unheard.filter(({ write }) => write === 'on-its-way');
  const marked = await markLeftOut(
    tx,
    workspaceId,
    unsettled.map(({ taskId }) => taskId),
    ports.clock.now(),
  );
  const written = unheard.filter(({ write, taskId }) => write !== 'waiting' && !marked.has(taskId));
  await lookAgain(
    tx,
    ports,
    workspaceId,
    written.map((one) => ({ ...one, kind })),
  );
  return new Set(unheard.map(({ id }) => id));
}

/** These writes have ended: whatever was left out for their sake is looked at now. */
export async function readLeftOut(
  tx: Db,
  ports: Needs,
  workspaceId: string,
  taskIds: string[],
): Promise<void> {
  await lookAgain(tx, ports, workspaceId, await takeLeftOut(tx, workspaceId, taskIds));
}

/** As if the CRM had told of them. */
export async function lookAgain(
  tx: Db,
  { clock, queue }: Needs,
  workspaceId: string,
  leftOut: LeftOut[],
): Promise<void> {
  if (leftOut.length === 0) return;
  const at = clock.now();
  const news = leftOut.map(({ kind, crmId: id, taskId }) => {
    return {
      kind,
      id,
      content: { kind: 'changed' },
      key: `left-out:${taskId}:${at.getTime()}`,
    } as const;
  });
  await saveNews(tx, workspaceId, news, at);
  await queue.rouse(tx, 'crm-news', workspaceId);
}
