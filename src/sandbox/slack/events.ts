import { setTimeout as pause } from 'node:timers/promises';
import { type Channel, isShared } from './channels.ts';
import { dispatch } from './dispatch.ts';
import { subscribes, unfurls } from './manifest.ts';
import { type Message, slackMessage } from './messages.ts';
import { type Person, slackUser } from './people.ts';
import { slackView } from './views.ts';
import { freshId, nextTs, seconds, type World } from './world.ts';

type SlackEvent = { type: string; [field: string]: unknown };

/** Queues an event for the bot, if its manifest subscribes to it; repeats it as Slack does. */
function emit(world: World, subscription: string, event: SlackEvent, shared = false): void {
  if (!subscribes(world.app.manifest, subscription)) return;
  const delivery = deliver(world, envelope(world, event, shared));
  world.deliveries.add(delivery);
  delivery.finally(() => world.deliveries.delete(delivery)).catch(() => undefined);
}

function envelope(world: World, event: SlackEvent, shared: boolean) {
  const { team, app } = world;
  return {
    token: 'sandbox',
    team_id: team.id,
    api_app_id: app.id,
    event,
    type: 'event_callback',
    event_id: freshId('Ev'),
    event_time: seconds(world),
    authorizations: [
      {
        enterprise_id: null,
        team_id: team.id,
        user_id: app.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      },
    ],
    is_ext_shared_channel: shared,
    event_context: `4-${freshId('E')}`,
  };
}

async function deliver(world: World, payload: { event_id: string }): Promise<void> {
  let reply = await dispatch(world, { kind: 'event', payload });
  for (const [index, wait] of world.timings.eventRetryMs.entries()) {
    if (reply.kind === 'acknowledged' || world.closing.signal.aborted) return;
    if (reply.kind === 'refused' && reply.noRetry) return;
    const retry = { attempt: index + 1, after: reply.kind };
    world.log(`The bot did not take event ${payload.event_id} (${reply.kind}); trying again.`);
    await pause(wait, undefined, { signal: world.closing.signal, ref: false }).catch(
      () => 'closing',
    );
    reply = await dispatch(world, { kind: 'event', payload, retry });
  }
}

const channelTypes = { public: 'channel', private: 'group', dm: 'im' } as const;
const messageEvents = { public: 'message.channels', private: 'message.groups', dm: 'message.im' };

/** Tells the bot what was said, in the channels it belongs to. */
export function emitMessage(world: World, channel: Channel, message: Message): void {
  emitLinks(world, channel, message);
  if (!channel.members.has(world.app.botUserId)) return;
  const shared = isShared(world, channel);
  const said = {
    ...slackMessage(world, message, { metadata: false }),
    channel: channel.id,
    event_ts: message.ts,
  };
  const subtype = message.files && { subtype: 'file_share' };
  emit(
    world,
    messageEvents[channel.kind],
    { ...said, ...subtype, channel_type: channelTypes[channel.kind] },
    shared,
  );
  const mentioned = message.text.includes(`<@${world.app.botUserId}>`);
  if (mentioned && channel.kind !== 'dm' && message.user !== world.app.botUserId) {
    emit(world, 'app_mention', { ...said, type: 'app_mention' }, shared);
  }
}

function emitLinks(world: World, channel: Channel, message: Message): void {
  if (message.user === world.app.botUserId) return;
  const urls = [...message.text.matchAll(/<(https?:\/\/[^|>]+)(?:\|[^>]*)?>/g)]
    .map(([, url = '']) => url.replaceAll('&amp;', '&'))
    .filter((url) => unfurls(world.app.manifest, url));
  if (urls.length === 0) return;
  emit(world, 'link_shared', {
    type: 'link_shared',
    user: message.user,
    channel: channel.id,
    message_ts: message.ts,
    ...(message.threadTs && { thread_ts: message.threadTs }),
    links: [...new Set(urls)].map((url) => ({ url, domain: new URL(url).hostname })),
    source: 'conversations_history',
    unfurl_id: `${channel.id}-${message.ts}`,
    is_bot_user_member: channel.members.has(world.app.botUserId),
    event_ts: message.ts,
  });
}

export function emitHomeOpened(world: World, user: string, dm: Channel, tab: string): void {
  const home = world.homes.get(user);
  emit(world, 'app_home_opened', {
    type: 'app_home_opened',
    user,
    channel: dm.id,
    tab,
    event_ts: nextTs(world),
    ...(tab === 'home' && home && { view: slackView(world, home) }),
  });
}

export function emitJoined(world: World, channel: Channel, user: string, inviter?: string): void {
  if (!channel.members.has(world.app.botUserId)) return;
  emit(world, 'member_joined_channel', {
    type: 'member_joined_channel',
    user,
    channel: channel.id,
    channel_type: channel.kind === 'private' ? 'G' : 'C',
    team: world.team.id,
    ...(inviter && { inviter }),
    event_ts: nextTs(world),
  });
}

export function emitUserChange(world: World, person: Person): void {
  const email = world.app.manifest.oauth_config.scopes.bot.includes('users:read.email');
  emit(world, 'user_change', {
    type: 'user_change',
    user: slackUser(world, person, { email }),
    cache_ts: seconds(world),
    event_ts: nextTs(world),
  });
}
