import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Portal } from './hubspot/portal.ts';
import { type Kind, kinds } from './hubspot/record.ts';
import type { Shelf } from './hubspot/shelf.ts';
import { type Channel, dmBetween } from './slack/channels.ts';
import type { World } from './slack/world.ts';

/** What has happened on the stage since it was first set; all else is told anew at each start. */
type Past = Pick<World, 'channels' | 'files' | 'lastTs'> & {
  shelves: Record<Kind, Pick<Shelf, 'edits' | 'nextId'>>;
  links: Portal['links'];
  /** Missing in what older versions kept. */
  leavers?: Portal['leavers'];
};

const SAVE_EVERY_MS = 10_000;

export type Keepsake = {
  /** False where this is the first start. */
  recalled: boolean;
  /** Saves once more and no more after that. */
  close: () => void;
};

/** Puts the stage back as it was left, and writes it down from time to time, for a kill gives no notice. */
export function keepStage(file: string, world: World, portal: Portal): Keepsake {
  const recalled = existsSync(file);
  if (recalled) recall(deserialize(readFileSync(file)), world, portal);
  const save = () => {
    writeFileSync(`${file}.new`, serialize(pastOf(world, portal)));
    renameSync(`${file}.new`, file);
  };
  const timer = setInterval(save, SAVE_EVERY_MS);
  timer.unref();
  return {
    recalled,
    close: () => {
      clearInterval(timer);
      save();
    },
  };
}

function pastOf({ channels, files, lastTs }: World, { shelves, links, leavers }: Portal): Past {
  const kept = ({ edits, nextId }: Shelf) => ({ edits, nextId });
  const { companies, contacts, deals } = shelves;
  return {
    ...{ channels, files, lastTs, links, leavers },
    shelves: { companies: kept(companies), contacts: kept(contacts), deals: kept(deals) },
  };
}

function recall(past: Past, world: World, portal: Portal): void {
  for (const channel of past.channels.values()) putBack(channel, world);
  for (const [id, stored] of past.files) world.files.set(id, stored);
  world.lastTs = past.lastTs;
  for (const kind of kinds) Object.assign(portal.shelves[kind], past.shelves[kind]);
  for (const [key, edits] of past.links) portal.links.set(key, edits);
  if (past.leavers) portal.leavers = past.leavers;
}

/** Two people have one conversation: that in which more was said stands for the one that a start has opened anew. */
function putBack(channel: Channel, world: World): void {
  const [one = '', other = ''] = channel.members;
  const double = channel.kind === 'dm' ? dmBetween(world, one, other) : undefined;
  if (double && double.messages.length > channel.messages.length) return;
  if (double) world.channels.delete(double.id);
  world.channels.set(channel.id, channel);
}
