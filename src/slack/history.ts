import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { History } from '../domain/history.ts';
import { readHistory } from '../services/history.ts';
import { findAccount } from '../services/lookup.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { given, openOver, parsed } from './pressed.ts';
import { historyList, historyModal } from './views/history.ts';
import { answerPicture } from './views/lookup-answer.ts';
import type { Picture } from './views/owner-card.ts';
import { type Pressed, privatePlace } from './whoowns.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

/** `/territory audit acme`; of several accounts that may be meant they choose one, whose card leads here. */
export async function answerHistory(
  { command }: Commanded,
  asked: string,
  asker: Asker,
  bot: Bot,
): Promise<Picture> {
  const { workspaceId } = asker;
  const found = await findAccount(bot.ports, workspaceId, asked);
  if (found.kind !== 'found')
    return answerPicture(found, await privatePlace(bot, asker, command.channel_id));
  return historyList(await readHistory(bot.ports, workspaceId, found.accountId, 0));
}

/** From a card: in a window above it. */
export async function openHistory(args: Pressed, bot: Bot): Promise<void> {
  await openOver(args, historyModal(await readPart(args, bot)));
}

export async function turnHistory(args: Pressed, bot: Bot): Promise<void> {
  const history = await readPart(args, bot);
  const { body, client, respond } = args;
  const { id: viewId, hash } = body.view ?? {};
  if (viewId) {
    const view = historyModal(history);
    await client.views.update({ view_id: viewId, ...(hash && { hash }), view });
  } else await respond({ replace_original: true, ...historyList(history) });
}

async function readPart(args: Pressed, bot: Bot): Promise<History> {
  await args.ack();
  const { workspaceId } = await admit(bot, args);
  const { accountId, page } = parsed(values.historyPart.safeParse(given(args.action)));
  return readHistory(bot.ports, workspaceId, accountId, page);
}
