import type { BlockElement } from './blocks.ts';
import type { Channel } from './channels.ts';
import { chosenFields, type SurfaceState } from './element-state.ts';
import { type Message, slackMessage } from './messages.ts';
import type { Person } from './people.ts';
import { issueResponseUrl } from './response-urls.ts';
import { issueTrigger } from './triggers.ts';
import { slackView, type View } from './views.ts';
import { nextTs, type World } from './world.ts';

/** Where a person acts: on a message in a channel, or in a modal or Home. */
export type Surface =
  | { kind: 'message'; channel: Channel; message: Message }
  | { kind: 'view'; view: View };

function origin(world: World, person: Person) {
  const { team, app } = world;
  return {
    team: { id: team.id, domain: team.domain },
    user: { id: person.id, username: person.name, name: person.name, team_id: person.teamId },
    api_app_id: app.id,
    token: 'sandbox',
    enterprise: null,
    is_enterprise_install: false,
  };
}

function place(world: World, surface: Surface) {
  if (surface.kind === 'view') {
    const { view } = surface;
    return { container: { type: 'view', view_id: view.id }, view: slackView(world, view) };
  }
  const { channel, message } = surface;
  const ephemeral = message.onlyFor !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: ephemeral,
      ...(message.threadTs && { thread_ts: message.threadTs }),
    },
    channel: { id: channel.id, name: shownName(channel) },
    // Slack does not hand the bot an ephemeral message again: it is not stored.
    ...(!ephemeral && { message: slackMessage(world, message, { metadata: true }) }),
  };
}

function shownName(channel: Channel): string {
  if (channel.kind === 'dm') return 'directmessage';
  return channel.kind === 'private' ? 'privategroup' : channel.name;
}

export function blockActions(
  world: World,
  person: Person,
  surface: Surface,
  action: { blockId: string; element: BlockElement; chosen: Record<string, unknown> },
  state: SurfaceState,
) {
  const { element, blockId, chosen } = action;
  const { text, value, style, placeholder } = element;
  const viewId = surface.kind === 'view' ? surface.view.id : undefined;
  return {
    type: 'block_actions',
    ...origin(world, person),
    ...place(world, surface),
    trigger_id: issueTrigger(world, person.id, viewId),
    ...(surface.kind === 'message' && {
      state: { values: state },
      response_url: issueResponseUrl(world, {
        channel: surface.channel.id,
        user: person.id,
        origin: surface.message,
      }),
    }),
    actions: [
      {
        type: element.type,
        action_id: element.action_id,
        block_id: blockId,
        action_ts: nextTs(world),
        ...(text !== undefined && { text }),
        ...(value !== undefined && { value }),
        ...(style !== undefined && { style }),
        ...(placeholder !== undefined && { placeholder }),
        ...chosenFields(element, chosen),
      },
    ],
  };
}

export function blockSuggestion(
  world: World,
  person: Person,
  surface: Surface,
  query: { blockId: string; actionId: string; value: string },
) {
  return {
    type: 'block_suggestion',
    ...origin(world, person),
    ...place(world, surface),
    action_id: query.actionId,
    block_id: query.blockId,
    value: query.value,
  };
}

export function viewSubmission(world: World, person: Person, view: View) {
  return {
    type: 'view_submission',
    ...origin(world, person),
    trigger_id: issueTrigger(world, person.id, view.id),
    view: slackView(world, view),
    response_urls: [],
  };
}

export function viewClosed(world: World, person: Person, view: View, cleared: boolean) {
  return {
    type: 'view_closed',
    ...origin(world, person),
    view: slackView(world, view),
    is_cleared: cleared,
  };
}

export function globalShortcut(world: World, person: Person, callbackId: string) {
  return {
    type: 'shortcut',
    ...origin(world, person),
    action_ts: nextTs(world),
    callback_id: callbackId,
    trigger_id: issueTrigger(world, person.id),
  };
}

export function messageAction(
  world: World,
  person: Person,
  callbackId: string,
  on: { channel: Channel; message: Message },
) {
  const { channel, message } = on;
  return {
    type: 'message_action',
    ...origin(world, person),
    action_ts: nextTs(world),
    callback_id: callbackId,
    trigger_id: issueTrigger(world, person.id),
    response_url: issueResponseUrl(world, {
      channel: channel.id,
      user: person.id,
      origin: message,
    }),
    message_ts: message.ts,
    channel: { id: channel.id, name: shownName(channel) },
    message: slackMessage(world, message, { metadata: false }),
  };
}

export function slashCommand(
  world: World,
  person: Person,
  channel: Channel,
  typed: { command: string; text: string },
): Record<string, string> {
  const { team, app } = world;
  return {
    token: 'sandbox',
    team_id: team.id,
    team_domain: team.domain,
    channel_id: channel.id,
    channel_name: shownName(channel),
    user_id: person.id,
    user_name: person.name,
    command: typed.command,
    text: typed.text,
    api_app_id: app.id,
    is_enterprise_install: 'false',
    response_url: issueResponseUrl(world, { channel: channel.id, user: person.id }),
    trigger_id: issueTrigger(world, person.id),
  };
}
