import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65535);
const url = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));

const environment = z.object({
  DATABASE_URL: z.string().startsWith('postgres').optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  PORT: port.default(3000),
  HOST: z.string().default('127.0.0.1'),
  ROLE: z.enum(['web', 'worker', 'both']).default('both'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8).optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-').optional(),
  SLACK_API_URL: url.default('https://slack.com/api'),
  SLACK_POSTS_PER_SECOND: z.coerce.number().positive().default(1),
  HUBSPOT_TOKEN: z.string().min(1).optional(),
  HUBSPOT_URL: url.default('https://api.hubapi.com'),
  HUBSPOT_CALLS_PER_TEN_SECONDS: z.coerce.number().int().positive().default(90),
  HUBSPOT_CLIENT_ID: z.string().min(1).optional(),
  HUBSPOT_REFRESH_TOKEN: z.string().min(1).optional(),
  HUBSPOT_CLIENT_SECRET: z.string().min(1).optional(),
  HUBSPOT_SIGNATURE: z.enum(['v3', 'v1']).default('v3'),
  PUBLIC_URL: url.optional(),
  CRM: z.enum(['hubspot', 'csv']).default('hubspot'),
  SHEET_ACCOUNT_URL: z
    .url({ protocol: /^https?$/ })
    .includes('{id}', { error: 'has to hold {id}, in the place of an account’s id' })
    .optional(),
});

export type Config = {
  database: { url: string } | { dir: string };
  http: { port: number; host: string };
  role: 'web' | 'worker' | 'both';
  logLevel: z.infer<typeof environment>['LOG_LEVEL'];
  /** Not needed by the operator's shell where it works on the database alone. */
  slack?: SlackConfig;
  crm?: CrmConfig;
};

/** A CRM is never guessed: where HubSpot’s token got lost, there is none. */
type CrmConfig =
  | ({ kind: 'hubspot' } & HubSpotConfig)
  | { kind: 'csv'; accountUrl?: string | undefined };

/** `push`: HubSpot tells of changes by webhooks; without it the registry learns of them by asking. */
type HubSpotConfig = {
  access: { token: string } | { clientId: string; clientSecret: string; refreshToken: string };
  url: string;
  callsPerTenSeconds: number;
  push?: { secret: string; publicUrl: string; signature: 'v3' | 'v1' };
};

export type SlackConfig = {
  botToken: string;
  apiUrl: string;
  /** In each channel. */
  postsPerSecond: number;
} & SlackWay;

/** How events come: over HTTP, signed, or over Socket Mode. */
type SlackWay = { signingSecret: string } | { appToken: string };

/** The only reader of the environment. A wrong setting is named, with what it should be. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.entries(env).filter(([, value]) => value !== '');
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) throw new Error(wordProblems(parsed.error));
  const set = parsed.data;
  return {
    database: set.DATABASE_URL ? { url: set.DATABASE_URL } : { dir: `${set.DATA_DIR}/pg` },
    http: { port: set.PORT, host: set.HOST },
    role: set.ROLE,
    logLevel: set.LOG_LEVEL,
    ...slackOf(set),
    ...crmOf(set),
  };
}

export function needSlack({ slack }: Config): SlackConfig {
  if (slack) return slack;
  throw new Error(
    'Set SLACK_BOT_TOKEN and SLACK_SIGNING_SECRET, or for Socket Mode SLACK_BOT_TOKEN and SLACK_APP_TOKEN (see .env.example).',
  );
}

function crmOf(set: z.infer<typeof environment>): Pick<Config, 'crm'> {
  const access = accessOf(set);
  if (set.CRM === 'csv') {
    if (!access) return { crm: { kind: 'csv', accountUrl: set.SHEET_ACCOUNT_URL } };
    throw new Error(
      'CRM=csv, and HubSpot is set as well: an account has one home. Take out HUBSPOT_TOKEN or HUBSPOT_REFRESH_TOKEN, or CRM=csv (see .env.example).',
    );
  }
  if (!access) return {};
  const { HUBSPOT_URL: url, HUBSPOT_CALLS_PER_TEN_SECONDS: callsPerTenSeconds } = set;
  return { crm: { kind: 'hubspot', access, url, callsPerTenSeconds, ...pushOf(set) } };
}

function accessOf(set: z.infer<typeof environment>): HubSpotConfig['access'] | undefined {
  const { HUBSPOT_TOKEN: token, HUBSPOT_REFRESH_TOKEN: refreshToken } = set;
  const { HUBSPOT_CLIENT_ID: clientId, HUBSPOT_CLIENT_SECRET: clientSecret } = set;
  if (token) return { token };
  if (!refreshToken) return undefined;
  if (clientId && clientSecret) return { clientId, clientSecret, refreshToken };
  throw new Error(
    'HUBSPOT_REFRESH_TOKEN is set: set HUBSPOT_CLIENT_ID and HUBSPOT_CLIENT_SECRET of the same app as well (see .env.example).',
  );
}

function pushOf(set: z.infer<typeof environment>): Pick<HubSpotConfig, 'push'> {
  const { HUBSPOT_CLIENT_SECRET: secret, PUBLIC_URL: publicUrl, HUBSPOT_SIGNATURE } = set;
  // An app that was installed by OAuth has a secret, whether or not it is told of changes.
  if (!secret || (set.HUBSPOT_REFRESH_TOKEN && !publicUrl)) return {};
  if (publicUrl) return { push: { secret, publicUrl, signature: HUBSPOT_SIGNATURE } };
  throw new Error(
    'HUBSPOT_CLIENT_SECRET is set, PUBLIC_URL is not: HubSpot signs the address that it calls, so set it to the one you gave HubSpot, without a path (see .env.example).',
  );
}

function slackOf(set: z.infer<typeof environment>): Pick<Config, 'slack'> {
  const { SLACK_BOT_TOKEN: botToken, SLACK_API_URL: apiUrl } = set;
  const { SLACK_POSTS_PER_SECOND: postsPerSecond } = set;
  const way = slackWay(set);
  return botToken && way ? { slack: { botToken, apiUrl, postsPerSecond, ...way } } : {};
}

/** Over Socket Mode nothing is signed, so the app token stands alone. */
function slackWay(set: z.infer<typeof environment>): SlackWay | undefined {
  const { SLACK_SIGNING_SECRET: signingSecret, SLACK_APP_TOKEN: appToken } = set;
  if (appToken) return { appToken };
  return signingSecret ? { signingSecret } : undefined;
}

function wordProblems(error: z.ZodError): string {
  const lines = error.issues.map(({ path, message }) => `  ${path.join('.')}: ${message}`);
  return `These settings are missing or wrong (see .env.example):\n${lines.join('\n')}`;
}
