import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Company } from './company/company.ts';
import { type RosterFile, rosterFile } from './company/roster-file.ts';
import { ruleFile } from './company/rule-file.ts';
import { guide, welcome } from './guide.ts';
import { startHubSpot } from './hubspot/server.ts';
import { keepStage } from './keepsake.ts';
import { createPage } from './page/serve.ts';
import { type LocalSlack, startSlack } from './slack/server.ts';

/** What the bot is told of its surroundings; these are all it ever learns. */
type RosterNotice = { audience: string; to: string };

export type Surroundings = {
  env: Record<string, string>;
  slack: LocalSlack;
  page: string;
  roster: RosterFile & { opsChannel: string; notices: RosterNotice[] };
  /** The company's rule file. */
  rules: string;
  stop: () => Promise<void>;
};

/** Keys to a workspace that exists on this machine only. */
const keys = {
  botToken: 'xoxb-sandbox-bot',
  signingSecret: 'sandbox-signing-secret',
  hubspotToken: 'sandbox-hubspot-token',
  hubspotSecret: 'sandbox-hubspot-secret',
};
const PORTAL_ID = 48_112_007;
const manifestFile = new URL('../../manifest.yml', import.meta.url);

/** Starts a Slack and a HubSpot on this machine, both full of one company. */
export async function stage(
  company: Company,
  /** `bot`: where HubSpot's webhooks go; without one they go nowhere. */
  ports: { slack: number; hubspot: number; bot?: number },
  /** A directory in which the stage is kept between starts. */
  keepIn?: string,
): Promise<Surroundings> {
  const hubspot = await startHubSpot({
    port: ports.hubspot,
    company,
    token: keys.hubspotToken,
    portalId: PORTAL_ID,
    limits: 'off',
    ...(ports.bot && { webhooks: webhooksOf(ports.bot) }),
  });
  const slack = await startSlack({
    port: ports.slack,
    ...workspaceOf(company),
    page: await createPage(),
  });
  const keepsake =
    keepIn === undefined
      ? undefined
      : keepStage(join(keepIn, 'stage.kept'), slack.world, hubspot.portal);
  if (!keepsake?.recalled) welcome(slack.world, company);
  const ops = company.channels.find(({ name }) => name === 'revops');
  const [persona] = company.personas;
  const [channel] = company.channels;
  return {
    env: {
      SLACK_BOT_TOKEN: keys.botToken,
      SLACK_SIGNING_SECRET: keys.signingSecret,
      SLACK_API_URL: `${slack.url}/api`,
      HUBSPOT_TOKEN: keys.hubspotToken,
      HUBSPOT_URL: hubspot.url,
      HUBSPOT_CALLS_PER_TEN_SECONDS: '10000',
      ...(ports.bot && {
        HUBSPOT_CLIENT_SECRET: keys.hubspotSecret,
        PUBLIC_URL: addressOf(ports.bot),
      }),
    },
    slack,
    page: `${slack.url}/?as=${persona?.userId}&channel=${channel?.id}`,
    roster: { ...rosterFile(company), opsChannel: ops?.id ?? '', notices: noticesOf(company) },
    rules: ruleFile(company),
    stop: async () => {
      keepsake?.close();
      await slack.stop();
      await hubspot.stop();
    },
  };
}

/** Two more audiences hear of every change, each in a channel of its own. */
function noticesOf({ channels }: Company): RosterNotice[] {
  return (['customer-success', 'marketing'] as const).flatMap((audience) => {
    const channel = channels.find(({ name }) => name === audience);
    return channel ? [{ audience, to: channel.id }] : [];
  });
}

function addressOf(port: number): string {
  return `http://127.0.0.1:${port}`;
}

/** Nobody waits a minute for the second try here. */
function webhooksOf(port: number) {
  const url = `${addressOf(port)}/hubspot/events`;
  return { url, secret: keys.hubspotSecret, retryScale: 0.01 };
}

function workspaceOf(company: Company) {
  const { workspace, channels } = company;
  const botUserId = 'U0CADASTRE';
  return {
    team: { id: workspace.id, name: workspace.name, domain: workspace.domain },
    users: [...peopleOf(company), guide],
    channels: channels.map(({ botIsMember, members, ...channel }) => ({
      ...channel,
      members: botIsMember ? [...members, botUserId] : members,
    })),
    app: {
      manifest: parse(readFileSync(manifestFile, 'utf8')),
      botUserId,
      botToken: keys.botToken,
      signingSecret: keys.signingSecret,
      // Links of the local HubSpot are shown like those of the real one.
      alsoUnfurls: ['127.0.0.1'],
    },
  };
}

/** The personas first and in their order: a window that asks for nobody opens as the first of them. */
function peopleOf({ users, personas }: Company) {
  const rank = new Map(personas.map(({ userId }, nth) => [userId, nth]));
  const rankOf = ({ id }: { id: string }) => rank.get(id) ?? personas.length;
  return [...users]
    .sort((one, other) => rankOf(one) - rankOf(other))
    .map(({ stranger, ...user }) => {
      const persona = personas.find(({ userId }) => userId === user.id);
      return {
        ...user,
        ...(stranger && { teamId: 'T0STRANGER' }),
        ...(persona && { persona: persona.key }),
      };
    });
}
