import type { Book } from '../domain/book.ts';
import type { Ports } from '../ports.ts';
import { readBook as load } from '../store/book.ts';

export function readBook(
  { database, clock }: Ports,
  workspaceId: string,
  slackUserId: string,
): Promise<Book> {
  return load(database.prisma, workspaceId, slackUserId, clock.now());
}
