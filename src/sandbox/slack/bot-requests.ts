import { createHmac } from 'node:crypto';
import type { BotReply, Courier, Parcel, Retry } from './courier.ts';
import { seconds, type World } from './world.ts';

type Letter = { type: string; body: string; headers?: Record<string, string> };

/** The way of signed requests to the bot's URL. */
export const byRequest: Courier = (world, parcel) => send(world, letterOf(parcel));

function letterOf(parcel: Parcel): Letter {
  switch (parcel.kind) {
    case 'command':
      return form(parcel.payload);
    case 'interaction':
      return form({ payload: JSON.stringify(parcel.payload) });
    case 'event':
      return {
        type: 'application/json',
        body: JSON.stringify(parcel.payload),
        ...(parcel.retry && { headers: retryHeaders(parcel.retry) }),
      };
  }
}

function form(fields: Record<string, string>): Letter {
  const body = new URLSearchParams(fields).toString();
  return { type: 'application/x-www-form-urlencoded', body };
}

const retryReasons = {
  refused: 'http_error',
  late: 'http_timeout',
  unreachable: 'connection_failed',
};

function retryHeaders({ attempt, after }: Retry): Record<string, string> {
  return {
    'x-slack-retry-num': String(attempt),
    'x-slack-retry-reason': retryReasons[after],
  };
}

async function send(world: World, { type, body, headers }: Letter): Promise<BotReply> {
  const timestamp = String(seconds(world));
  const inTime = AbortSignal.timeout(world.timings.ackMs);
  try {
    const response = await fetch(world.app.botUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([inTime, world.closing.signal]),
      headers: {
        'content-type': type,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature(world.app.signingSecret, timestamp, body),
        ...headers,
      },
      body,
    });
    const answer = await response.text();
    if (response.ok) return { kind: 'acknowledged', body: answer };
    const noRetry = response.headers.get('x-slack-no-retry') === '1';
    return { kind: 'refused', status: response.status, noRetry };
  } catch {
    return { kind: inTime.aborted ? 'late' : 'unreachable' };
  }
}

function signature(secret: string, timestamp: string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}
