import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
} from '@slack/bolt';
import { Refusal } from '../domain/refusal.ts';
import { viewerOf } from '../services/account-deeds.ts';
import { lookUp } from '../services/lead-lookup.ts';
import { showAccount } from '../services/lookup.ts';
import { roleOf } from '../services/permission.ts';
import { rememberShared } from '../services/sharing.ts';
import type { Asker } from './askers.ts';
import { admit, type Bot } from './bot.ts';
import { values } from './ids.ts';
import { asksForHelp } from './territory-command.ts';
import { answerPicture } from './views/lookup-answer.ts';
import { ownerCard, type Picture, type Place } from './views/owner-card.ts';
import { territoryHelp } from './views/territory-help.ts';

type Commanded = SlackCommandMiddlewareArgs & AllMiddlewareArgs;
export type Pressed = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

/** Slack's names of conversations in which a message of ours can be seen by others. */
const SHAREABLE = /^[CG]/;

export async function answerWhoOwns(args: Commanded, bot: Bot): Promise<void> {
  const { ack, command, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const answer = await answerTo(bot, asker, command.text, command.channel_id);
  await respond({ response_type: 'ephemeral', ...answer });
}

/** Whose it is, for the asker alone; or what there is to ask, where they do not know. */
export async function answerTo(
  bot: Bot,
  asker: Asker,
  typed: string,
  channel: string,
): Promise<Picture> {
  if (asksForHelp(typed)) return territoryHelp(await roleOf(bot.ports, asker));
  const [answer, place] = await Promise.all([
    lookUp(bot.ports, asker.workspaceId, typed),
    privatePlace(bot, asker, channel),
  ]);
  return answerPicture(answer, place);
}

/** A pick from a list of matches or relatives: the list becomes the card. */
export async function showPicked(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, respond } = args;
  await ack();
  const asker = await admit(bot, args);
  const card = await showAccount(bot.ports, asker.workspaceId, accountOf(action));
  const place = await privatePlace(bot, asker, body.channel?.id);
  await respond({ replace_original: true, ...ownerCard(card, place) });
}

/** Posts the card for all to see, and remembers where, so that it is drawn again when it changes. */
export async function shareCard(args: Pressed, bot: Bot): Promise<void> {
  const { ack, action, body, client, respond } = args;
  await ack();
  const { workspaceId, userId } = await admit(bot, args);
  const card = await showAccount(bot.ports, workspaceId, accountOf(action));
  const channel = body.channel?.id ?? '';
  const picture = ownerCard(card, { kind: 'shared', by: userId });
  const thread: string | undefined = body.container.thread_ts;
  const { ts } = await client.chat
    .postMessage({ channel, ...(thread && { thread_ts: thread }), ...picture })
    .catch(refuseUninvited);
  await rememberShared(bot.ports, workspaceId, card, {
    channel,
    ts: ts ?? '',
    postedFor: userId,
  });
  await respond({ delete_original: true });
}

/** What only the asker sees, in that conversation. */
export async function privatePlace({ ports }: Bot, asker: Asker, channel = ''): Promise<Place> {
  const viewer = await viewerOf(ports, asker);
  return { kind: 'private', canShare: SHAREABLE.test(channel), viewer };
}

function accountOf(action: Pressed['action']): string {
  const chosen = 'selected_option' in action ? action.selected_option?.value : undefined;
  const given = chosen ?? ('value' in action ? action.value : undefined);
  const parsed = values.account.safeParse(given);
  if (!parsed.success) throw new Refusal({ kind: 'out-of-date' });
  return parsed.data;
}

function refuseUninvited(error: unknown): never {
  const code =
    error instanceof Error && 'data' in error ? (error.data as { error?: string }).error : '';
  if (code === 'not_in_channel' || code === 'channel_not_found') {
    throw new Refusal({ kind: 'not-in-channel' });
  }
  throw error;
}
