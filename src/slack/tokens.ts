import { WebClient } from '@slack/web-api';
import { z } from 'zod';

type BotToken = { token: string; botId: string; botUserId: string };
/** The bot's token in a workspace, by its id; undefined where the bot is not installed. */
export type Tokens = (workspaceId: string) => Promise<BotToken | undefined>;

export type Installed = { workspace: { id: string; name: string }; tokens: Tokens };

const identity = z.object({
  team_id: z.string(),
  team: z.string(),
  user_id: z.string(),
  bot_id: z.string(),
});

/** The one workspace whose token stands in the environment; Slack says which one that is. */
export async function singleWorkspace(token: string, apiUrl: string): Promise<Installed> {
  const client = new WebClient(token, {
    slackApiUrl: `${apiUrl}/`,
    retryConfig: { retries: 4, factor: 2, minTimeout: 500 },
    timeout: 5000,
  });
  const found = await client.auth.test().catch((error: Error) => {
    throw new Error(
      `Slack did not accept SLACK_BOT_TOKEN, or did not answer at ${apiUrl}: ${error.message}`,
    );
  });
  const { team_id, team, user_id, bot_id } = identity.parse(found);
  const held: BotToken = { token, botId: bot_id, botUserId: user_id };
  return {
    workspace: { id: team_id, name: team },
    tokens: async (workspaceId) => (workspaceId === team_id ? held : undefined),
  };
}
