import { z } from 'zod';
import { validateOptions } from '../../block-kit/validate.ts';
import { actionAnswer, commandAnswer, problem } from './answers.ts';
import { type Channel, canSee, dmBetween } from './channels.ts';
import { commandText } from './composer.ts';
import type { BotReply } from './courier.ts';
import { dispatch } from './dispatch.ts';
import { surfaceState } from './element-state.ts';
import { emitHomeOpened } from './events.ts';
import { parseJson } from './http.ts';
import { findMessage } from './messages.ts';
import type { Answer, Click, Command, OptionsQuery, Shortcut } from './page-contract.ts';
import {
  blockActions,
  blockSuggestion,
  globalShortcut,
  messageAction,
  slashCommand,
} from './payloads.ts';
import type { Person } from './people.ts';
import { replySchema, showReply } from './response-urls.ts';
import { blocksOf, elementOn, findSurface } from './surfaces.ts';
import type { World } from './world.ts';

const optionsAnswer = z.union([
  z.object({ option_groups: z.array(z.unknown()) }),
  z.object({ options: z.array(z.unknown()) }),
]);

export async function runCommand(
  world: World,
  person: Person,
  channel: Channel,
  typed: Command,
): Promise<Answer> {
  const known = world.app.manifest.features.slash_commands.find(
    (each) => each.command === typed.command,
  );
  if (!known) return problem(`${typed.command} is not a valid command.`);
  const text = commandText(world, typed.text.trim(), known.should_escape);
  const payload = slashCommand(world, person, channel, { command: typed.command, text });
  const reply = await dispatch(world, { kind: 'command', payload });
  if (reply.kind !== 'acknowledged') return commandAnswer(typed.command, reply);
  return showAck(world, person, channel, typed.command, reply);
}

/** The body of a command's acknowledgement is its first answer: JSON or bare words. */
function showAck(
  world: World,
  person: Person,
  channel: Channel,
  command: string,
  reply: Extract<BotReply, { kind: 'acknowledged' }>,
): Answer {
  if (reply.body.trim() === '') return { ok: true };
  const parsed = replySchema.safeParse(objectOrWords(reply.body));
  const invalid = problem(`${command} failed with the error "invalid_command_response"`);
  if (!parsed.success) return invalid;
  const shown = showReply(world, { channel: channel.id, user: person.id }, parsed.data);
  return shown.status === 200 ? { ok: true } : invalid;
}

function objectOrWords(body: string): unknown {
  const value = parseJson(body);
  return typeof value === 'object' && value !== null ? value : { text: body };
}

export async function click(world: World, person: Person, clicked: Click): Promise<Answer> {
  const surface = findSurface(world, person.id, clicked.from);
  const placed = surface && elementOn(surface, clicked);
  if (!surface || !placed) return problem('This is no longer there. Reload to see what is.');
  const { block_id: blockId, action_id: actionId, chosen } = clicked;
  const entered = { ...clicked.state };
  entered[blockId] = { ...entered[blockId], [actionId]: chosen };
  const state = surfaceState(blocksOf(surface), entered);
  if (surface.kind === 'view') surface.view.state = state;
  const action = { blockId, element: placed.element, chosen };
  const payload = blockActions(world, person, surface, action, state);
  return actionAnswer(await dispatch(world, { kind: 'interaction', payload }));
}

export async function suggest(
  world: World,
  person: Person,
  query: OptionsQuery,
): Promise<Record<string, unknown>> {
  const surface = findSurface(world, person.id, query.from);
  if (!surface || !elementOn(surface, query)) return { options: [] };
  const { block_id: blockId, action_id: actionId, value } = query;
  const payload = blockSuggestion(world, person, surface, { blockId, actionId, value });
  const reply = await dispatch(world, { kind: 'interaction', payload });
  if (reply.kind !== 'acknowledged') return { options: [] };
  return offered(world, actionId, parseJson(reply.body));
}

/** Choices Slack would refuse are not shown; the log says why. */
function offered(world: World, actionId: string, answer: unknown): Record<string, unknown> {
  const parsed = optionsAnswer.safeParse(answer);
  if (!parsed.success) return { options: [] };
  const wrong = validateOptions(parsed.data);
  for (const each of wrong) world.log(`options of ${actionId}${each.pointer}: ${each.message}`);
  return wrong.length > 0 ? { options: [] } : parsed.data;
}

export async function runShortcut(world: World, person: Person, chosen: Shortcut): Promise<Answer> {
  const { callbackId, message: on } = chosen;
  const known = world.app.manifest.features.shortcuts.find(
    (each) => each.callback_id === callbackId && (each.type === 'message') === (on !== undefined),
  );
  if (!known) return problem('This shortcut does not exist.');
  const payload = on
    ? shortcutOn(world, person, callbackId, on)
    : globalShortcut(world, person, callbackId);
  if (!payload) return problem('This message is no longer there.');
  return actionAnswer(await dispatch(world, { kind: 'interaction', payload }));
}

function shortcutOn(
  world: World,
  person: Person,
  callbackId: string,
  on: { channel: string; ts: string },
) {
  const channel = world.channels.get(on.channel);
  if (!channel || !canSee(world, channel, person.id)) return undefined;
  const message = findMessage(channel, on.ts);
  return message && messageAction(world, person, callbackId, { channel, message });
}

export function openHome(world: World, person: Person, tab: string): Answer {
  const dm = dmBetween(world, world.app.botUserId, person.id);
  if (dm) emitHomeOpened(world, person.id, dm, tab);
  return { ok: true };
}
