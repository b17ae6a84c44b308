import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type BotSocket, forgetSocket, takeAck } from './socket-mode.ts';
import type { World } from './world.ts';

const mostSockets = 10;
const pingMs = 10_000;
const largestAck = 1024 * 1024;

/** Where the bot may open one connection: `apps.connections.open` answers with it. */
export function socketUrl(world: World): string {
  const ticket = randomUUID();
  world.socketTickets.add(ticket);
  return `${world.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${world.app.id}`;
}

export function welcomeSockets(world: World, server: Server): void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestAck });
  server.on('upgrade', (req, stream, head) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', world.url);
    const admitted = world.socketTickets.delete(searchParams.get('ticket') ?? '');
    if (pathname === '/link/' && admitted) {
      sockets.handleUpgrade(req, stream, head, (connection) => welcome(world, connection));
    } else {
      stream.end('HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n');
    }
  });
}

function welcome(world: World, connection: WebSocket): void {
  const socket: BotSocket = {
    send: (message) => connection.send(JSON.stringify(message)),
    close: () => connection.terminate(),
    awaited: new Map(),
  };
  connection.on('error', (fault) => world.log(`Socket Mode: ${fault.message}`));
  if (world.sockets.length >= mostSockets) {
    socket.send(farewell('too_many_websockets'));
    connection.close();
    return;
  }
  const heartbeat = setInterval(() => connection.ping('Ping from the sandbox'), pingMs);
  connection.on('message', (data) => takeAck(world, socket, data.toString()));
  connection.on('close', () => {
    clearInterval(heartbeat);
    forgetSocket(world, socket);
  });
  world.sockets.push(socket);
  socket.send(hello(world));
}

function hello({ app, sockets }: World) {
  return {
    type: 'hello',
    num_connections: sockets.length,
    connection_info: { app_id: app.id },
    debug_info: { ...debugInfo, approximate_connection_time: 3600 },
  };
}

const debugInfo = { host: 'applink-sandbox' };

export type Reason = 'warning' | 'refresh_requested';

/** Slack asks to connect anew now and then; whoever does not go is sent away after a while. */
export function disconnectSockets(world: World, reason: Reason): void {
  for (const socket of world.sockets) {
    socket.send(farewell(reason));
    setTimeout(() => socket.close(), world.timings.socketGraceMs).unref();
  }
}

function farewell(reason: Reason | 'too_many_websockets') {
  return { type: 'disconnect', reason, debug_info: debugInfo };
}

export function closeSockets({ sockets }: World): void {
  for (const socket of sockets) socket.close();
}
