import { z } from 'zod';
import { CrmFault } from '../../domain/crm-fault.ts';
import { Late } from './deadline.ts';

/**
 * - `retry`: not carried out, later it may be
 * - `unknown`: sent, without an answer that can be trusted: it may have been carried out
 */
type FaultKind = 'conflict' | 'gone' | 'forbidden' | 'invalid' | 'retry' | 'unknown';

/** A call that HubSpot did not serve. */
export class HubSpotFault extends CrmFault {
  readonly kind: FaultKind;
  readonly status: number | undefined;

  constructor(kind: FaultKind, sentence: string, more: { status?: number; waitMs?: number } = {}) {
    super(sentence, reaches[kind], more.waitMs ?? 0);
    this.name = 'HubSpotFault';
    this.kind = kind;
    this.status = more.status;
  }
}

const reaches: Record<FaultKind, CrmFault['reach']> = {
  ...{ conflict: 'record', gone: 'record', invalid: 'record' },
  ...{ forbidden: 'all', retry: 'all', unknown: 'unclear' },
};

/** What came instead of a good answer. */
export class BadAnswer extends Error {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly text: string;

  constructor(status: number, retryAfter: string | undefined, text: string) {
    super(`answered ${status}`);
    this.name = 'BadAnswer';
    this.status = status;
    this.retryAfter = retryAfter;
    this.text = text;
  }
}

/** What lets us in, and is to be mended where it does not. */
export type Admission = 'token' | 'installation' | 'app';
export const readmissions: Record<Admission, string> = {
  token: ' Put a valid one into HUBSPOT_TOKEN.',
  installation:
    ' The app was uninstalled there, or its access was taken back: install it again and set HUBSPOT_REFRESH_TOKEN.',
  app: ' Set HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET as the app in HubSpot has them.',
};

/** Everything that may be thrown on the way to HubSpot and back, told apart in one place. */
export function faultOf(
  error: unknown,
  what: string,
  admission: Admission = 'token',
): HubSpotFault {
  if (error instanceof HubSpotFault) return error;
  if (error instanceof BadAnswer) return faultOfAnswer(error, what, admission);
  if (error instanceof Late) {
    return new HubSpotFault('unknown', `${what}: HubSpot gave ${error.message}.`);
  }
  const code = codeOf(error);
  if (code && unsent.test(code)) {
    const remedy = 'check HUBSPOT_URL and the network';
    return new HubSpotFault('retry', `${what}: HubSpot cannot be reached (${code}): ${remedy}.`);
  }
  return new HubSpotFault('unknown', `${what}: HubSpot’s answer cannot be used: ${flawOf(error)}.`);
}

/** What is wrong with an answer, without quoting it: answers are full of people. */
export function flawOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
  }
  const code = codeOf(error);
  if (code) return `the connection broke (${code})`;
  return error instanceof SyntaxError ? 'it is not JSON' : String(error);
}

/** The connection was never made, so nothing was sent. */
const unsent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|E\w+UNREACH|CERT_|.*_CERT|UNABLE_TO|ERR_TLS)/;

const coded = z.object({ code: z.string() });
const caused = z.object({ cause: coded }).transform(({ cause }) => cause);

function codeOf(error: unknown): string | undefined {
  return z.union([coded, caused]).safeParse(error).data?.code;
}

const scopes = z.array(z.string()).catch([]);
const problem = z.object({
  message: z.string().catch(''),
  policyName: z.string().catch(''),
  correlationId: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ context: z.object({ requiredGranularScopes: scopes }) }))
    .catch([])
    .transform((errors) => errors.flatMap(({ context }) => context.requiredGranularScopes)),
});
type Problem = z.infer<typeof problem>;

function faultOfAnswer(
  { status, retryAfter, text }: BadAnswer,
  what: string,
  admission: Admission,
): HubSpotFault {
  const told = problem.parse(parseJson(text));
  const said = [
    `${what}: ${verdictOf(status)} (${status})`,
    told.message && `: ${told.message.slice(0, 300).replace(/\.$/, '')}`,
    told.correlationId && ` (correlation id ${told.correlationId})`,
  ];
  const sentence = `${said.filter(Boolean).join('')}.${status === 401 ? readmissions[admission] : remedyOf(status, told)}`;
  const waitMs = waitOf(status, retryAfter, told.policyName);
  return new HubSpotFault(kindOf(status), sentence, { status, waitMs });
}

function verdictOf(status: number): string {
  if (status === 401) return 'HubSpot refused the token';
  if (status === 403) return 'HubSpot forbids it';
  if (status === 404 || status === 410) return 'HubSpot does not know it';
  if (status === 429) return 'HubSpot has had too many calls';
  if (status < 400) return 'something else answered for HubSpot';
  return status < 500 ? 'HubSpot did not take it' : 'HubSpot failed';
}

function kindOf(status: number): FaultKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'gone';
  if (status === 409) return 'conflict';
  if (status === 423 || status === 429 || status === 477) return 'retry';
  if (status >= 400 && status < 500 && status !== 408) return 'invalid';
  return 'unknown';
}

function remedyOf(status: number, { errors, policyName }: Problem): string {
  if (status === 403) {
    const missing = [...new Set(errors)].join(', ') || 'the scope for it';
    return ` The token lacks a scope: add ${missing} to the app in HubSpot and install it again.`;
  }
  if (status === 400) return ' Correct the value, or the rule in HubSpot that refuses it.';
  if (status === 404) return ' It was deleted there, or HUBSPOT_URL is not HubSpot’s.';
  if (status < 400) return ' Check HUBSPOT_URL and any proxy on the way.';
  if (policyName === 'DAILY') return ' The account’s calls for today are used up until midnight.';
  return '';
}

/** HubSpot does not promise Retry-After, so each kind of refusal has a least wait of its own. */
function waitOf(status: number, retryAfter: string | undefined, policyName: string): number {
  if (policyName === 'DAILY') return 3_600_000;
  // Somebody has to mend it.
  if (status === 401 || status === 403) return 60_000;
  const asked = Number(retryAfter);
  if (retryAfter && Number.isFinite(asked)) return Math.max(0, asked * 1000);
  if (status === 423) return 2_000;
  if (status === 477) return 10_000;
  if (status !== 429) return 0;
  return policyName === 'SECONDLY' ? 1_000 : 5_000;
}

function parseJson(text: string): unknown {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
