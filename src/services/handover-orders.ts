import { obstacleToDeed, type Viewer } from '../domain/account-deed.ts';
import type { BookToHandOver, HandoverVerdict } from '../domain/handover.ts';
import type { Actor } from '../domain/ownership.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Person } from '../domain/roster.ts';
import type { Ports } from '../ports.ts';
import { appendAudit } from '../store/audit.ts';
import { type Db, inTransaction } from '../store/database.ts';
import {
  findOpenHandover,
  readBookToHandOver,
  readStaying,
  saveOrder,
} from '../store/handovers.ts';
import { readViewer } from '../store/roster.ts';
import { readRelatedPolicy } from '../store/workspaces.ts';
import { type Asker, viewerOf } from './account-deeds.ts';
import { actorOf } from './actor.ts';
import { decideHandover, type HandoverSaid, PINNED, verdictOf } from './handovers.ts';
import { findPerson } from './people.ts';
import { refuseLeaver } from './permission.ts';
import { queueTasks } from './tasks.ts';

type Needs = Pick<Ports, 'database' | 'clock' | 'queue'>;
type Book = Omit<BookToHandOver, 'along' | 'to' | 'pinned' | 'disputed'>;

/** The book of whoever is named, for somebody who may hand it over; refuses the others. */
export async function openOrder(
  ports: Pick<Ports, 'database' | 'clock'>,
  asker: Asker,
  { from, to }: { from: string; to?: string | undefined },
): Promise<BookToHandOver> {
  const { workspaceId } = asker;
  const { prisma } = ports.database;
  await refuseLeaver(prisma, asker, ports.clock.now());
  const rep = await findPerson(ports, workspaceId, from);
  const book = await readBook(prisma, workspaceId, rep.id, ports.clock.now());
  refuseUnlessTheirs(book, await viewerOf(ports, asker));
  const look = { at: ports.clock.now(), most: PINNED };
  const policy = await readRelatedPolicy(prisma, workspaceId);
  return {
    ...book,
    // Whoever has left keeps nothing.
    ...(!book.leftAt && (await readStaying(prisma, workspaceId, rep.id, look))),
    along: policy.handover,
    ...(to !== undefined && { to: await findPerson(ports, workspaceId, to) }),
  };
}

async function readBook(db: Db, workspaceId: string, repId: string, at: Date): Promise<Book> {
  const book = await readBookToHandOver(db, workspaceId, repId, at);
  if (!book) throw new Refusal({ kind: 'out-of-date' });
  return book;
}

/** Managers hand over books of their own people, ops and admins any. */
function refuseUnlessTheirs({ rep, manager }: Book, viewer: Viewer): void {
  const held = { account: { name: bookOf(rep) }, owner: { ...rep, manager } };
  const obstacle = obstacleToDeed('hand accounts over', held, viewer);
  if (obstacle) throw new Refusal(obstacle);
}

function bookOf({ name }: Person): string {
  return `The book of ${name}`;
}

export type Order = {
  repId: string;
  said: Exclude<HandoverSaid, { kind: 'left' }>;
  reason: string;
};

/** Orders it: a worker carries it out, and tells whoever has ordered it once it is done. */
export async function orderHandover(
  ports: Needs,
  asker: Asker,
  { repId, said, reason }: Order,
): Promise<{ id: string }> {
  const { workspaceId, userId } = asker;
  const { prisma } = ports.database;
  // A question about it that waits is answered by it.
  const asked = await findOpenHandover(prisma, workspaceId, repId);
  if (asked !== undefined) {
    await decideHandover(ports, asker, asked, said);
    return { id: asked };
  }
  const by = await actorOf(ports, asker);
  return inTransaction(ports.database, async (tx) => {
    const book = await readBook(tx, workspaceId, repId, ports.clock.now());
    refuseUnlessTheirs(book, await readViewer(tx, workspaceId, userId));
    const given = { by, at: ports.clock.now() };
    const verdict = { ...(await verdictOf(tx, workspaceId, said, given)), reason, held: book.held };
    refuseGain(book, verdict, by);
    const id = await saveOrder(tx, workspaceId, repId, verdict);
    await appendAudit(tx, workspaceId, [
      {
        ...{ at: given.at, actor: by, action: 'handover-decided', reason },
        subject: { kind: 'rep', id: repId },
        ...{ before: null, after: verdict.kind === 'to' ? { ...verdict.to } : null },
        context: { rep: book.rep.name, verdict: verdict.kind, held: book.held },
      },
    ]);
    await queueTasks(tx, ports, workspaceId, [{ kind: 'hand-over', handoverId: id }]);
    return { id };
  });
}

function refuseGain({ rep }: Book, verdict: HandoverVerdict, by: Actor): void {
  if (verdict.kind !== 'to') return;
  if (verdict.to.id === rep.id) {
    throw new Refusal({ kind: 'already-owner', account: bookOf(rep), owner: rep.name });
  }
  if (by.kind === 'rep' && verdict.to.id === by.id) {
    throw new Refusal({ kind: 'own-gain', subject: `the book of ${rep.name}` });
  }
}
