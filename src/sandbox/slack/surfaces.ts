import type { Placed } from './blocks.ts';
import { findElement } from './blocks.ts';
import { canSee } from './channels.ts';
import { findEphemeral, findMessage } from './messages.ts';
import type { Block, Click } from './page-contract.ts';
import type { Surface } from './payloads.ts';
import { findView } from './views.ts';
import type { World } from './world.ts';

/** The message or view a person acts on, if it is there for them. */
export function findSurface(world: World, user: string, from: Click['from']): Surface | undefined {
  if (from.kind === 'view') {
    const view = findView(world, from.view_id);
    return view?.user === user ? { kind: 'view', view } : undefined;
  }
  const channel = world.channels.get(from.channel);
  if (!channel || !canSee(world, channel, user)) return undefined;
  const message = findEphemeral(world, user, from.ts) ?? findMessage(channel, from.ts);
  return message && { kind: 'message', channel, message };
}

export function blocksOf(surface: Surface): Block[] {
  if (surface.kind === 'view') return surface.view.draft.blocks;
  const { blocks = [], attachments = [] } = surface.message;
  return [...blocks, ...attachments.flatMap((attachment) => attachment.blocks ?? [])];
}

export function elementOn(
  surface: Surface,
  on: { block_id: string; action_id: string },
): Placed | undefined {
  return findElement(blocksOf(surface), on.block_id, on.action_id);
}
