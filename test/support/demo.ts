import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import type { PageState } from '../../src/sandbox/slack/page-contract.ts';
import { aScratch } from './scratch.ts';

export type Demo = {
  /** All it has printed. */
  said: string;
  /** Where a persona's window is, in a channel or at the beginning. */
  link: (persona: string, channel?: string) => string;
  state: PageState;
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
    link: (...to) => `${origin}/?${new URLSearchParams(place(state, to))}`,
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

function place({ personas, channels }: PageState, [persona, channel]: [string, string?]) {
  const as = personas.find((each) => each.persona === persona);
  const room = channels.find(({ name }) => name === channel);
  if (!as || (channel && !room)) throw new Error(`The demo has no ${persona} or no #${channel}.`);
  return { as: as.id, ...(room && { channel: room.id }) };
}

export function aDirectory(): { path: string; drop: () => void } {
  const path = aScratch('cadastre-demo-');
  return { path, drop: () => rmSync(path, { recursive: true, force: true }) };
}
