import { subDays } from 'date-fns/subDays';
import { askedFirst, isForOpsToo, isOpen, type Question } from '../domain/question.ts';
import type { Ports } from '../ports.ts';
import { findCards, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { showHandover } from './handovers.ts';
import { showProposal } from './proposals.ts';
import { showRefusedWrite } from './refused-writes.ts';
import { redrawPosted } from './sharing.ts';
import { showTwins } from './twins.ts';

/** As it is now, answered or not. */
async function readQuestion(
  ports: Pick<Ports, 'database' | 'clock' | 'crm'>,
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
    case 'refused-write': {
      const write = await showRefusedWrite(ports, workspaceId, id);
      return write && { kind, write };
    }
  }
}

/** `isRetry`: an earlier try may have posted it and died before it was remembered. */
type Drawing = { kind: Question['kind']; id: string; isRetry: boolean };

/** Posted to whoever is asked where they do not have it yet, drawn again where somebody has it. */
export async function drawQuestion(
  ports: Ports,
  workspaceId: string,
  { kind, id, isRetry }: Drawing,
): Promise<{ drawn: number }> {
  const again = await redrawPosted(ports, workspaceId, {
    ...{ kind, subjectId: id },
    read: () => readQuestion(ports, workspaceId, kind, id),
    shown: (question) => ({ kind: 'question', question }),
  });
  const question = await readQuestion(ports, workspaceId, kind, id);
  if (!question || !isOpen(question)) return again;
  if (again.drawn > 0 && !isForOpsToo(question)) return again;
  const hanging = await findCards(ports.database.prisma, workspaceId, kind, id);
  const asked = new Set(hanging.map(({ postedFor }) => postedFor));
  let { drawn } = again;
  for (const place of await placesFor(ports, workspaceId, question)) {
    if (asked.has(place)) continue;
    if (!(await ask(ports, workspaceId, { id, question, isRetry }, place))) continue;
    drawn += 1;
    if (!isForOpsToo(question)) break;
  }
  return { drawn };
}

/** False where nothing can be posted there. */
async function ask(
  { notifier, clock, database }: Ports,
  workspaceId: string,
  { id, question, isRetry }: { id: string; question: Question; isRetry: boolean },
  place: string,
): Promise<boolean> {
  const shown = { kind: 'question', question } as const;
  const since = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, since) : undefined;
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  if (where === 'gone') return false;
  const card = { kind: question.kind, subjectId: id, postedFor: place, ...where };
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  return true;
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
