import { AsyncLocalStorage } from 'node:async_hooks';
import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

/** No whole answer came in time. Whether the call was carried out is not known. */
export class Late extends Error {
  readonly ms: number;

  constructor(ms: number) {
    super(`no whole answer within ${ms} ms`);
    this.name = 'Late';
    this.ms = ms;
  }
}

const deadlines = new AsyncLocalStorage<AbortSignal>();

/** The client knows no time-out. A call that is late is given up and its connection cut. */
export async function within<T>(ms: number, call: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener('abort', () => reject(stop.signal.reason));
  });
  const timer = setTimeout(() => stop.abort(new Late(ms)), ms);
  try {
    return await Promise.race([deadlines.run(stop.signal, call), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Connections that are kept from call to call, yet end with the deadline of the call on them. */
export function createAgent(url: string): http.Agent {
  const { Agent } = url.startsWith('https:') ? https : http;
  const agent = new Agent({ keepAlive: true });
  const connect = agent.createConnection.bind(agent);
  const reuse = agent.reuseSocket.bind(agent);
  agent.createConnection = (options, callback) => cutWhenLate(connect(options, callback));
  agent.reuseSocket = (socket, request) => {
    reuse(socket, request);
    cutWhenLate(socket);
  };
  return agent;
}

/** A deadline that was met never fires again, so the next call on the socket is safe from it. */
function cutWhenLate<S extends Duplex | null | undefined>(socket: S): S {
  const deadline = deadlines.getStore();
  deadline?.addEventListener('abort', () => socket?.destroy(deadline.reason));
  return socket;
}
