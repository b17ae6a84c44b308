import type { IncomingMessage, ServerResponse } from 'node:http';
import { isFields } from '../../../block-kit/problem.ts';
import { type Fault, nextFault } from '../faults.ts';
import { type Json, parseJson, readBody, sendJson } from '../http.ts';
import { botScopes } from '../manifest.ts';
import type { World } from '../world.ts';
import { apps } from './apps.ts';
import { auth } from './auth.ts';
import { blocks } from './blocks.ts';
import { chat } from './chat.ts';
import { conversations } from './conversations.ts';
import { files } from './files.ts';
import { type Method, WebApiError } from './method.ts';
import { reactions } from './reactions.ts';
import { needScope, scopesOf } from './scopes.ts';
import { unfurling } from './unfurls.ts';
import { usergroups } from './usergroups.ts';
import { users } from './users.ts';
import { views } from './views.ts';

const methods: Record<string, Method> = {
  ...apps,
  ...auth,
  ...blocks,
  ...chat,
  ...conversations,
  ...files,
  ...reactions,
  ...unfurling,
  ...usergroups,
  ...users,
  ...views,
};

const withoutToken = ['api.test', 'blocks.validate'];
const withAppToken = ['apps.connections.open'];

export async function answerWebApi(
  world: World,
  name: string,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const args = await argumentsOf(req);
  const fault = nextFault(world, name);
  if (fault && fault.kind !== 'lost-answer') {
    const { status, body, headers } = failure(fault);
    return sendJson(res, status, body, headers);
  }
  const headers = {
    'x-oauth-scopes': botScopes(world.app.manifest).join(','),
    'x-accepted-oauth-scopes': (scopesOf[name] ?? []).join(','),
  };
  try {
    const answer = await call(world, name, req.headers.authorization, args);
    if (fault) return void res.destroy();
    sendJson(res, 200, { ok: true, ...answer }, headers);
  } catch (refusal) {
    if (!(refusal instanceof WebApiError)) throw refusal;
    world.log(`${name}: ${refusal.error} ${JSON.stringify(refusal.details)}`);
    sendJson(res, 200, { ok: false, error: refusal.error, ...refusal.details }, headers);
  }
}

function call(
  world: World,
  name: string,
  authorization: string | undefined,
  args: unknown,
): Json | Promise<Json> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) throw new WebApiError('unknown_method', { req_method: name });
  if (args === undefined) throw new WebApiError('invalid_json');
  if (!isFields(args)) throw new WebApiError('json_not_object');
  const { token, ...rest } = args;
  const [, bearer = token] = /^Bearer (.+)$/.exec(authorization ?? '') ?? [];
  if (!withoutToken.includes(name)) authenticate(world, name, bearer);
  needScope(world, scopesOf[name] ?? []);
  return method(world, rest);
}

function authenticate(world: World, name: string, token: unknown): void {
  if (token === undefined || token === '') throw new WebApiError('not_authed');
  const { botToken, appToken } = world.app;
  const forApp = withAppToken.includes(name);
  if (token === (forApp ? botToken : appToken)) throw new WebApiError('not_allowed_token_type');
  if (token !== (forApp ? appToken : botToken)) throw new WebApiError('invalid_auth');
  if (world.people.get(world.app.botUserId)?.deactivated) throw new WebApiError('account_inactive');
}

async function argumentsOf(req: IncomingMessage): Promise<unknown> {
  const query = new URL(req.url ?? '/', 'http://slack').searchParams;
  const body = (await readBody(req)).toString('utf8');
  const type = req.headers['content-type'] ?? '';
  if (type.startsWith('application/json')) return parseJson(body);
  return Object.fromEntries([...query, ...new URLSearchParams(body)]);
}

type Failure = { status: number; body: Json; headers?: Record<string, string> };

function failure(fault: Exclude<Fault, { kind: 'lost-answer' }>): Failure {
  switch (fault.kind) {
    case 'rate-limit': {
      const headers = { 'retry-after': String(fault.seconds) };
      return { status: 429, body: { ok: false, error: 'ratelimited' }, headers };
    }
    case 'status':
      return { status: fault.status, body: { ok: false, error: 'internal_error' } };
    case 'error':
      return { status: 200, body: { ok: false, error: fault.error } };
  }
}
