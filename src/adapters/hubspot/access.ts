import { z } from 'zod';
import { Late } from './deadline.ts';
import { type Admission, BadAnswer, faultOf, HubSpotFault, readmissions } from './fault.ts';
import type { Pace } from './pace.ts';

/** What lets us in: a token that lasts, or an app that was installed by OAuth and asks for a new one every half an hour. */
export type Access =
  | { token: string }
  | { clientId: string; clientSecret: string; refreshToken: string };

/** The journal of an app lets nobody in but the app itself. */
export type Grant = Access | { clientId: string; clientSecret: string; scope: string };

export type Door = {
  /** One that holds for a while yet; of many who ask at once, one asks HubSpot. */
  token: () => Promise<string>;
  /** HubSpot does not take it any more. False where there is no way to another one. */
  drop: (token: string) => boolean;
};

type Asking = { url: string; deadlineMs: number; pace: Pace };

const PATH = '/oauth/2026-03/token';
const WHAT = 'Asking HubSpot for an access token';
/** A call that is on its way must not meet the end of its token. */
const SPARE_MS = 60_000;

const answer = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

export function createDoor(access: Grant, asking: Asking): Door {
  if ('token' in access) return { token: async () => access.token, drop: () => false };
  let held: { token: string; until: number } | undefined;
  let asked: Promise<string> | undefined;
  const renew = async () => {
    const { access_token: token, expires_in: seconds } = await askForToken(access, asking);
    held = { token, until: asking.pace.elapsed() + seconds * 1000 - SPARE_MS };
    return token;
  };
  return {
    token: async () => {
      if (held && asking.pace.elapsed() < held.until) return held.token;
      asked ??= renew().finally(() => {
        asked = undefined;
      });
      return asked;
    },
    drop: (token) => {
      if (held?.token === token) held = undefined;
      return true;
    },
  };
}

async function askForToken(
  grant: Exclude<Grant, { token: string }>,
  { url, deadlineMs }: Asking,
): Promise<z.infer<typeof answer>> {
  const body = new URLSearchParams({
    ...{ client_id: grant.clientId, client_secret: grant.clientSecret },
    ...('scope' in grant
      ? { grant_type: 'client_credentials', scope: grant.scope }
      : { grant_type: 'refresh_token', refresh_token: grant.refreshToken }),
  });
  try {
    const signal = AbortSignal.timeout(deadlineMs);
    const response = await fetch(`${url}${PATH}`, { method: 'POST', body, signal });
    const text = await response.text();
    if (response.ok) return answer.parse(JSON.parse(text));
    if (response.status === 400 || response.status === 401) throw shutOut(response.status, grant);
    throw new BadAnswer(response.status, response.headers.get('retry-after') ?? undefined, text);
  } catch (error) {
    const isLate = error instanceof DOMException && error.name === 'TimeoutError';
    throw faultOf(isLate ? new Late(deadlineMs) : error, WHAT);
  }
}

export function admissionOf(grant: Grant): Admission {
  if ('token' in grant) return 'token';
  return 'scope' in grant ? 'app' : 'installation';
}

/** What HubSpot says is not quoted: it may quote the token. */
function shutOut(status: number, grant: Grant): HubSpotFault {
  const sentence = `${WHAT}: HubSpot refused it (${status}).${readmissions[admissionOf(grant)]}`;
  return new HubSpotFault('forbidden', sentence, { status, waitMs: 60_000 });
}
