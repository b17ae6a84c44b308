import { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { Refusal } from '../domain/refusal.ts';
import type { Shown } from '../domain/shown.ts';
import type { Notifier, Posted } from '../ports.ts';
import type { Askers } from './askers.ts';
import { bringingFiles } from './attached-files.ts';
import type { Tokens } from './tokens.ts';
import { readingPeople } from './user-groups.ts';
import { homeView } from './views/home.ts';
import { shownPost, shows } from './views/shown.ts';
import { PLACE_GONE, UNREADABLE, unless } from './web-answers.ts';

/** Slack's answers to an update whose message or channel is no more. */
const MESSAGE_GONE = [
  'message_not_found',
  'channel_not_found',
  'is_archived',
  'cant_update_message',
];
/** Slack's answers about somebody who has left, or an app whose Home tab is switched off. */
const HOME_GONE = ['user_not_found', 'user_not_visible', 'user_disabled', 'not_enabled'];
/** So far back a message is looked for, in hundreds: the newest come first. */
const MOST_PAGES = 10;
const posted = z.object({ channel: z.string(), ts: z.string() });

/** For workers, whom nobody waits for: few retries here, the rest is the queue's. */
export function createNotifier(apiUrl: string, tokens: Tokens, askers: Askers): Notifier {
  const clientOf = async (workspaceId: string, retryConfig = { retries: 1 }) => {
    const found = await tokens(workspaceId);
    if (!found) throw new Error(`no bot token for workspace ${workspaceId}: install the app there`);
    return new WebClient(found.token, {
      slackApiUrl: `${apiUrl}/`,
      timeout: 10_000,
      retryConfig,
      rejectRateLimitedCalls: true,
    });
  };
  return {
    post: async (workspaceId, place, shown, thread) => {
      // A second try of its own might post a second message.
      const client = await clientOf(workspaceId, { retries: 0 });
      const answer = await unlessRefused(PLACE_GONE, async () => {
        // The CRM or a list may name a guest, or somebody of another company.
        if (isPerson(place)) await askers.admit(client, { teamId: workspaceId, userId: place });
        return client.chat.postMessage({ channel: place, ...under(thread), ...shownPost(shown) });
      });
      if (answer === undefined) return 'gone';
      return posted.parse(answer);
    },
    find: async (workspaceId, place, shown, since, thread) =>
      findShown(await clientOf(workspaceId), { place, shown, since, ...under(thread) }),
    ...bringingFiles(clientOf),
    redraw: async (workspaceId, { channel, ts }, shown) => {
      const client = await clientOf(workspaceId);
      const picture = shownPost(shown);
      return drawUnlessGone(() => client.chat.update({ channel, ts, ...picture }), MESSAGE_GONE);
    },
    ...readingPeople(clientOf, askers),
    publishHome: async (workspaceId, slackUserId, book, at) => {
      const client = await clientOf(workspaceId);
      const publish = async () => {
        // Whoever opened it may have become a guest since then.
        await askers.admit(client, { teamId: workspaceId, userId: slackUserId });
        return client.views.publish({ user_id: slackUserId, view: homeView(book, at) });
      };
      return drawUnlessGone(publish, HOME_GONE);
    },
  };
}

type Sought = { place: string; shown: Shown; since: Date; thread_ts?: string };

function under(thread: string | undefined): { thread_ts?: string } {
  return thread === undefined ? {} : { thread_ts: thread };
}

async function findShown(
  client: WebClient,
  { place, shown, since, thread_ts }: Sought,
): Promise<Posted | undefined> {
  const channel = await conversationWith(client, place);
  if (channel === undefined) return undefined;
  const oldest = String(since.getTime() / 1000);
  const history = { channel, oldest, limit: 100, include_all_metadata: true };
  let cursor: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const asked = { ...history, ...(cursor && { cursor }) };
    const read = await unless(UNREADABLE, () =>
      thread_ts === undefined
        ? client.conversations.history(asked)
        : client.conversations.replies({ ...asked, ts: thread_ts }),
    );
    const found = read?.messages?.find((message) => shows(message, shown));
    if (found?.ts !== undefined) return { channel, ts: found.ts };
    cursor = read?.response_metadata?.next_cursor;
    if (!cursor) return undefined;
  }
  return undefined;
}

function isPerson(place: string): boolean {
  return /^[UW]/.test(place);
}

/** What is sent to a person directly hangs in a conversation with them, which has an id of its own. */
async function conversationWith(client: WebClient, place: string): Promise<string | undefined> {
  if (!isPerson(place)) return place;
  const opened = await unless([...PLACE_GONE, ...UNREADABLE], () =>
    client.conversations.open({ users: place }),
  );
  return opened?.channel?.id;
}

async function drawUnlessGone(
  draw: () => Promise<unknown>,
  gone: string[],
): Promise<'drawn' | 'gone'> {
  return (await unlessRefused(gone, draw)) === undefined ? 'gone' : 'drawn';
}

/** Whoever may not ask gets nothing either. */
async function unlessRefused<Answer>(
  gone: string[],
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await unless(gone, ask);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}
