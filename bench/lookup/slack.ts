import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

export type Answered = { ackMs: number; answerMs: number; text: string };
export type Asker = { asked: string; workspaceId: string; userId: string };

export const secret = 'bench-signing-secret';
export const token = 'xoxb-bench';
const WAIT_MS = 10_000;

/** As much of Slack as a slash command needs: who asks, and a place for the answer. */
export async function startSlack(workspace: { id: string; name: string }) {
  const waiting = new Map<string, (text: string) => void>();
  const says: Record<string, (form: URLSearchParams) => object> = {
    '/api/auth.test': () => ({
      ...{ team_id: workspace.id, team: workspace.name, url: 'http://127.0.0.1/' },
      ...{ user_id: 'U0BOT', bot_id: 'B0BOT' },
    }),
    '/api/users.info': (form) => ({ user: { id: form.get('user'), team_id: workspace.id } }),
  };
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ ok: true, ...says[path]?.(new URLSearchParams(body)) }));
    waiting.get(path)?.(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  const url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  let asked = 0;

  /** From the moment the request is sent until it is acknowledged, and until the answer has come. */
  async function ask(bot: string, asker: Asker): Promise<Answered> {
    asked += 1;
    const path = `/answer/${asked}`;
    const body = commandOf(asker, `${url}${path}`);
    const started = performance.now();
    const answered = new Promise<Pick<Answered, 'answerMs' | 'text'>>((done, fail) => {
      const late = setTimeout(() => fail(new Error(`no answer to "${asker.asked}"`)), WAIT_MS);
      waiting.set(path, (text) => {
        clearTimeout(late);
        done({ answerMs: performance.now() - started, text });
      });
    });
    const acknowledged = post(`${bot}/slack/events`, body).then(() => performance.now() - started);
    const [ackMs, answer] = await Promise.all([acknowledged, answered]);
    waiting.delete(path);
    return { ackMs, ...answer };
  }
  const stop = () => new Promise((done) => server.close(done).closeAllConnections());
  return { url, ask, stop };
}

export type Slack = Awaited<ReturnType<typeof startSlack>>;

async function post(url: string, body: string): Promise<void> {
  const { ok, status } = await fetch(url, { method: 'POST', body, headers: signed(body) });
  if (!ok) throw new Error(`the bot refused a command: ${status}`);
}

function commandOf({ asked, workspaceId, userId }: Asker, responseUrl: string): string {
  return new URLSearchParams({
    command: '/whoowns',
    text: asked,
    team_id: workspaceId,
    user_id: userId,
    channel_id: 'C0BENCH',
    response_url: responseUrl,
    trigger_id: 'bench',
    api_app_id: 'A0BENCH',
  }).toString();
}

function signed(body: string): Record<string, string> {
  const at = String(Math.floor(Date.now() / 1000));
  const digest = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${digest}`,
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString('utf8');
}
