import { z } from 'zod';
import { PutOff } from '../domain/put-off.ts';

/** Slack's answers about a place where nothing can be posted. */
export const PLACE_GONE = [
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'user_not_found',
  'user_disabled',
  'cannot_dm_bot',
];
/** Slack's answers about a place that the bot may not read. */
export const UNREADABLE = ['missing_scope', 'channel_not_found', 'not_in_channel'];
const rateLimited = z.object({
  code: z.literal('slack_webapi_rate_limited_error'),
  retryAfter: z.number(),
});
const platformError = z.object({ data: z.object({ error: z.string() }) });

/** Slack's answer; undefined where it is one of these errors. */
export async function unless<Answer>(
  errors: string[],
  ask: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    const limited = rateLimited.safeParse(error);
    if (limited.success)
      throw new PutOff('Slack’s rate limit', Math.max(1, limited.data.retryAfter));
    const refused = platformError.safeParse(error);
    if (refused.success && errors.includes(refused.data.data.error)) return undefined;
    throw error;
  }
}
