import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Answer } from './call.ts';
import { parseBody } from './object-bodies.ts';
import type { Portal } from './portal.ts';
import { notFound, Problem } from './problem.ts';

/** An app that was installed by OAuth. */
export type OAuthApp = { clientId: string; clientSecret: string; refreshToken: string };

/** Who may call, and by which token. */
export type Apps = {
  /** App ids by tokens that last. */
  tokens: Map<string, number>;
  oauth: OAuthApp | undefined;
  /** When each token that was handed out by OAuth ends. */
  issued: Map<string, number>;
  /** The same of tokens for the journal alone. */
  ofJournal: Map<string, number>;
};

const refreshForm = z.object({
  grant_type: z.literal('refresh_token'),
  client_id: z.string(),
  client_secret: z.string(),
  refresh_token: z.string(),
});

const credentialsForm = z.object({
  grant_type: z.literal('client_credentials'),
  client_id: z.string(),
  client_secret: z.string(),
  scope: z.string(),
});

/** Whether a token is one for the journal that holds yet. */
export function mayReadJournal(portal: Portal, apps: Apps, authorization = ''): boolean {
  const endsAt = apps.ofJournal.get(authorization.replace(/^Bearer /, ''));
  return !portal.switches.uninstalled && endsAt !== undefined && endsAt > portal.now();
}

/** The id of the app that the token belongs to. */
export function admit(portal: Portal, apps: Apps, authorization: string | undefined): number {
  const token = authorization?.replace(/^Bearer /, '') ?? '';
  if (portal.switches.uninstalled) throw unauthenticated();
  const appId = apps.tokens.get(token);
  if (appId !== undefined) return appId;
  const endsAt = apps.issued.get(token);
  if (endsAt === undefined) throw unauthenticated();
  if (endsAt > portal.now()) return portal.appId;
  const ago = Math.floor((portal.now() - endsAt) / 60_000);
  const message = `The OAuth token used to make this call expired ${ago} minute(s) ago.`;
  throw new Problem(401, 'EXPIRED_AUTHENTICATION', message, {
    context: { 'expire time': [new Date(endsAt).toISOString()] },
  });
}

/** /oauth/v1 and its dated forms; undefined for any other path. */
export function answerOAuth(
  portal: Portal,
  apps: Apps,
  { method, pathname, body }: { method: string; pathname: string; body: unknown },
): Answer | undefined {
  const [, place = ''] = /^\/oauth\/(?:v1|\d{4}-\d{2})\/(.+)$/.exec(pathname) ?? [];
  const asked = `${method} ${place}`;
  const [, token] = /^(?:GET access|DELETE refresh)-tokens\/(.+)$/.exec(asked) ?? [];
  if (asked === 'POST token') return exchangeToken(portal, apps, body);
  if (token && method === 'GET') return describeToken(portal, apps, token);
  if (token === undefined) return undefined;
  if (token === apps.oauth?.refreshToken) portal.switches.refreshRevoked = true;
  return { status: 204 };
}

function describeToken(portal: Portal, { issued }: Apps, token: string): Answer {
  const endsAt = issued.get(token);
  if (endsAt === undefined) throw notFound('Token');
  const expires_in = Math.max(0, Math.round((endsAt - portal.now()) / 1000));
  const body = { token, token_type: 'access', expires_in, hub_id: portal.id, app_id: portal.appId };
  return { status: 200, body };
}

function exchangeToken(portal: Portal, apps: Apps, form: unknown): Answer {
  const asked = parseBody(z.union([refreshForm, credentialsForm]), form);
  const { oauth } = apps;
  if (!oauth || asked.client_id !== oauth.clientId || !same(asked.client_secret, oauth)) {
    throw new Problem(400, 'BAD_CLIENT_ID', 'missing or unknown client id');
  }
  if ('scope' in asked) return grantJournal(portal, apps, asked.scope.split(' '));
  const { uninstalled, refreshRevoked, accessTokenSeconds } = portal.switches;
  if (uninstalled || refreshRevoked || asked.refresh_token !== oauth.refreshToken) {
    throw new Problem(400, 'BAD_REFRESH_TOKEN', 'missing or invalid refresh token');
  }
  const access = `sandbox-${crypto.randomUUID()}`;
  apps.issued.set(access, portal.now() + accessTokenSeconds * 1000);
  return {
    status: 200,
    body: {
      token_type: 'bearer',
      access_token: access,
      refresh_token: oauth.refreshToken,
      expires_in: accessTokenSeconds,
      hub_id: portal.id,
    },
  };
}

/** No refresh token comes with it: the app asks again. */
function grantJournal(portal: Portal, apps: Apps, scopes: string[]): Answer {
  const { withoutScopes, accessTokenSeconds: expires_in } = portal.switches;
  const missing = scopes.filter((scope) => withoutScopes.includes(scope));
  if (missing.length > 0) {
    throw new Problem(400, 'BAD_SCOPE', `the app has no scope ${missing.join(', ')}`);
  }
  const access_token = `journal-${crypto.randomUUID()}`;
  apps.ofJournal.set(access_token, portal.now() + expires_in * 1000);
  const token_use = 'client_credentials';
  return { status: 200, body: { token_type: 'bearer', token_use, access_token, expires_in } };
}

function same(secret: string, { clientSecret }: OAuthApp): boolean {
  const [one, other] = [Buffer.from(secret), Buffer.from(clientSecret)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function unauthenticated(): Problem {
  const message =
    'Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview';
  return new Problem(401, 'INVALID_AUTHENTICATION', message);
}
