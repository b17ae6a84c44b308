import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerAdmin } from './admin.ts';
import { type Apps, admit, answerOAuth } from './apps.ts';
import { appAuthor } from './author.ts';
import { type Answer, type Call, tellPath } from './call.ts';
import type { Contract } from './contract.ts';
import { nextFailure, type Trouble } from './failures.ts';
import { answerJournal, type Journal } from './journal.ts';
import { type Limits, spend } from './limits.ts';
import type { Portal } from './portal.ts';
import { invalid, Problem } from './problem.ts';
import { recordPage, recordPlace } from './record-page.ts';
import { writeAnswer, writeFailure } from './reply.ts';
import { answerCall } from './routes.ts';
import { checkScope } from './scopes.ts';
import { switchboard } from './switchboard.ts';
import type { Tally } from './tally.ts';
import type { Sender } from './webhooks/sender.ts';

/** Everything that a call at the door may need. */
export type Desk = {
  portal: Portal;
  apps: Apps;
  limits: Limits;
  trouble: Trouble;
  sender: Sender;
  journal: Journal;
  tally: Tally;
  contract: Contract;
  log: (line: string) => void;
  /** Hears of what is wrong with the sandbox itself. */
  alarm: (line: string) => void;
};

type Asked = {
  method: string;
  url: URL;
  body: unknown;
  failure: ReturnType<typeof nextFailure>;
  authorization: string | undefined;
};

export async function attend(desk: Desk, request: IncomingMessage, response: ServerResponse) {
  const { method = 'GET', url = '/', headers } = request;
  const ours = /^\/(?:admin|sandbox)\b/.test(url);
  const failure = ours ? undefined : nextFailure(desk.trouble, method, url);
  try {
    const asked: Asked = {
      method,
      url: new URL(url, `http://${headers.host ?? 'localhost'}`),
      body: await readBody(request),
      failure,
      authorization: headers.authorization,
    };
    if (failure?.kind === 'edit') await answerAdmin(desk, 'POST /admin/edit', failure.edit);
    if (!failure || failure.kind === 'partial' || failure.kind === 'edit') {
      writeAnswer(response, await answerRequest(desk, asked, response));
    } else {
      const carriedOut = failure.kind === 'lost-answer' || failure.kind === 'late-answer';
      if (carriedOut) await answerRequest(desk, asked, response).catch(() => undefined);
      writeFailure(response, failure);
    }
  } catch (error) {
    writeAnswer(response, answerError(desk, `${method} ${url}`, error));
  }
  const outcome = failure?.kind ?? response.statusCode;
  if (!ours) desk.tally.count(failure ? 'failure' : 'status', String(outcome));
  desk.log(`${method} ${url} ${outcome}`);
}

async function answerRequest(
  desk: Desk,
  { method, url, body, failure, authorization }: Asked,
  response: ServerResponse,
): Promise<Answer> {
  const { portal, apps, limits } = desk;
  const { pathname } = url;
  const page = method === 'GET' ? pageAt(portal, pathname) : undefined;
  if (page) return page;
  if (pathname.startsWith('/admin/')) return answerAdmin(desk, `${method} ${pathname}`, body);
  const granted = answerOAuth(portal, apps, { method, pathname, body });
  if (granted) return granted;
  const written = answerJournal(desk, { method, url, body, authorization });
  if (written) return written;
  const appId = admit(portal, apps, authorization);
  const told = tellPath(pathname);
  if (!told) throw new Problem(404, 'NOT_FOUND', `The sandbox's HubSpot has no ${pathname}`);
  const { headers, refusal } = spend(limits, appId, told.path);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (refusal) throw refusal;
  checkScope(portal, method, told.path);
  return answerByContract(desk, {
    method,
    ...told,
    query: url.searchParams,
    host: url.host,
    author: appAuthor(appId),
    partial: failure?.kind === 'partial',
    body,
  });
}

/** What the contract forbids to ask is refused; what it forbids to answer is a fault of the sandbox. */
async function answerByContract({ portal, contract }: Desk, call: Call): Promise<Answer> {
  const flaw = contract.flawOfRequest(call);
  if (flaw) throw invalid(`Invalid input JSON: ${flaw}`);
  const answer = await answerCall(portal, call).catch((error: unknown) => {
    if (error instanceof Problem) return { status: error.status, body: error.body };
    throw error;
  });
  const fault = contract.flawOfAnswer(call, answer);
  if (fault) throw new Error(`HubSpot would not answer ${call.method} ${call.path} so: ${fault}`);
  return answer;
}

function pageAt(portal: Portal, pathname: string): Answer | undefined {
  if (pathname === '/sandbox') return { status: 200, html: switchboard() };
  const place = recordPlace(pathname);
  if (!place) return undefined;
  const html = recordPage(portal, place.kind, place.id);
  return html ? { status: 200, html } : { status: 404, html: '<p>No such record.' };
}

function answerError({ alarm }: Desk, asked: string, error: unknown): Answer {
  if (error instanceof Problem) return { status: error.status, body: error.body };
  alarm(`${asked} broke: ${error instanceof Error ? error.stack : String(error)}`);
  const { status, body } = new Problem(500, 'INTERNAL_ERROR', String(error));
  return { status, body };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  if (chunks.length === 0) return undefined;
  const text = Buffer.concat(chunks).toString('utf8');
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(400, 'VALIDATION_ERROR', 'Invalid input JSON: the body is not JSON');
  }
}
