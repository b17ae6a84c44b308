import { subDays } from 'date-fns/subDays';
import { askedFirst, isOpen, type Question } from '../domain/question.ts';
import type { Ports } from '../ports.ts';
import { rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { showHandover } from './handovers.ts';
import { showProposal } from './proposals.ts';
import { redrawPosted } from './sharing.ts';
import { showTwins } from './twins.ts';

/** As it is now, answered or not. */
async function readQuestion(
  ports: Pick<Ports, 'database' | 'clock'>,
  workspaceId: string,
  kind: Question['kind'],
  id: string,
): Promise<Question | undefined> {
  switch (kind) {
    case 'proposal': {
      const proposal = await showProposal(ports, workspaceId, id);
      return proposal && { kind, proposal };
    }
    case 'handover': {
      const handover = await showHandover(ports, workspaceId, id);
      return handover && { kind, handover };
    }
    case 'twins': {
      const twins = await showTwins(ports, workspaceId, id);
      return twins && { kind, twins };
    }
  }
}

/** `isRetry`: an earlier try may have posted it and died before it was remembered. */
type Drawing = { kind: Question['kind']; id: string; isRetry: boolean };

/** Posted to whoever is asked first where nobody has it yet, drawn again where somebody has. */
export async function drawQuestion(
  ports: Ports,
  workspaceId: string,
  { kind, id, isRetry }: Drawing,
): Promise<{ drawn: number }> {
  const { notifier, database } = ports;
  const again = await redrawPosted(ports, workspaceId, {
    ...{ kind, subjectId: id },
    read: () => readQuestion(ports, workspaceId, kind, id),
    shown: (question) => ({ kind: 'question', question }),
  });
  if (again.drawn > 0) return again;
  const question = await readQuestion(ports, workspaceId, kind, id);
  if (!question || !isOpen(question)) return again;
  for (const channel of await placesFor(ports, workspaceId, question)) {
    const shown = { kind: 'question', question } as const;
    const since = subDays(ports.clock.now(), 1);
    const before = isRetry ? await notifier.find(workspaceId, channel, shown, since) : undefined;
    const where = before ?? (await notifier.post(workspaceId, channel, shown));
    if (where === 'gone') continue;
    const card = { kind, subjectId: id, postedFor: '', ...where };
    const at = ports.clock.now();
    await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, at));
    return { drawn: 1 };
  }
  return again;
}

/** Where it may be asked, the best place first. */
async function placesFor(
  { database }: Ports,
  workspaceId: string,
  question: Question,
): Promise<string[]> {
  const workspace = await readWorkspace(database.prisma, workspaceId);
  const asked = askedFirst(question)?.slackUserId;
  return [asked, workspace?.opsChannel].filter((place) => place !== undefined);
}
