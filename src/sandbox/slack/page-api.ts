import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';
import { type Channel, canSee, markRead } from './channels.ts';
import { say } from './composer.ts';
import { slackFile, storeOwn } from './files.ts';
import { readBody, readJson, sendJson } from './http.ts';
import { click, openHome, runCommand, runShortcut, suggest } from './interactions.ts';
import { fadeEphemerals, historyFor, pageMessage } from './messages.ts';
import * as calls from './page-calls.ts';
import { pageState } from './page-state.ts';
import { streamTo } from './page-stream.ts';
import type { Person } from './people.ts';
import { dismiss, submit } from './submissions.ts';
import type { World } from './world.ts';

/** A page that asks for what is not there is told so in plain words. */
class PageError extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

type Post = (world: World, body: unknown) => unknown;

const posts: Record<string, Post> = {
  '/page/say': by(calls.saySchema, (world, person, said) => {
    const channel = channelFor(world, person, said.channel);
    if (channel.archived) throw new PageError(403, 'This channel is archived.');
    return { ts: say(world, person, channel, said).ts };
  }),
  '/page/command': by(calls.commandSchema, (world, person, typed) =>
    runCommand(world, person, channelFor(world, person, typed.channel), typed),
  ),
  '/page/click': by(calls.clickSchema, click),
  '/page/options': by(calls.optionsSchema, suggest),
  '/page/submit': by(calls.submitSchema, submit),
  '/page/dismiss': by(calls.dismissSchema, (world, person, { view_id: viewId }) =>
    dismiss(world, person, viewId),
  ),
  '/page/shortcut': by(calls.shortcutSchema, runShortcut),
  '/page/home': by(calls.homeSchema, (world, person, { tab }) => openHome(world, person, tab)),
  '/page/read': by(calls.readSchema, (world, person, { channel }) => {
    markRead(world, channelFor(world, person, channel), person.id);
    return { ok: true };
  }),
};

function by<Call extends { user: string }>(
  schema: z.ZodType<Call>,
  act: (world: World, person: Person, call: Call) => unknown,
): Post {
  return (world, body) => {
    const call = schema.safeParse(body);
    if (!call.success) throw new PageError(400, call.error.message);
    return act(world, personFor(world, call.data.user), call.data);
  };
}

export async function answerPage(
  world: World,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const url = new URL(req.url ?? '/', world.url);
  try {
    if (url.pathname === '/page/upload') sendJson(res, 200, take(world, url, await readBody(req)));
    else if (req.method === 'POST') sendJson(res, 200, await obey(world, url, await readJson(req)));
    else if (url.pathname === '/page/stream') streamTo(world, reader(world, url).id, res);
    else sendJson(res, 200, show(world, url));
  } catch (fault) {
    const status = fault instanceof PageError ? fault.status : 500;
    if (status === 500) world.log(String(fault));
    sendJson(res, status, { ok: false, problem: fault instanceof Error ? fault.message : '' });
  }
}

/** Slack's client takes no larger file into a window. */
const largestFile = 10 * 1024 * 1024;

function take(world: World, url: URL, bytes: Buffer): unknown {
  const person = reader(world, url);
  if (bytes.length > largestFile) throw new PageError(413, 'Files may have up to 10 MB.');
  return slackFile(
    world,
    storeOwn(world, person.id, url.searchParams.get('name') ?? 'file', bytes),
  );
}

function obey(world: World, url: URL, body: unknown): unknown {
  const act = posts[url.pathname];
  if (!act) throw new PageError(404, 'No such call.');
  return act(world, body);
}

function show(world: World, url: URL): unknown {
  const person = reader(world, url);
  switch (url.pathname) {
    case '/page/state':
      fadeEphemerals(world, person.id);
      return pageState(world, person);
    case '/page/history': {
      const channel = channelFor(world, person, url.searchParams.get('channel') ?? '');
      const thread = url.searchParams.get('thread') ?? undefined;
      const history = historyFor(world, channel, person.id, thread);
      return history.map((message) => pageMessage(world, message));
    }
    default:
      throw new PageError(404, 'No such call.');
  }
}

/** Who looks; a window that has not chosen yet begins as the first persona. */
function reader(world: World, url: URL): Person {
  const first = [...world.people.values()].find((person) => person.persona);
  return personFor(world, url.searchParams.get('user') ?? first?.id ?? '');
}

function personFor(world: World, id: string): Person {
  const person = world.people.get(id);
  if (!person || person.bot) throw new PageError(404, `There is no person ${id}.`);
  if (person.deactivated) throw new PageError(403, `${person.realName} is deactivated.`);
  return person;
}

function channelFor(world: World, person: Person, id: string): Channel {
  const channel = world.channels.get(id);
  if (channel && canSee(world, channel, person.id)) return channel;
  throw new PageError(404, `There is no channel ${id} for ${person.realName}.`);
}
