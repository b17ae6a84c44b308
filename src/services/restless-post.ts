import { subDays } from 'date-fns/subDays';
import { placeRefused } from '../domain/notice.ts';
import type { Actor } from '../domain/ownership.ts';
import { may } from '../domain/permission.ts';
import { Refusal } from '../domain/refusal.ts';
import type { TakenUp } from '../domain/restless.ts';
import type { TakeUpTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { newId } from '../store/id.ts';
import { readRestless, readTaken, takeUpSpells, tellSpells } from '../store/restless.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { routeAnew } from './asking-anew.ts';
import { speakerOf } from './decider.ts';
import { redrawPosted } from './sharing.ts';
import { queueTasks } from './tasks.ts';

type End = { kind: 'done'; receipt: { told: number } } | { kind: 'refused'; error: string };

/** `toldIn`: the task by which the message goes. */
export async function tellRestless(
  { database, notifier, clock }: Ports,
  workspaceId: string,
  { toldIn, isRetry }: { toldIn: string; isRetry: boolean },
): Promise<End> {
  const { prisma } = database;
  await tellSpells(prisma, workspaceId, toldIn);
  const note = await readRestless(prisma, workspaceId, toldIn);
  const place = (await readWorkspace(prisma, workspaceId))?.opsChannel;
  if (!place || note.spells.length === 0) return { kind: 'done', receipt: { told: 0 } };
  const shown = { kind: 'restless', note } as const;
  const yesterday = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, yesterday) : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  if (where === 'gone') return { kind: 'refused', error: placeRefused(place) };
  const card = { kind: 'restless', subjectId: toldIn, postedFor: place, ...where } as const;
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  return { kind: 'done', receipt: { told: note.total } };
}

/** What rules did before counts no more, and they are asked anew. Returns how many. */
export async function takeUpAgain(
  ports: Pick<Ports, 'database' | 'queue' | 'clock'>,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  what: TakenUp,
): Promise<number> {
  return inTransaction(ports.database, async (tx) => {
    const at = ports.clock.now();
    const { person, role } = await speakerOf(tx, workspaceId, userId, at);
    if (!may(role, 'take accounts up again')) {
      throw new Refusal({ kind: 'not-your-role', deed: 'take accounts up again' });
    }
    const by: Actor = { kind: 'rep', id: person.id, name: person.name };
    const taken = await takeUpSpells(tx, workspaceId, what, { by, at });
    if (taken.length === 0) return 0;
    const line = { at, actor: by, action: 'taken-up-again', reason: '', before: null, after: null };
    const lines = taken.map(({ id, subject }) => ({ ...line, subject, context: { spellId: id } }));
    await appendAudit(tx, workspaceId, lines);
    const { toldIn } = what;
    const spellIds = taken.map(({ id }) => id);
    const task = { kind: 'take-up', toldIn, spellIds, mark: newId() } as const;
    await queueTasks(tx, ports, workspaceId, [task]);
    return taken.length;
  });
}

/** Done again it finds each of them decided. */
export async function takeUp(
  ports: Ports,
  workspaceId: string,
  { toldIn, spellIds }: TakeUpTask,
): Promise<{ drawn: number }> {
  const { prisma } = ports.database;
  const at = ports.clock.now();
  const taken = await readTaken(prisma, workspaceId, spellIds);
  const asked = taken.map(({ id, subject }) => ({ subject, at, key: `taken-up:${id}` }));
  await routeAnew(ports, workspaceId, asked);
  return redrawPosted(ports, workspaceId, {
    ...{ kind: 'restless', subjectId: toldIn },
    read: () => readRestless(prisma, workspaceId, toldIn),
    shown: (note) => ({ kind: 'restless', note }),
  });
}
