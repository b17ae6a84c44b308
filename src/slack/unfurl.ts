import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { LinkUnfurls } from '@slack/web-api';
import { cardOfLink } from '../services/lookup.ts';
import { admit, type Bot } from './bot.ts';
import { unfurlBlocks } from './views/unfurl.ts';

type Shared = SlackEventMiddlewareArgs<'link_shared'> & AllMiddlewareArgs;

/** Says under a CRM link who owns the account; links that lead to none of ours stay bare. */
export async function unfurlLinks(args: Shared, bot: Bot): Promise<void> {
  const { client, event } = args;
  const { workspaceId } = await admit(bot, args);
  const unfurls: LinkUnfurls = {};
  for (const { url } of event.links) {
    const card = await cardOfLink(bot.ports, workspaceId, url);
    if (card) unfurls[url] = { blocks: unfurlBlocks(card) };
  }
  if (Object.keys(unfurls).length === 0) return;
  const { unfurl_id, source } = event;
  const where =
    unfurl_id && source ? { unfurl_id, source } : { channel: event.channel, ts: event.message_ts };
  await client.chat.unfurl({ ...where, unfurls } as Parameters<typeof client.chat.unfurl>[0]);
}
