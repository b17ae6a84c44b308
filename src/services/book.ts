import type { Book, BookListing, BookOrder } from '../domain/book.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Ports } from '../ports.ts';
import { readBook as load, readMoves, readPipeline } from '../store/book.ts';
import { readBookAccounts, readBookTerritories, readHolder } from '../store/book-listing.ts';
import { findRepBySlackUser } from '../store/roster.ts';
import { readConcerning } from '../store/waiting.ts';
import { findPerson } from './people.ts';

type Needs = Pick<Ports, 'database' | 'clock'>;

const PAGE = 8;
const WAITING = 3;

export function readBook(
  { database, clock }: Ports,
  workspaceId: string,
  slackUserId: string,
): Promise<Book> {
  return load(database.prisma, workspaceId, slackUserId, clock.now());
}

/** Somebody's book by name; their own of whoever names nobody. */
export async function openBook(
  ports: Needs,
  { workspaceId, userId }: { workspaceId: string; userId: string },
  asked: string,
): Promise<BookListing> {
  const rep =
    asked === '' || /^(me|mine|my|my book)$/i.test(asked)
      ? await findRepBySlackUser(ports.database.prisma, workspaceId, userId)
      : await findPerson(ports, workspaceId, asked);
  if (!rep) throw new Refusal({ kind: 'no-book' });
  return listBook(ports, workspaceId, rep.id, { order: 'biggest', page: 0 });
}

/** Whose account each is stands on its card for all to read: so are books, see docs/decisions/0018. */
export async function listBook(
  { database: { prisma }, clock }: Needs,
  workspaceId: string,
  repId: string,
  { order, page }: { order: BookOrder; page: number },
): Promise<BookListing> {
  const at = clock.now();
  const held = await readHolder(prisma, workspaceId, repId, at);
  if (!held) throw new Refusal({ kind: 'out-of-date' });
  const pages = Math.max(1, Math.ceil(held.accounts / PAGE));
  // What stood on the last page may have gone meanwhile.
  const shown = Math.min(page, pages - 1);
  const part = { order, from: shown * PAGE, most: PAGE };
  return {
    ...held,
    pipeline: await readPipeline(prisma, workspaceId, repId),
    territories: await readBookTerritories(prisma, workspaceId, repId),
    moves: await readMoves(prisma, workspaceId, repId, at),
    waiting: await readConcerning(prisma, workspaceId, repId, WAITING),
    lines: await readBookAccounts(prisma, workspaceId, repId, part, at),
    ...{ order, page: shown, pages },
  };
}
