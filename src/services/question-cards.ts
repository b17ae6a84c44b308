import { subDays } from 'date-fns/subDays';
import { subMinutes } from 'date-fns/subMinutes';
import { placeRefused } from '../domain/notice.ts';
import { PutOff } from '../domain/put-off.ts';
import { isToPost, placesOf, type Question } from '../domain/question.ts';
import type { Ports } from '../ports.ts';
import { findCards, rememberCard } from '../store/cards.ts';
import { inTransaction } from '../store/database.ts';
import { claimDrawing, endDrawing } from '../store/question-drawings.ts';
import { readWorkspace } from '../store/workspaces.ts';
import { showHandover } from './handovers.ts';
import { showProposal } from './proposals.ts';
import { showRefusedWrite } from './refused-writes.ts';
import { redrawPosted } from './sharing.ts';
import { showTwins } from './twins.ts';

const LEASE_MINUTES = 1;
/** What waits for its turn has not failed. */
const BUSY_SECONDS = 1;

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

/** `refused`: it could be posted in none of the places where somebody is asked. */
type Drawn =
  | { kind: 'done'; receipt: { drawn: number; posted: number } }
  | { kind: 'refused'; error: string };

/**
 * Posted where somebody who is asked has it not yet, drawn again where it hangs already. One worker at a time: two who find it
 * missing in the same place would both post it there.
 */
export async function drawQuestion(
  ports: Ports,
  workspaceId: string,
  drawing: Drawing,
): Promise<Drawn> {
  const { prisma } = ports.database;
  const at = ports.clock.now();
  const lease = { at, leaseFrom: subMinutes(at, LEASE_MINUTES) };
  const claim = await claimDrawing(prisma, workspaceId, drawing, lease);
  if (claim === 'busy') throw new PutOff(`another worker draws ${drawing.id}`, BUSY_SECONDS);
  const isRetry = drawing.isRetry || claim === 'broke-off';
  try {
    const drawn = await draw(ports, workspaceId, { ...drawing, isRetry });
    await endDrawing(prisma, workspaceId, drawing, 'done');
    return drawn;
  } catch (error) {
    // What was put off has not been posted.
    const how = error instanceof PutOff ? 'done' : 'broke-off';
    await endDrawing(prisma, workspaceId, drawing, how);
    throw error;
  }
}

async function draw(ports: Ports, workspaceId: string, drawing: Drawing): Promise<Drawn> {
  const { kind, id, isRetry } = drawing;
  const { drawn } = await redrawQuestion(ports, workspaceId, drawing);
  const question = await readQuestion(ports, workspaceId, kind, id);
  // What was answered is posted nowhere; but an earlier try may have posted it before that.
  if (!question || !(isToPost(question) || isRetry)) {
    return { kind: 'done', receipt: { drawn, posted: 0 } };
  }
  const cards = await findCards(ports.database.prisma, workspaceId, kind, id);
  const { refused } = await hangUp(ports, workspaceId, { ...drawing, question }, cards);
  const hanging = await findCards(ports.database.prisma, workspaceId, kind, id);
  if (hanging.length === 0 && refused.length > 0) {
    return { kind: 'refused', error: placeRefused(...refused) };
  }
  const posted = hanging.length - cards.length;
  // Whoever answered it before it was remembered found no card to draw again.
  if (posted > 0) await redrawIfAnswered(ports, workspaceId, { ...drawing, question });
  return { kind: 'done', receipt: { drawn, posted } };
}

function redrawQuestion(
  ports: Ports,
  workspaceId: string,
  { kind, id }: Drawing,
): Promise<{ drawn: number }> {
  return redrawPosted(ports, workspaceId, {
    ...{ kind, subjectId: id },
    read: () => readQuestion(ports, workspaceId, kind, id),
    shown: (question) => ({ kind: 'question', question }),
  });
}

type Posting = Drawing & { question: Question };

async function hangUp(
  ports: Ports,
  workspaceId: string,
  posting: Posting,
  cards: { postedFor: string }[],
): Promise<{ refused: string[] }> {
  const has = new Set(cards.map(({ postedFor }) => postedFor));
  const refused: string[] = [];
  const hang = async (place: string) => {
    const stand = has.has(place) ? 'there' : await post(ports, workspaceId, posting, place);
    if (stand === 'gone') refused.push(place);
    return stand === 'there';
  };
  const { people, beside, ops: opsRead } = placesOf(posting.question);
  let reached = 0;
  for (const { slackUserId } of people) if (slackUserId && (await hang(slackUserId))) reached += 1;
  const isForOps = reached === 0 || opsRead === 'too';
  const ops = isForOps ? await opsOf(ports, workspaceId) : undefined;
  for (const place of new Set([beside, ops])) if (place) await hang(place);
  return { refused };
}

async function redrawIfAnswered(
  ports: Ports,
  workspaceId: string,
  { question, ...drawing }: Posting,
): Promise<void> {
  const now = await readQuestion(ports, workspaceId, drawing.kind, drawing.id);
  if (now && (!isToPost(now) || !isToPost(question))) {
    await redrawQuestion(ports, workspaceId, drawing);
  }
}

/** `gone`: it cannot be posted there; `needless`: it need not be. */
async function post(
  { notifier, clock, database }: Ports,
  workspaceId: string,
  { question, kind, id, isRetry }: Posting,
  place: string,
): Promise<'there' | 'gone' | 'needless'> {
  const shown = { kind: 'question', question } as const;
  const since = subDays(clock.now(), 1);
  const before = isRetry ? await notifier.find(workspaceId, place, shown, since) : undefined;
  if (!before && !isToPost(question)) return 'needless';
  const where = before ?? (await notifier.post(workspaceId, place, shown));
  if (where === 'gone') return 'gone';
  const card = { kind, subjectId: id, postedFor: place, ...where };
  await inTransaction(database, (tx) => rememberCard(tx, workspaceId, card, clock.now()));
  return 'there';
}

async function opsOf({ database }: Ports, workspaceId: string): Promise<string | undefined> {
  return (await readWorkspace(database.prisma, workspaceId))?.opsChannel;
}
