import type {
  Answer,
  Click,
  Command,
  OptionsQuery,
  PageMessage,
  PageState,
  Say,
  Shortcut,
  Submit,
  SubmitAnswer,
} from '../slack/page-contract.ts';
import type { Choosable } from './blocks/shapes.ts';

const unreachable = {
  ok: false as const,
  problem: 'The sandbox did not answer. Is it still running?',
};

export async function loadState(user?: string): Promise<PageState> {
  return json(await fetch(`/page/state?${new URLSearchParams(user ? { user } : {})}`));
}

export async function loadHistory(of: {
  user: string;
  channel: string;
  thread?: string;
}): Promise<PageMessage[]> {
  return json(await fetch(`/page/history?${new URLSearchParams(of)}`));
}

export function say(said: Say): Promise<Answer> {
  return ask('/page/say', said, { ok: true });
}

export function command(given: Command): Promise<Answer> {
  return ask('/page/command', given);
}

export function click(made: Click): Promise<Answer> {
  return ask('/page/click', made);
}

export function submit(given: Submit): Promise<SubmitAnswer> {
  return ask('/page/submit', given);
}

/** Puts a file where the bot can fetch it; undefined where that did not work. */
export async function upload(user: string, file: File): Promise<unknown> {
  const to = `/page/upload?${new URLSearchParams({ user, name: file.name })}`;
  try {
    return await json(await fetch(to, { method: 'POST', body: file }));
  } catch {
    return undefined;
  }
}

export function dismiss(user: string, viewId: string): Promise<Answer> {
  return ask('/page/dismiss', { user, view_id: viewId });
}

export function shortcut(taken: Shortcut): Promise<Answer> {
  return ask('/page/shortcut', taken);
}

export function openHome(user: string, tab: 'home' | 'messages'): Promise<Answer> {
  return ask('/page/home', { user, tab });
}

export function markRead(user: string, channel: string): Promise<Answer> {
  return ask('/page/read', { user, channel });
}

export async function findOptions(query: OptionsQuery): Promise<Choosable> {
  return json(await post('/page/options', query));
}

/** A person never sees a stack trace: whatever goes wrong on the way is a problem in words. */
async function ask<Given>(path: string, body: unknown, stands?: Given): Promise<Given> {
  try {
    const given = await json<Given>(await post(path, body));
    return stands ?? given;
  } catch {
    return unreachable as Given;
  }
}

function post(path: string, body: unknown): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

async function json<Given>(response: Response): Promise<Given> {
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}`);
  return response.json();
}
