import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order } from './bot-process.ts';

export type Child = {
  /** All whole lines that it has printed. */
  said: () => string[];
  complaints: () => string;
  until: (line: RegExp) => Promise<void>;
  kill: (signal: 'SIGKILL' | 'SIGTERM') => Promise<number | null>;
  ended: Promise<number | null>;
};

export function startBotProcess(order: Order): Child {
  return startChild('test/support/bot-process.ts', [JSON.stringify(order)]);
}

/** A script of this repository in a process of its own, on the Node that runs the tests. */
export function startChild(file: string, words: string[], env: Record<string, string> = {}): Child {
  const path = fileURLToPath(new URL(`../../${file}`, import.meta.url));
  const child = spawn(process.execPath, [path, ...words], { env: { ...process.env, ...env } });
  const [out, complaints] = [textOf(child, 'stdout'), textOf(child, 'stderr')];
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    said: () => out().split('\n').slice(0, -1),
    complaints,
    ended,
    until: (line) =>
      new Promise((resolve, reject) => {
        const look = () => line.test(out()) && resolve();
        child.stdout.on('data', look);
        ended.then(() => reject(new Error(`it ended: ${out()}${complaints()}`)), reject);
        look();
      }),
    kill: async (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}

function textOf(child: ChildProcess, stream: 'stdout' | 'stderr'): () => string {
  let text = '';
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return () => text;
}
