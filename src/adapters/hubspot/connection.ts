import { Client } from '@hubspot/api-client';
import type { z } from 'zod';
import type { Log } from '../../ports.ts';
import { admissionOf, createDoor, type Grant } from './access.ts';
import type { Budget } from './budget.ts';
import { datedUrl } from './dated-path.ts';
import { createAgent, within } from './deadline.ts';
import { BadAnswer, faultOf } from './fault.ts';
import { createLimiter, type Limiter, type Urgency } from './limiter.ts';
import type { Pace } from './pace.ts';
import { PATIENCE_MS, waitBeforeRetry } from './retry.ts';

type ConnectionSettings = {
  access: Grant;
  url: string;
  /** The date in HubSpot's paths: `2026-09`. */
  version: string;
  /** No single call takes longer. */
  deadlineMs: number;
};

/** What all connections to one account have in common. */
type Shared = { pace: Pace; log: Log; limiter: Limiter; budget: Budget };

/** HubSpot allows five a second, in all apps of an account together. */
const SEARCHES_PER_TEN_SECONDS = 40;

/** The client's way to ask; what it answers is believed only once a schema has read it. */
type Ask = (client: Client) => Promise<unknown>;

/** Both throw nothing but HubSpotFault; `what` tells people what was being done. */
export type Connection = {
  /** The same for what reads whole books: whatever else there is to ask goes before. */
  inBulk: () => Connection;
  /** One try. */
  send: <T>(what: string, schema: z.ZodType<T>, ask: Ask) => Promise<T>;
  /** As many tries as are sensible: only for what may be done twice. */
  read: <T>(what: string, schema: z.ZodType<T>, ask: Ask) => Promise<T>;
  /** Searches are counted by themselves as well. */
  searchTurn: () => Promise<void>;
  pace: Pace;
  log: Log;
  /** The date in HubSpot's paths. */
  version: string;
};

export function createConnection(settings: ConnectionSettings, shared: Shared): Connection {
  const { url, deadlineMs, version } = settings;
  const { pace, log, limiter, budget } = shared;
  const door = createDoor(settings.access, { url, deadlineMs, pace });
  const admission = admissionOf(settings.access);
  const clientWith = clientsOf(settings, budget);
  const searches = createLimiter(SEARCHES_PER_TEN_SECONDS, pace);
  const connect = (urgency: Urgency): Connection => {
    const attempt = async <T>(what: string, schema: z.ZodType<T>, ask: Ask, isLast: boolean) => {
      budget.check(urgency, what);
      const token = await door.token();
      await limiter.turn(urgency);
      try {
        return schema.parse(await within(deadlineMs, () => ask(clientWith(token))));
      } catch (error) {
        const fault = faultOf(error, what, admission);
        // It ended early, or was taken back: a new one may be had, once.
        if (fault.status === 401 && door.drop(token) && !isLast)
          return attempt(what, schema, ask, true);
        if (fault.status === 429 && fault.waitMs <= PATIENCE_MS) limiter.pause(fault.waitMs);
        throw fault;
      }
    };
    const send: Connection['send'] = (what, schema, ask) => attempt(what, schema, ask, false);
    return {
      ...{ send, read: readerOf(send, shared), pace, log, version },
      searchTurn: () => searches.turn(urgency),
      inBulk: () => connect('bulk'),
    };
  };
  return connect('first');
}

/** Asks again for as long as that is sensible. */
function readerOf(send: Connection['send'], { pace, log }: Shared): Connection['read'] {
  return async (what, schema, ask) => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await send(what, schema, ask);
      } catch (error) {
        const fault = faultOf(error, what);
        const waitMs = waitBeforeRetry(fault, tries, pace);
        if (waitMs === undefined) throw fault;
        log.warn({ problem: fault.message, waitMs: Math.round(waitMs) }, 'asking HubSpot again');
        await pace.sleep(waitMs);
      }
    }
  };
}

/** As much of the client's contexts as is touched here; it types them as unknown. */
type Request = { getUrl: () => string; setUrl: (url: string) => void };
type Answer = {
  httpStatusCode: number;
  headers: Record<string, string>;
  body: { text: () => Promise<string> };
};

/** Its own retry and limiter stay off: they are shared by all clients of the process. */
function clientsOf(
  { url, version }: ConnectionSettings,
  budget: Budget,
): (token: string) => Client {
  const middleware = {
    pre: (context: unknown) => {
      const request = context as Request;
      request.setUrl(datedUrl(request.getUrl(), version));
      return request;
    },
    post: (context: unknown) => {
      const answer = context as Answer;
      budget.note(answer.headers);
      return trusted(answer);
    },
  };
  const httpAgent = createAgent(url);
  let held: { token: string; client: Client } | undefined;
  return (token) => {
    // What was made with a former token would go on using it.
    if (held?.token !== token) {
      const client = new Client({
        ...{ accessToken: token, basePath: url, httpAgent, middleware: [middleware] },
      });
      held = { token, client };
    }
    return held.client;
  };
}

/** The client would read a page of HTML as an empty record, and stumble over an empty 404. */
async function trusted(answer: Answer): Promise<Answer> {
  const { httpStatusCode: status, headers, body } = answer;
  if (status >= 300 || !headers['content-type']?.includes('json')) {
    throw new BadAnswer(status, headers['retry-after'], await body.text());
  }
  const text = await body.text();
  // Versions differ in which 2xx they answer, and the client refuses all but the one it lists. Dated paths tell of a partial
  // success inside a plain one, where the client would drop what went wrong.
  answer.httpStatusCode = status === 207 || /"numErrors"\s*:\s*[1-9]/.test(text) ? 207 : 200;
  answer.body = { text: async () => text };
  return answer;
}

/** For what the client has no method for, or one that refuses what HubSpot answers; it hands this answer over as it came. */
export async function askJson(
  client: Client,
  call: { path: string; method?: 'POST'; body?: unknown },
): Promise<unknown> {
  const response = await client.apiRequest(call);
  const { status, headers } = response;
  const text = await response.text();
  if (status === 204) return null;
  if (response.ok && headers.get('content-type')?.includes('json')) return JSON.parse(text);
  throw new BadAnswer(status, headers.get('retry-after') ?? undefined, text);
}
