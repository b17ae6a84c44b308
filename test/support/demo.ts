import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { PageState } from '../../src/sandbox/slack/page-contract.ts';
import { aScratch } from './scratch.ts';

export type Demo = {
  /** All it has printed. */
  said: string;
  /** Where a person's window is, by persona or by name, in a channel or at the beginning. */
  link: (person: string, channel?: string) => string;
  state: PageState;
  /** Asks its HubSpot, as any app asks one. */
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it reads.
  hubspot: (method: string, path: string, body?: object) => Promise<any>;
  /** Ctrl-C; the answer is the exit code. */
  stop: () => Promise<number | null>;
};

type Options = {
  /** The first of three neighbouring ports; below those that the system gives away. */
  port: number;
  data: string;
  accounts?: number;
  databaseUrl?: string;
};

/** The demo as a newcomer starts it: a process of its own, with the bot and all else below it. */
export async function startDemo(options: Options): Promise<Demo> {
  const { port, data, accounts, databaseUrl = '' } = options;
  const words = ['--port', String(port), '--data', data];
  if (accounts) words.push('--accounts', String(accounts));
  const child = spawn(process.execPath, ['src/sandbox/demo.ts', ...words], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = stopperOf(child);
  const said = await untilOpen(child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  const origin = /Open {2}(http:\/\/[\w.:]+)/.exec(said)?.[1] ?? '';
  const state: PageState = await (await fetch(`${origin}/page/state`)).json();
  return {
    said,
    state,
    stop,
    hubspot: hubspotOf(said),
    link: (...to) => `${origin}/?${new URLSearchParams(place(state, to))}`,
  };
}

function hubspotOf(said: string): Demo['hubspot'] {
  const origin = /HubSpot is at {2}(http:\/\/[\w.:]+)/.exec(said)?.[1] ?? '';
  const headers = {
    authorization: 'Bearer sandbox-hubspot-token',
    'content-type': 'application/json',
  };
  return async (method, path, body) => {
    const asked = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const response = await fetch(origin + path, asked);
    if (!response.ok) throw new Error(`HubSpot answers ${response.status} to ${method} ${path}`);
    return response.json();
  };
}

function stopperOf(child: ChildProcess): Demo['stop'] {
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return () => {
    child.kill('SIGINT');
    return ended;
  };
}

function untilOpen(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk;
      if (said.includes('Ctrl-C stops everything')) resolve(said);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`The demo ended with ${code}:\n${said}`)));
  });
}

function place({ users, channels }: PageState, [person, channel]: [string, string?]) {
  const as = users.find(({ persona, realName }) => persona === person || realName === person);
  const room = channels.find(({ name }) => name === channel);
  if (!as || (channel && !room)) throw new Error(`The demo has no ${person} or no #${channel}.`);
  return { as: as.id, ...(room && { channel: room.id }) };
}

export function aDirectory(): { path: string; drop: () => void } {
  const path = aScratch('cadastre-demo-');
  return { path, drop: () => rmSync(path, { recursive: true, force: true }) };
}
