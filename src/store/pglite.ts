import { Duplex } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { lockDirectory } from './directory-lock.ts';

type FromWorker =
  | { kind: 'ready' | 'stopped' }
  | { kind: 'data'; id: number; data: Uint8Array }
  | { kind: 'end'; id: number };

export type Pglite = {
  /** What `pg` asks for in place of a TCP socket. */
  socket: () => Duplex;
  close: () => Promise<void>;
};

/** Opens the embedded database of a directory; at most one process may have it open. */
export async function openPglite(dir: string): Promise<Pglite> {
  const unlock = lockDirectory(dir);
  const worker = new Worker(new URL('./pglite-worker.ts', import.meta.url), {
    workerData: { dir },
  });
  try {
    await word(worker, 'ready');
  } catch (error) {
    unlock();
    throw error;
  }
  const sockets = new Map<number, Duplex>();
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'data') sockets.get(message.id)?.push(Buffer.from(message.data));
    if (message.kind === 'end') sockets.get(message.id)?.push(null);
  });
  return {
    socket: () => connectTo(worker, sockets),
    close: async () => {
      const stopped = word(worker, 'stopped');
      worker.postMessage({ kind: 'stop' });
      await stopped;
      await worker.terminate();
      unlock();
    },
  };
}

function word(worker: Worker, wanted: FromWorker['kind']): Promise<void> {
  return new Promise((resolve, reject) => {
    const hear = (message: FromWorker) => {
      if (message.kind !== wanted) return;
      worker.off('message', hear);
      worker.off('error', reject);
      resolve();
    };
    worker.on('message', hear);
    worker.once('error', reject);
  });
}

let lastId = 0;

function connectTo(worker: Worker, sockets: Map<number, Duplex>): Duplex {
  lastId += 1;
  const id = lastId;
  const send = (bytes: Buffer) => {
    const data = Uint8Array.from(bytes);
    worker.postMessage({ kind: 'data', id, data }, [data.buffer]);
  };
  const socket = new Duplex({
    read: () => undefined,
    write(chunk: Buffer, _encoding, done) {
      send(chunk);
      done();
    },
    // pg holds a question's messages back until it has them all.
    writev(chunks: { chunk: Buffer }[], done) {
      send(Buffer.concat(chunks.map(({ chunk }) => chunk)));
      done();
    },
    destroy(error, done) {
      if (sockets.delete(id)) worker.postMessage({ kind: 'close', id });
      done(error);
    },
  });
  const connect = () => {
    sockets.set(id, socket);
    worker.postMessage({ kind: 'open', id });
    process.nextTick(() => socket.emit('connect'));
    return socket;
  };
  // The rest of net.Socket that pg calls; a thread's port has no such settings.
  const same = () => socket;
  return Object.assign(socket, {
    connect,
    setNoDelay: same,
    setKeepAlive: same,
    ref: same,
    unref: same,
  });
}
