import { listBook, openBook } from '../services/book.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, parsed } from './pressed.ts';
import { bookList } from './views/book-list.ts';
import type { Picture } from './views/owner-card.ts';
import type { Pressed } from './whoowns.ts';

/** `/territory book`, `/territory book @ana`. */
export async function answerBook(asked: string, asker: Asker, bot: Bot): Promise<Picture> {
  return bookList(await openBook(bot.ports, asker, asked));
}

/** Another page or order, in the place of the list. */
export async function turnBook(args: Pressed, bot: Bot): Promise<void> {
  await args.respond({ replace_original: true, ...(await readPart(args, bot)) });
}

/** From Home, where nothing can be answered in place: to the asker directly. */
export async function showBookApart(args: Pressed, bot: Bot): Promise<void> {
  const picture = await readPart(args, bot);
  await args.client.chat.postMessage({ channel: args.body.user.id, ...picture });
}

async function readPart(args: Pressed, bot: Bot): Promise<Picture> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const { repId, ...part } = parsed(values.bookPart.safeParse(given(args.action)));
  return bookList(await listBook(bot.ports, workspaceId, repId, part));
}
