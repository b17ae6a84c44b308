import { createHmac } from 'node:crypto';
import { seconds, type World } from './world.ts';

/** What became of a request to the bot. */
export type BotReply =
  | { kind: 'acknowledged'; body: string }
  | { kind: 'refused'; status: number; noRetry: boolean }
  | { kind: 'late' }
  | { kind: 'unreachable' };

export function sendForm(world: World, fields: Record<string, string>): Promise<BotReply> {
  const body = new URLSearchParams(fields).toString();
  return send(world, body, 'application/x-www-form-urlencoded');
}

export function sendInteraction(world: World, payload: unknown): Promise<BotReply> {
  return sendForm(world, { payload: JSON.stringify(payload) });
}

export function sendEvent(
  world: World,
  envelope: unknown,
  headers: Record<string, string> = {},
): Promise<BotReply> {
  return send(world, JSON.stringify(envelope), 'application/json', headers);
}

async function send(
  world: World,
  body: string,
  contentType: string,
  headers: Record<string, string> = {},
): Promise<BotReply> {
  const timestamp = String(seconds(world));
  const inTime = AbortSignal.timeout(world.timings.ackMs);
  try {
    const response = await fetch(world.app.botUrl, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([inTime, world.closing.signal]),
      headers: {
        'content-type': contentType,
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
