import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Notifier } from '../ports.ts';
import type { Tokens } from './tokens.ts';
import { ownerCard } from './views/owner-card.ts';

/** Slack's answers to an update whose message or channel is no more. */
const GONE = ['message_not_found', 'channel_not_found', 'is_archived', 'cant_update_message'];
const platformError = z.object({ data: z.object({ error: z.string() }) });

/** For workers, whom nobody waits for: few retries here, the rest is the queue's. */
export function createNotifier(apiUrl: string, tokens: Tokens): Notifier {
  const clientOf = async (workspaceId: string) => {
    const found = await tokens(workspaceId);
    if (!found) throw new Error(`no bot token for workspace ${workspaceId}: install the app there`);
    return new WebClient(found.token, {
      slackApiUrl: `${apiUrl}/`,
      timeout: 10_000,
      retryConfig: { retries: 1 },
      rejectRateLimitedCalls: true,
    });
  };
  return {
    redrawOwnerCard: async (workspaceId, { channel, ts, postedFor }, card) => {
      const client = await clientOf(workspaceId);
      const picture = ownerCard(card, { kind: 'shared', by: postedFor });
      try {
        await client.chat.update({ channel, ts, ...picture });
        return 'drawn';
      } catch (error) {
        const refused = platformError.safeParse(error);
        if (refused.success && GONE.includes(refused.data.data.error)) return 'gone';
        throw error;
      }
    },
  };
}
