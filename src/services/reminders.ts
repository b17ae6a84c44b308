import { subDays } from 'date-fns/subDays';
import { isToPost, placesOf } from '../domain/question.ts';
import type { ReminderTask } from '../domain/task.ts';
import type { Ports } from '../ports.ts';
import { findCards } from '../store/cards.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { showHandover } from './handovers.ts';
import { showTwins } from './twins.ts';

/** Under the cards of whoever is asked: what nobody answers is called to their minds. */
export async function remindOf(
  ports: Ports,
  workspaceId: string,
  { question: kind, id, mark, isRetry }: ReminderTask & { isRetry: boolean },
): Promise<{ told: number }> {
  const { database, notifier, clock } = ports;
  const question = await read(ports, workspaceId, kind, id);
  if (!question || !isToPost(question)) return { told: 0 };
  const ops = (await readWorkspace(database.prisma, workspaceId))?.opsChannel;
  const asked = placesOf(question).people.flatMap(({ slackUserId }) => slackUserId ?? []);
  const places = asked.length > 0 ? asked : [ops];
  const cards = await findCards(database.prisma, workspaceId, kind, id);
  const theirs = cards.filter(({ postedFor }) => places.includes(postedFor));
  const shown = { kind: 'reminder', question, key: `${id} ${mark}` } as const;
  const since = subDays(clock.now(), 1);
  let told = 0;
  // Where it could not reach whoever is asked, it hangs before ops.
  for (const { channel, ts } of theirs.length > 0 ? theirs : cards) {
    const before = isRetry && (await notifier.find(workspaceId, channel, shown, since, ts));
    const where = before || (await notifier.post(workspaceId, channel, shown, ts));
    if (where !== 'gone') told += 1;
  }
  return { told };
}

async function read(ports: Ports, workspaceId: string, kind: ReminderTask['question'], id: string) {
  switch (kind) {
    case 'handover': {
      const handover = await showHandover(ports, workspaceId, id);
      return handover && ({ kind, handover } as const);
    }
    case 'twins': {
      const twins = await showTwins(ports, workspaceId, id);
      return twins && ({ kind, twins } as const);
    }
  }
}
