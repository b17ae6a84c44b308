import type { BookListing } from '../domain/book.ts';
import { listBook, openBook } from '../services/book.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, openOver, parsed } from './pressed.ts';
import { bookList, bookModal } from './views/book-list.ts';
import type { Picture } from './views/owner-card.ts';
import type { Pressed } from './whoowns.ts';

/** `/territory book`, `/territory book @ana`. */
export async function answerBook(asked: string, asker: Asker, bot: Bot): Promise<Picture> {
  return bookList(await openBook(bot.ports, asker, asked));
}

/** Another page or order, in the place of the list. */
export async function turnBook(args: Pressed, bot: Bot): Promise<void> {
  const listing = await readPart(args, bot);
  const { body, client, respond } = args;
  const { id: viewId, hash } = body.view ?? {};
  if (viewId) {
    await client.views.update({ view_id: viewId, ...(hash && { hash }), view: bookModal(listing) });
  } else await respond({ replace_original: true, ...bookList(listing) });
}

/** From Home, where nothing can be answered in place: in a window. */
export async function openBookWindow(args: Pressed, bot: Bot): Promise<void> {
  await openOver(args, bookModal(await readPart(args, bot)));
}

async function readPart(args: Pressed, bot: Bot): Promise<BookListing> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const { repId, ...part } = parsed(values.bookPart.safeParse(given(args.action)));
  return listBook(bot.ports, workspaceId, repId, part);
}
