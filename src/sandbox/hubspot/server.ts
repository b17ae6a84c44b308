import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Company } from '../company/company.ts';
import { answerAdmin } from './admin.ts';
import { type Answer, tellPath } from './call.ts';
import { type Failure, nextFailure } from './failures.ts';
import { createLimits, type Limits, noLimits } from './limits.ts';
import { createPortal, type Portal, type PortalEvent } from './portal.ts';
import { Problem } from './problem.ts';
import { recordPage, recordPlace } from './record-page.ts';
import { writeAnswer, writeFailure } from './reply.ts';
import { answerCall } from './routes.ts';

export type HubSpotOptions = {
  /** 0 takes any free port. */
  port: number;
  company: Company;
  /** The bearer token that is let in. */
  token: string;
  portalId: number;
  /** The id that the token's app signs its writes with. */
  appId?: number;
  /** `off` for bulk work; else the limits of a private app. */
  limits?: 'hubspot' | 'off';
  now?: () => number;
  log?: (line: string) => void;
  /** Hears of every change, as a webhook subscriber would. */
  onChange?: (event: PortalEvent) => void;
};

type Desk = {
  portal: Portal;
  token: string;
  limits: Limits;
  failures: Failure[];
  log: (line: string) => void;
};

export type HubSpot = { url: string; portal: Portal; stop: () => Promise<void> };

export async function startHubSpot(options: HubSpotOptions): Promise<HubSpot> {
  const { company } = options;
  const now = options.now ?? (() => Math.max(Date.now(), company.setting.today));
  const desk: Desk = {
    portal: createPortal(company, {
      id: options.portalId,
      appId: options.appId ?? 4_100_200,
      now,
      tell: options.onChange ?? (() => {}),
    }),
    token: options.token,
    limits: options.limits === 'off' ? noLimits : createLimits(now),
    failures: [],
    log: options.log ?? (() => {}),
  };
  const server = createServer((request, response) => void attend(desk, request, response));
  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    portal: desk.portal,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function attend(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/' } = request;
  const failure = isAdmin(request) ? undefined : nextFailure(desk.failures, method, url);
  try {
    const body = await readBody(request);
    if (failure && failure.kind !== 'lost-answer') {
      writeFailure(response, failure);
    } else {
      const answer = await answerRequest(desk, request, response, body);
      if (failure) response.destroy();
      else writeAnswer(response, answer);
    }
  } catch (error) {
    writeAnswer(response, answerError(desk, `${method} ${url}`, error));
  }
  desk.log(`${method} ${url} ${failure?.kind ?? response.statusCode}`);
}

async function answerRequest(
  { portal, token, limits, failures }: Desk,
  request: IncomingMessage,
  response: ServerResponse,
  body: unknown,
): Promise<Answer> {
  const method = request.method ?? 'GET';
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? 'localhost'}`);
  if (isAdmin(request)) return answerAdmin(portal, failures, `${method} ${url.pathname}`, body);
  const place = method === 'GET' ? recordPlace(url.pathname) : undefined;
  if (place) {
    const html = recordPage(portal, place.kind, place.id);
    return html ? { status: 200, html } : { status: 404, html: '<p>No such record.' };
  }
  if (request.headers.authorization !== `Bearer ${token}`) throw unauthenticated();
  const told = tellPath(url.pathname);
  if (!told) throw new Problem(404, 'NOT_FOUND', `The sandbox's HubSpot has no ${url.pathname}`);
  const left = Object.entries(limits.spend(told.path));
  for (const [name, value] of left) response.setHeader(name, value);
  return answerCall(portal, { method, ...told, query: url.searchParams, host: url.host, body });
}

function unauthenticated(): Problem {
  const message =
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';
  return new Problem(401, 'INVALID_AUTHENTICATION', message);
}

function answerError({ log }: Desk, asked: string, error: unknown): Answer {
  if (error instanceof Problem) return { status: error.status, body: error.body };
  log(`${asked} broke: ${error instanceof Error ? error.stack : String(error)}`);
  const body = { status: 'error', message: 'internal error', category: 'INTERNAL_ERROR' };
  return { status: 500, body };
}

function isAdmin({ url }: IncomingMessage): boolean {
  return url?.startsWith('/admin/') ?? false;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Problem(400, 'VALIDATION_ERROR', 'Invalid input JSON: the body is not JSON');
  }
}
