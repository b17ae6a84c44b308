import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Notifier } from '../ports.ts';
import type { Askers } from './askers.ts';
import type { Tokens } from './tokens.ts';
import { waitingPost } from './views/approvals-list.ts';
import { homeView } from './views/home.ts';
import { ownerCard } from './views/owner-card.ts';
import { questionCard } from './views/question-card.ts';

/** Slack's answers about a message, channel or person that is no more. */
const MESSAGE_GONE = [
  'user_not_found',
  'user_disabled',
  'message_not_found',
  'channel_not_found',
  'is_archived',
  'cant_update_message',
];
/** Slack's answers about somebody who has left, or an app whose Home tab is switched off. */
const HOME_GONE = ['user_not_found', 'user_not_visible', 'user_disabled', 'not_enabled'];
const platformError = z.object({ data: z.object({ error: z.string() }) });

/** For workers, whom nobody waits for: few retries here, the rest is the queue's. */
export function createNotifier(apiUrl: string, tokens: Tokens, askers: Askers): Notifier {
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
      return drawUnlessGone(() => client.chat.update({ channel, ts, ...picture }), MESSAGE_GONE);
    },
    postQuestion: async (workspaceId, channel, question) => {
      const client = await clientOf(workspaceId);
      const post = () => client.chat.postMessage({ channel, ...questionCard(question) });
      const posted = await unlessGone(post, MESSAGE_GONE);
      return posted === 'gone' ? 'gone' : { channel: posted.channel ?? '', ts: posted.ts ?? '' };
    },
    redrawQuestion: async (workspaceId, { channel, ts }, question) => {
      const client = await clientOf(workspaceId);
      const picture = questionCard(question);
      return drawUnlessGone(() => client.chat.update({ channel, ts, ...picture }), MESSAGE_GONE);
    },
    postWaiting: async (workspaceId, channel, waiting) => {
      const client = await clientOf(workspaceId);
      await client.chat.postMessage({ channel, ...waitingPost(waiting) });
    },
    publishHome: async (workspaceId, slackUserId, book, at) => {
      const client = await clientOf(workspaceId);
      const publish = async () => {
        // Whoever opened it may have become a guest since then.
        await askers.admit(client, { teamId: workspaceId, userId: slackUserId });
        await client.views.publish({ user_id: slackUserId, view: homeView(book, at) });
      };
      return drawUnlessGone(publish, HOME_GONE);
    },
  };
}

async function drawUnlessGone(
  draw: () => Promise<unknown>,
  gone: string[],
): Promise<'drawn' | 'gone'> {
  return (await unlessGone(draw, gone)) === 'gone' ? 'gone' : 'drawn';
}

async function unlessGone<Answer>(
  ask: () => Promise<Answer>,
  gone: string[],
): Promise<Answer | 'gone'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof Refusal) return 'gone';
    const refused = platformError.safeParse(error);
    if (refused.success && gone.includes(refused.data.data.error)) return 'gone';
    throw error;
  }
}
