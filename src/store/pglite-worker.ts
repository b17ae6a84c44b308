/**
 * PGlite in a thread of its own, speaking PostgreSQL's wire protocol to many connections. PGlite has
 * one session, so a connection owns it from its first message until the server is idle again.
 */
import { mkdirSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';

type Connection = {
  id: number;
  buffer: Buffer;
  startedUp: boolean;
  /** The byte of ReadyForQuery: I idle, T in a transaction, E in a failed one, 0 busy. */
  status: number;
  listens: boolean;
  waiting: boolean;
  /** The names under which the session knows the statements that this connection prepared. */
  statements: Set<string>;
};

type FromMain =
  | { kind: 'open'; id: number }
  | { kind: 'close'; id: number }
  | { kind: 'data'; id: number; data: Uint8Array }
  | { kind: 'stop' };

const IDLE = 0x49;
const READY_FOR_QUERY = 0x5a;
const NOTIFICATION = 0x41;
const QUERY = 0x51;
const PARSE = 0x50;
const BIND = 0x42;
const DESCRIBE = 0x44;
const CLOSE = 0x43;
const STATEMENT = 0x53;
const TERMINATE = 0x58;
/** After an error the server hears nothing until a Sync, not even a ROLLBACK. */
const SYNC = Uint8Array.of(0x53, 0, 0, 0, 4);

if (!parentPort) throw new Error('pglite-worker runs as a worker thread only');
const port = parentPort;
const { dir } = workerData as { dir: string };
// PGlite's own mkdir is not recursive.
if (!dir.startsWith('memory://')) mkdirSync(dir, { recursive: true });
const database = await PGlite.create({
  dataDir: dir,
  extensions: { pg_trgm },
  startParams: [...PGlite.defaultStartParams, '-c', 'max_wal_size=256MB'],
});

const connections = new Map<number, Connection>();
const queue: Connection[] = [];
let owner: Connection | undefined;
let pumping = false;

port.on('message', async (message: FromMain) => {
  if (message.kind === 'stop') {
    await database.close();
    port.postMessage({ kind: 'stopped' });
    return;
  }
  if (message.kind === 'open') {
    connections.set(message.id, {
      ...{ id: message.id, buffer: Buffer.alloc(0), startedUp: false, status: IDLE },
      ...{ listens: false, waiting: false, statements: new Set<string>() },
    });
    return;
  }
  const connection = connections.get(message.id);
  if (!connection) return;
  if (message.kind === 'close') drop(connection);
  else connection.buffer = Buffer.concat([connection.buffer, message.data]);
  if (owner !== connection && !connection.waiting) {
    connection.waiting = true;
    queue.push(connection);
  }
  void pump();
});
port.postMessage({ kind: 'ready' });

async function pump(): Promise<void> {
  if (pumping) return;
  pumping = true;
  try {
    for (;;) {
      owner ??= queue.shift();
      if (!owner) return;
      owner.waiting = false;
      await serve(owner);
      if (!connections.has(owner.id)) await release(owner);
      else if (owner.status !== IDLE || owner.buffer.length > 0) return;
      owner = undefined;
    }
  } finally {
    pumping = false;
  }
}

async function serve(connection: Connection): Promise<void> {
  const messages: Buffer[] = [];
  for (const message of wholeMessages(connection)) {
    if (message[0] === TERMINATE) {
      connection.buffer = Buffer.alloc(0);
      drop(connection);
      break;
    }
    if (isListen(message)) connection.listens = true;
    messages.push(ownStatement(connection, message));
  }
  if (messages.length === 0) return;
  connection.status = 0;
  // One call for all of them: a question is five messages.
  deliver(connection, await database.execProtocolRaw(Uint8Array.from(Buffer.concat(messages))));
}

/** A client that went away leaves neither a transaction open nor its statements behind. */
async function release(gone: Connection): Promise<void> {
  if (gone.status !== IDLE) {
    await database.execProtocolRaw(SYNC);
    await database.exec('ROLLBACK').catch(() => undefined);
  }
  for (const name of gone.statements) await database.exec(`DEALLOCATE "${name}"`);
}

function* wholeMessages(connection: Connection): Generator<Buffer> {
  for (;;) {
    const { buffer } = connection;
    // The start-up message alone has no type byte.
    const head = connection.startedUp ? 1 : 0;
    if (buffer.length < head + 4) return;
    const length = head + buffer.readInt32BE(head);
    if (buffer.length < length) return;
    connection.buffer = buffer.subarray(length);
    connection.startedUp = true;
    yield buffer.subarray(0, length);
  }
}

/** Connections name their statements as they like; in the one session they share, each name is its own. */
function ownStatement({ id, statements }: Connection, message: Buffer): Buffer {
  const at = nameAt(message);
  if (at === undefined || message[at] === 0) return message;
  const named = Buffer.concat([
    message.subarray(0, at),
    Buffer.from(`${id}:`),
    message.subarray(at),
  ]);
  named.writeInt32BE(named.length - 1, 1);
  if (message[0] === PARSE) statements.add(textAt(named, at));
  return named;
}

/** Where a message names a statement. */
function nameAt(message: Buffer): number | undefined {
  switch (message[0]) {
    case PARSE:
      return 5;
    case BIND:
      // After the portal's name.
      return message.indexOf(0, 5) + 1;
    case DESCRIBE:
    case CLOSE:
      return message[5] === STATEMENT ? 6 : undefined;
    default:
      return undefined;
  }
}

function textAt(message: Buffer, at: number): string {
  return message.toString('utf8', at, message.indexOf(0, at));
}

function isListen(message: Buffer): boolean {
  const type = message[0];
  return (type === QUERY || type === PARSE) && /\blisten\b/i.test(message.toString('utf8', 5, 80));
}

/** Answers go to their asker; notifications go to every connection that listens. */
function deliver(connection: Connection, answer: Uint8Array): void {
  const bytes = Buffer.from(answer.buffer, answer.byteOffset, answer.byteLength);
  const kept: Buffer[] = [];
  let from = 0;
  for (let at = 0; at + 5 <= bytes.length; ) {
    const length = 1 + bytes.readInt32BE(at + 1);
    if (bytes[at] === NOTIFICATION) {
      kept.push(bytes.subarray(from, at));
      from = at + length;
      for (const other of connections.values()) {
        if (other.listens) send(other, bytes.subarray(at, from));
      }
    } else if (bytes[at] === READY_FOR_QUERY) {
      connection.status = bytes[at + 5] ?? IDLE;
    }
    at += length;
  }
  kept.push(bytes.subarray(from));
  const rest = Buffer.concat(kept);
  if (rest.length > 0) send(connection, rest);
}

function send(connection: Connection, bytes: Buffer): void {
  const data = Uint8Array.from(bytes);
  port.postMessage({ kind: 'data', id: connection.id, data }, [data.buffer]);
}

function drop(connection: Connection): void {
  connections.delete(connection.id);
  port.postMessage({ kind: 'end', id: connection.id });
}
