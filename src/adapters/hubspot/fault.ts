import { z } from 'zod';
import { Late } from './deadline.ts';

/**
 * - `retry`: not carried out, later it may be
 * - `unknown`: sent, without an answer that can be trusted: it may have been carried out
 */
export type FaultKind = 'conflict' | 'gone' | 'forbidden' | 'invalid' | 'retry' | 'unknown';

/** A call that HubSpot did not serve, as a sentence that names the remedy. */
export class HubSpotFault extends Error {
  readonly kind: FaultKind;
  readonly status: number | undefined;
  /** The shortest wait that makes another try worth it. */
  readonly waitMs: number;

  constructor(kind: FaultKind, sentence: string, more: { status?: number; waitMs?: number } = {}) {
    super(sentence);
    this.name = 'HubSpotFault';
    this.kind = kind;
    this.status = more.status;
    this.waitMs = more.waitMs ?? 0;
  }
}

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

/** Everything that may be thrown on the way to HubSpot and back, told apart in one place. */
export function faultOf(error: unknown, what: string): HubSpotFault {
  if (error instanceof HubSpotFault) return error;
  if (error instanceof BadAnswer) return faultOfAnswer(error, what);
  if (error instanceof Late) {
    return new HubSpotFault('unknown', `${what}: HubSpot gave ${error.message}.`);
  }
  const code = codeOf(error);
  if (code && unsent.test(code)) {
    const remedy = 'check HUBSPOT_URL and the network';
    return new HubSpotFault('retry', `${what}: HubSpot cannot be reached (${code}): ${remedy}.`);
  }
  const came = error instanceof z.ZodError ? z.prettifyError(error) : (code ?? String(error));
  return new HubSpotFault('unknown', `${what}: HubSpot’s answer cannot be used: ${came}.`);
}

/** The connection was never made, so nothing was sent. */
const unsent = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|.*_CERT|ERR_TLS)/;

const coded = z.object({ code: z.string() });
const caused = z.object({ cause: coded }).transform(({ cause }) => cause);

function codeOf(error: unknown): string | undefined {
  return z.union([coded, caused]).safeParse(error).data?.code;
}

const scopes = z.array(z.string()).catch([]);
const problem = z.object({
  message: z.string().catch(''),
  category: z.string().catch(''),
  policyName: z.string().catch(''),
  correlationId: z.string().optional().catch(undefined),
  errors: z
    .array(z.object({ context: z.object({ requiredGranularScopes: scopes }) }))
    .catch([])
    .transform((errors) => errors.flatMap(({ context }) => context.requiredGranularScopes)),
});
type Problem = z.infer<typeof problem>;

function faultOfAnswer({ status, retryAfter, text }: BadAnswer, what: string): HubSpotFault {
  const told = problem.parse(parseJson(text));
  const said = [
    `${what}: HubSpot answered ${status}`,
    told.message && `: ${told.message.slice(0, 300)}`,
    told.correlationId && ` (correlation id ${told.correlationId})`,
  ];
  const sentence = said.filter(Boolean).join('').replace(/\.$/, '');
  const kind = kindOf(status);
  return new HubSpotFault(kind, `${sentence}.${remedyOf(status, told)}`, {
    status,
    waitMs: waitOf(status, retryAfter, told.policyName),
  });
}

function kindOf(status: number): FaultKind {
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'gone';
  if (status === 409) return 'conflict';
  if (status === 423 || status === 429 || status === 477) return 'retry';
  if (status >= 400 && status < 500 && status !== 408) return 'invalid';
  return 'unknown';
}

function remedyOf(status: number, { errors, category, policyName }: Problem): string {
  if (status === 401) return ' HubSpot refused the token: put a valid one into HUBSPOT_TOKEN.';
  if (status === 403 && errors.length > 0) {
    const missing = [...new Set(errors)].join(', ');
    return ` The token lacks a scope: add ${missing} to the app in HubSpot and install it again.`;
  }
  if (status === 403) return ` HubSpot forbids it (${category}): ask an admin of the account.`;
  if (status === 404) return ' It was deleted there, or HUBSPOT_URL is not HubSpot.';
  if (policyName === 'DAILY') return ' The account’s calls for today are used up until midnight.';
  if (status < 300) return ' That is no answer of HubSpot’s: check HUBSPOT_URL and any proxy.';
  return '';
}

/** HubSpot does not promise Retry-After, so each kind of refusal has a least wait of its own. */
function waitOf(status: number, retryAfter: string | undefined, policyName: string): number {
  const asked = Number(retryAfter);
  if (retryAfter && Number.isFinite(asked)) return Math.max(0, asked * 1000);
  if (status === 423) return 2_000;
  if (status === 477) return 10_000;
  if (status !== 429) return 0;
  if (policyName === 'DAILY') return 3_600_000;
  return policyName === 'SECONDLY' ? 1_000 : 5_000;
}

function parseJson(text: string): unknown {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
